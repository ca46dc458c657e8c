import { expect, test } from 'vitest'
import type { Work } from '../../../../functions/domain/activity/work.ts'
import { verifiedRequests, workFigures } from '../../../../functions/domain/activity/work-figures.ts'
import type { Posting } from '../../../../functions/domain/hours/posting.ts'

const workOf = (id: string, postedAt: string, progress: Work['progress']): Work => ({
  id,
  version: 1,
  municipality: 'I690',
  host: 'scuola-primaria',
  language: 'it',
  title: 'Cortile',
  description: 'Pulire.',
  area: 'environmental',
  wanted: { from: '2026-04-01', to: '2026-04-30' },
  people: 1,
  contact: 'Segreteria',
  postedBy: 'Teresa Galli',
  postedAt,
  progress,
  photos: {},
})

const answer = { by: 'ed-marino', at: '2026-01-05T09:00:00Z' }
const accepted = (project: string) => ({ state: 'accepted', accepted: { project, ...answer } }) as const
const posting = (request: string, from: Posting['from'], to: Posting['to'], minutes: number, n = 1): Posting => ({
  id: `${request}-${n}-${from}`,
  request,
  period: 1,
  entry: `${request}-${n}`,
  on: '2026-04-02',
  minutes,
  from,
  to,
  by: { role: 'educator', id: 'ed-marino' },
  at: '2026-04-02T09:00:00Z',
  why: 'test',
})

test('counts work requests by year of each step, and hours by project', () => {
  const works = [
    // 31 December in Italy is not that of UTC.
    workOf('a', '2025-12-31T23:30:00Z', { state: 'posted' }),
    workOf('b', '2025-12-31T22:30:00Z', accepted('cortile')),
    workOf('c', '2026-02-01T09:00:00Z', { state: 'declined', declined: { reasons: 'No.', ...answer } }),
    workOf('d', '2026-02-01T09:00:00Z', {
      state: 'done',
      accepted: { project: 'aula', ...answer },
      evidence: { before: 'a', after: 'b', by: { role: 'host', id: 'x' }, at: '2027-01-02T09:00:00Z' },
    }),
    workOf('e', '2026-02-01T09:00:00Z', accepted('vuoto')),
  ]
  const postings = [
    posting('r1', 'done', 'verified', 120),
    posting('r2', 'done', 'verified', 60),
    // Taken back after a dispute.
    posting('r2', 'verified', 'disputed', 20),
    posting('r3', 'done', 'verified', 240),
    posting('r4', 'owed', 'done', 240),
    posting('r5', 'done', 'verified', 500),
  ]
  expect(verifiedRequests(postings)).toEqual(['r1', 'r2', 'r3', 'r5'])
  const at = (project: string, startsOn = '2026-04-01') => ({
    project,
    host: 'scuola-primaria',
    startsOn,
    weekdays: [1],
    at: '08:30',
    minutesADay: 120,
  })
  const projects = new Map([
    ['r1', { placement: at('cortile') }],
    // Moved since.
    ['r2', { placement: at('aula', '2026-05-01'), formerPlacements: [at('cortile')] }],
    ['r3', { placement: at('aula') }],
    ['r4', { placement: at('vuoto') }],
    ['r5', { placement: at('riordino') }],
  ])
  expect(workFigures(2026, works, postings, projects)).toEqual({
    posted: 4,
    accepted: 3,
    declined: 1,
    done: 0,
    hours: [
      { work: 'b', project: 'cortile', verifiedMinutes: 160 },
      { work: 'd', project: 'aula', verifiedMinutes: 240 },
    ],
  })
  expect(workFigures(2027, works, [], projects)).toMatchObject({ posted: 0, accepted: 0, done: 1, hours: [] })
})
