import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditLedger } from '../../../../functions/domain/hours/audit-ledger.ts'
import { addDays, minutesBetween } from '../../../../functions/domain/base/calendar.ts'
import {
  minutesByDay,
  minutesOf,
  type Shift,
  shiftFrom,
  shiftOf,
  shiftProblem,
} from '../../../../functions/domain/hours/hours.ts'
import { entriesOf, post } from '../../../../functions/domain/hours/ledger.ts'
import { newWorld } from '../../../support/memory.ts'
import { apply, atStage, play } from '../../../support/story/play.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'
import type { Posting } from '../../../../functions/domain/hours/posting.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const LIMITS = { minutesDay: 240, minutesWeek: 1200 }

/** An activity from 16 March to 15 May 2026, with cover from 2 March 2026. */
let file: CaseFile
beforeAll(async () => {
  const world = newWorld()
  file = await play(world, await apply(world), {}, atStage('active'))
})
const withRequest = (fields: Partial<Request>): CaseFile => ({ ...file, request: { ...file.request, ...fields } })
const recorded = (to: CaseFile, shift: Shift, fields: Partial<Posting> = {}): CaseFile => ({
  ...to,
  postings: [
    ...to.postings,
    post(to.postings, {
      request: to.request.id,
      period: 1,
      entry: `shift-${shift.starts}`,
      on: '2026-03-16',
      minutes: 60,
      from: 'owed',
      to: 'done',
      by: { role: 'host', id: 'scuola-primaria' },
      at: '2026-05-20T10:00:00Z',
      why: 'test',
      shift: { ...shift, recorded: 'sheet' },
      ...fields,
    }),
  ],
})
/** One more posting on the entry of the last one. */
function next(to: CaseFile, fields: Partial<Posting>): CaseFile {
  const last = to.postings.at(-1)
  if (!last) throw new Error('no postings')
  const { id: _, shift: __, ...rest } = last
  return { ...to, postings: [...to.postings, post(to.postings, { ...rest, ...fields })] }
}
const problem = (shift: Shift, to = file, now = '2026-05-20T10:00:00Z', limits = LIMITS) =>
  shiftProblem(to, shift, limits, now)?.code

describe('a shift', () => {
  it.each([
    ['on a day like others', '2026-03-16', '08:30', '12:30', 240, { '2026-03-16': 240 }],
    ['over midnight', '2026-03-16', '22:15', '01:45', 210, { '2026-03-16': 105, '2026-03-17': 105 }],
    ['until midnight', '2026-03-16', '22:00', '00:00', 120, { '2026-03-16': 120 }],
    ['in the night that loses an hour', '2026-03-28', '23:00', '04:00', 240, { '2026-03-28': 60, '2026-03-29': 180 }],
    ['in the night that has one more', '2026-10-24', '23:00', '04:00', 360, { '2026-10-24': 60, '2026-10-25': 300 }],
    ['from a time that does not exist', '2026-03-29', '02:30', '05:00', 90, { '2026-03-29': 90 }],
  ])('%s counts the minutes that pass', (_, on, from, to, minutes, days) => {
    const shift = shiftOf(on, from, to)
    expect(minutesOf(shift)).toBe(minutes)
    expect(Object.fromEntries(minutesByDay(shift))).toEqual(days)
  })

  it('has its length, and its days sum to it, also when recorded with seconds', () => {
    const parts = fc.record({
      add: fc.integer({ min: 0, max: 364 }),
      hour: fc.integer({ min: 0, max: 23 }),
      part: fc.integer({ min: 0, max: 59 }),
      minutes: fc.integer({ min: 1, max: 1440 }),
      seconds: fc.constantFrom(':00Z', ':07Z', ':59.999Z', 'Z'),
    })
    fc.assert(
      fc.property(parts, ({ add, hour, part, minutes, seconds }) => {
        const time = `${String(hour).padStart(2, '0')}:${String(part).padStart(2, '0')}`
        const { starts, ends } = shiftFrom(addDays('2026-01-01', add), time, minutes)
        const shift = { starts: starts.replace(':00Z', seconds), ends: ends.replace(':00Z', seconds) }
        expect(minutesBetween(starts, ends)).toBe(minutes)
        expect([...minutesByDay(shift).values()].reduce((sum, each) => sum + each, 0)).toBe(minutesOf(shift))
        expect(minutesOf(shift)).toBe(minutes)
      }),
    )
  })
})

describe('may not be counted', () => {
  it.each<[string, Shift, string | undefined]>([
    ['that ends before it begins', { starts: '2026-03-16T09:00:00Z', ends: '2026-03-16T08:00:00Z' }, 'shift.empty'],
    ['of less than a minute', { starts: '2026-03-16T09:00:01Z', ends: '2026-03-16T09:00:59Z' }, 'shift.empty'],
    ['before the agreement', shiftOf('2026-03-15', '23:00', '01:00'), 'shift.outside'],
    ['that lasts beyond the agreement', shiftOf('2026-05-15', '23:00', '01:00'), 'shift.outside'],
    ['to the very last minute of it', shiftOf('2026-05-15', '22:00', '00:00'), undefined],
    ['from one period into the next', shiftOf('2026-04-15', '22:00', '02:00'), undefined],
    ['longer than a day may be', shiftOf('2026-03-16', '08:00', '12:01'), 'day.max'],
    ['of as much on each of two days', shiftOf('2026-03-16', '20:00', '04:00'), undefined],
  ])('a shift %s', (_, shift, code) => {
    expect(problem(shift)).toBe(code)
  })

  it.each([
    ['2026-03-16T10:29:59.999Z', 'shift.future'],
    ['2026-03-16T10:30:00Z', undefined],
    // As text, half a second later sorts before the full second.
    ['2026-03-16T10:30:00.500Z', undefined],
    ['2026-03-16T10:30Z', undefined],
  ])('a shift that is not over at %s', (now, code) => {
    expect(problem(shiftOf('2026-03-16', '09:30', '11:30'), file, now)).toBe(code)
  })

  it('a shift that reaches into a settled period, an interruption, days without cover or after an early end', () => {
    const night = shiftOf('2026-04-15', '22:00', '02:00')
    const [first, second] = file.request.periods
    if (!first || !second) throw new Error('no periods')
    const settled = { ...first, settledAt: '2026-04-20T10:00:00Z' }
    expect(problem(night, withRequest({ periods: [settled, second] }))).toBe('shift.settled')
    const still = (from: string, to?: string) =>
      withRequest({
        interruptions: [{ from, ...(to ? { to } : {}), reasons: 'malattia', by: 'x', at: '2026-04-01T10:00:00Z' }],
      })
    expect(problem(night, still('2026-04-16'))).toBe('shift.interrupted')
    expect(problem(night, still('2026-04-10', '2026-04-15'))).toBe('shift.interrupted')
    expect(problem(night, still('2026-04-10', '2026-04-14'))).toBe(undefined)
    const cover = (from: string, to: string) => withRequest({ cover: { policy: 'P', from, to } })
    expect(problem(night, cover('2026-04-16', '2026-12-31'))).toBe('shift.cover')
    expect(problem(night, cover('2026-03-01', '2026-04-15'))).toBe('shift.cover')
    const ended = { on: '2026-04-15', reasons: 'lavoro', by: 'x', at: '2026-04-15T20:00:00Z' }
    expect(problem(night, withRequest({ endedEarly: ended }))).toBe('shift.outside')
    expect(problem(night, withRequest({ stage: 'completed' }))).toBe('shift.inactive')
  })

  it('a shift that overlaps another, is the third of a day, or exceeds the limit of day or week', () => {
    const morning = recorded(file, shiftOf('2026-03-16', '08:30', '09:30'))
    expect(problem(shiftOf('2026-03-16', '09:29', '10:00'), morning)).toBe('shift.overlap')
    expect(problem(shiftOf('2026-03-16', '09:30', '10:00'), morning)).toBe(undefined)
    // The seconds of a check-out and of the check-in after it do not overlap.
    const seconds = recorded(file, { starts: '2026-03-16T07:30:10Z', ends: '2026-03-16T08:30:50.7Z' })
    expect(problem({ starts: '2026-03-16T08:30:55Z', ends: '2026-03-16T09:00:00Z' }, seconds)).toBe(undefined)
    const two = recorded(morning, shiftOf('2026-03-16', '14:00', '15:00'))
    expect(problem(shiftOf('2026-03-16', '16:00', '17:00'), two)).toBe('shift.count')
    expect(problem(shiftOf('2026-03-16', '09:30', '12:31'), morning)).toBe('day.max')
    // Of a Sunday night, what lies after midnight is the next week's.
    const weeks = { minutesDay: 240, minutesWeek: 240 }
    const sunday = recorded(file, shiftOf('2026-03-22', '22:00', '02:00'), { on: '2026-03-22' })
    expect(problem(shiftOf('2026-03-24', '08:00', '10:00'), sunday, undefined, weeks)).toBe(undefined)
    expect(problem(shiftOf('2026-03-24', '08:00', '10:01'), sunday, undefined, weeks)).toBe('week.max')
  })
})

describe('the audit', () => {
  const faults = (wrong: CaseFile) => auditLedger(wrong, LIMITS).map(({ rule, about }) => `${rule} ${about}`)
  const morning = shiftOf('2026-03-16', '08:30', '09:30')
  const id = `shift-${morning.starts}`

  it('finds nothing in a correct file', () => {
    expect(faults(file)).toEqual([])
    expect(faults(recorded(file, morning))).toEqual([])
    const verified = { from: 'done', to: 'verified', by: { role: 'educator', id: 'ed-riva' } } as const
    expect(faults(next(recorded(file, morning), verified))).toEqual([])
  })

  it.each<[string, () => CaseFile, string[]]>([
    [
      'verified by its recorder',
      () => next(recorded(file, morning), { from: 'done', to: 'verified' }),
      [`verifier ${id}`],
    ],
    [
      'verified beyond what was recorded',
      () =>
        next(recorded(file, morning), { from: 'owed', to: 'verified', minutes: 1, by: { role: 'educator', id: 'ed' } }),
      [`verified ${id}`],
    ],
    [
      'an account below zero',
      () => next(recorded(file, morning), { from: 'verified', to: 'owed', minutes: 60 }),
      ['negative verified', `made ${id}`],
    ],
    ['hours that come from nowhere', () => recorded(file, morning, { from: 'agreement' }), ['balance done']],
    ['a shift counted for more than it lasts', () => recorded(file, morning, { minutes: 61 }), [`verified ${id}`]],
    [
      'a shift of another day and period',
      () => recorded(file, morning, { on: '2026-04-16', period: 1 }),
      [`agreement ${id}`],
    ],
    [
      'a shift without cover, in an interruption',
      () => ({
        ...recorded(file, morning),
        request: {
          ...file.request,
          cover: { policy: 'P', from: '2026-03-17', to: '2026-12-31' },
          interruptions: [{ from: '2026-03-16', reasons: 'x', by: 'x', at: '2026-03-16T10:00:00Z' }],
        },
      }),
      [`cover ${id}`, `interruption ${id}`],
    ],
    [
      'a shift recorded before it was over',
      () => recorded(file, morning, { at: '2026-03-16T08:29:00Z' }),
      [`future ${id}`],
    ],
    [
      'a minute in two shifts',
      () => recorded(recorded(file, morning), shiftOf('2026-03-16', '09:29', '10:00'), { minutes: 31 }),
      ['overlap shift-2026-03-16T08:29:00Z'],
    ],
    [
      'too much a day',
      () => recorded(recorded(file, morning), shiftOf('2026-03-16', '10:00', '13:30'), { minutes: 210 }),
      ['day 2026-03-16'],
    ],
    [
      'another amount owed than was granted',
      () => ({
        ...file,
        request: { ...file.request, grant: file.request.grant && { ...file.request.grant, owedMinutes: 60 } },
      }),
      ['owed agreement'],
    ],
    [
      'a posting that is gone',
      () => {
        const whole = next(recorded(file, morning), {
          from: 'done',
          to: 'verified',
          by: { role: 'educator', id: 'ed' },
        })
        return { ...whole, postings: whole.postings.filter(({ id: each }) => each !== `${id}-1`) }
      },
      [`chain ${id}`, 'balance done', 'balance verified', 'negative done'],
    ],
  ])('finds %s', (_, wrong, found) => {
    expect(faults(wrong())).toEqual(found)
  })
})

describe('an entry', () => {
  const shift = shiftOf('2026-03-16', '08:30', '12:30')
  const moved = (to: CaseFile, from: Posting['from'], into: Posting['to'], minutes: number) =>
    next(to, { from, to: into, minutes })
  const only = (of: CaseFile) => entriesOf(of.postings)[0]

  it('has the state of its open part: disputed or still to verify', () => {
    const made = recorded(file, shift, { minutes: 240 })
    expect(only(made)).toMatchObject({ state: 'recorded', counted: 240 })
    expect(only(moved(made, 'done', 'disputed', 60))).toMatchObject({ state: 'disputed', counted: 240 })
    expect(only(moved(made, 'done', 'verified', 60))).toMatchObject({ state: 'recorded', counted: 240 })
    expect(only(moved(made, 'done', 'verified', 240))).toMatchObject({ state: 'verified', counted: 240 })
    expect(only(moved(made, 'done', 'owed', 60))).toMatchObject({ state: 'recorded', counted: 180 })
    expect(only(moved(made, 'done', 'owed', 240))).toMatchObject({ state: 'rejected', counted: 0 })
  })

  it('recorded again after a rejection has the data and author of the last recording', () => {
    const rejected = moved(recorded(file, shift, { minutes: 240 }), 'done', 'owed', 240)
    const shorter = { ...shift, ends: '2026-03-16T10:30:00Z' }
    const again = recorded(rejected, shorter, { minutes: 180, by: { role: 'educator', id: 'ed-riva' } })
    expect(only(again)).toMatchObject({
      state: 'recorded',
      counted: 180,
      minutes: 180,
      made: { by: { id: 'ed-riva' } },
      shift: { ends: shorter.ends },
    })
  })
})
