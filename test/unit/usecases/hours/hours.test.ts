import { describe, expect, it } from 'vitest'
import type { AskKind } from '../../../../functions/domain/questions/index.ts'
import { shiftOf } from '../../../../functions/domain/hours/hours.ts'
import { balance, entriesOf, post, type Account } from '../../../../functions/domain/hours/ledger.ts'
import type { Problem } from '../../../../functions/domain/base/problems.ts'
import type { AskContext } from '../../../../functions/web/ask/view.ts'
import { AskPage } from '../../../../functions/web/ask/page.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import { askPerson } from '../../../../functions/usecases/asks/ask-person.ts'
import { checkHours } from '../../../../functions/domain/hours/check-hours.ts'
import { communityDays } from '../../../../functions/domain/activity/community-days.ts'
import { nextInstalment } from '../../../../functions/domain/money/instalments.ts'
import { recordShift } from '../../../../functions/domain/hours/shifts.ts'
import { settlePeriod } from '../../../../functions/usecases/activity/settle-period.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import { communityApplication, enrolled } from '../../../support/story/paths.ts'
import { answer, apply, atStage, type Parts, play, playToAsk, PARTS, REASONS } from '../../../support/story/play.ts'
import type { Addressee } from '../../../../functions/domain/file/addressee.ts'
import type { Posting } from '../../../../functions/domain/hours/posting.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

// The first period is 16 March to 15 April 2026, Monday to Thursday from 08:30 to 12:30.
const CITIZEN: Addressee = { role: 'citizen', id: 'applicant' }

/** Records a shift as a running system does, past the workflow. */
async function record(world: World, id: string, on: string, from: string, to: string, by: Addressee = CITIZEN) {
  await world.files.tamper(id, (file) => {
    const now = '2026-06-01T10:00:00Z'
    const outcome = recordShift(
      { file, municipality: world.municipality, now },
      { shift: shiftOf(on, from, to), recorded: 'code', by, why: 'test' },
    )
    if (!Array.isArray(outcome)) throw new Error(outcome.code)
    return { ...file, postings: [...file.postings, ...outcome] }
  })
}

async function at(
  kind: AskKind,
  before: (world: World, id: string) => Promise<void> = async () => {},
  parts: Parts = {},
) {
  const world = newWorld()
  const id = await apply(world)
  await play(world, id, parts, atStage('active'))
  await before(world, id)
  const open = await playToAsk(world, id, kind, parts)
  return {
    world,
    id,
    open,
    file: () => world.files.get(id),
    problems: async (typed: unknown): Promise<string[]> => {
      const outcome = await answer(world, open, typed)
      if (!('outcome' in outcome)) throw new Error(outcome.state)
      return outcome.outcome === 'invalid' ? outcome.problems.map(({ field, code }: Problem) => `${field} ${code}`) : []
    },
  }
}
const on = ({ postings }: CaseFile, ...accounts: Account[]) => accounts.map((account) => balance(postings, account))
const hours = (fields: object) => ({ choice: 'hours', days: [], ...fields })
const right = async (file: CaseFile) => expect(checkHours(file, SESTO, '2026-06-01T10:00:00Z')).toEqual([])

describe('the supervisor', () => {
  const morning = 'shift-20260316T073000Z'
  const withCode = async (world: World, id: string) => record(world, id, '2026-03-16', '08:30', '12:30')

  it('signs recorded hours without adding any', async () => {
    const { problems, file } = await at('timesheet', withCode)
    expect(await problems(hours({}))).toEqual([])
    expect(on(await file(), 'owed', 'done')).toEqual([80 * 60 - 240, 240])
  })

  it('cannot deny recorded attendance', async () => {
    const { problems } = await at('timesheet', withCode)
    expect(await problems({ choice: 'none', reasons: REASONS })).toEqual(['choice timesheet.recorded'])
  })

  it('adds hours and absences and strikes out wrong entries in one answer', async () => {
    const { problems, file } = await at('timesheet', withCode)
    const typed = hours({
      struck: [morning],
      reasons: 'Il codice è rimasto aperto: è andata via prima.',
      days: [
        { on: '2026-03-16', from: '08:30', minutes: 120 },
        { on: '2026-03-17', minutes: 240 },
      ],
      absences: [
        { on: '2026-03-18', excused: true, reasons: 'Visita medica' },
        { on: '2026-03-19', excused: false },
      ],
    })
    expect(await problems(typed)).toEqual([])
    const after = await file()
    expect(on(after, 'owed', 'done', 'missed')).toEqual([80 * 60 - 360, 360, 480])
    expect(
      entriesOf(after.postings).map(({ id, state, counted, absence }) => [id, state, counted, absence?.excused]),
    ).toEqual([
      [morning, 'recorded', 120, undefined],
      ['shift-20260317T073000Z', 'recorded', 240, undefined],
      ['absence-2026-03-18', 'recorded', 240, true],
      ['absence-2026-03-19', 'recorded', 240, false],
    ])
    expect(
      after.postings.filter(({ entry }) => entry === morning).map(({ from, to, by }) => [from, to, by.role]),
    ).toEqual([
      ['owed', 'done', 'citizen'],
      ['done', 'owed', 'host'],
      ['owed', 'done', 'host'],
    ])
    await right(after)
  })

  it.each<[string, object, string[]]>([
    [
      'an absence where no shift was planned',
      { absences: [{ on: '2026-03-20', excused: false }] },
      ['absences.0.on absence.unplanned'],
    ],
    ['one on a holiday', { absences: [{ on: '2026-04-06', excused: false }] }, ['absences.0.on absence.unplanned']],
    [
      'one on a day with hours',
      { absences: [{ on: '2026-03-16', excused: false }] },
      ['absences.0.on absence.present'],
    ],
    [
      'hours and an absence on one day',
      { days: [{ on: '2026-03-17', minutes: 60 }], absences: [{ on: '2026-03-17', excused: false }] },
      ['absences.0.on absence.present'],
    ],
    ['an excuse without reasons', { absences: [{ on: '2026-03-17', excused: true }] }, ['absences.0.reasons reasons']],
    [
      'one outside the period',
      { absences: [{ on: '2026-04-16', excused: false }] },
      ['absences.0.on timesheet.outside'],
    ],
    ['to strike out without reasons', { struck: [morning] }, ['reasons reasons']],
    ['to strike out what is not there', { struck: ['shift-x'], reasons: REASONS }, ['struck.0 struck.unknown']],
    ['to strike out twice', { struck: [morning, morning], reasons: REASONS }, ['struck.1 struck.unknown']],
  ])('is refused %s', async (_, fields, found) => {
    const { problems } = await at('timesheet', withCode)
    expect(await problems(hours(fields))).toEqual(found)
  })

  it('makes up an absence by hours beyond the agreed ones, in any order', async () => {
    const { problems, file } = await at('timesheet', (world, id) => record(world, id, '2026-03-20', '09:00', '12:00'))
    expect(await problems(hours({ absences: [{ on: '2026-03-18', excused: false }] }))).toEqual([])
    const after = await file()
    expect(on(after, 'missed', 'madeUp', 'done')).toEqual([60, 180, 180])
    await right(after)
  })

  it('sees recorded entries with source and author, and may fill in the others', async () => {
    const { world, open, file } = await at('timesheet', withCode)
    const context: AskContext = { ask: open, file: await file(), municipality: world.municipality, language: 'it' }
    const page = rendered(AskPage, { context })
    expect(page).toMatch(/lunedì 16 marzo.*dalle 08:30 alle 12:30: 4 ore.*con il codice, la persona.*da confermare/s)
    expect(page).toContain(`value="${morning}"`)
    expect(page).not.toContain('hours.days.2026-03-16')
    expect(page).toMatch(/name="hours.days.2026-03-17.from"[^>]*value="08:30"/)
    expect(page).not.toContain('value="none"')
  })
})

describe('hours that made up an absence', () => {
  const absent = (world: World, id: string) =>
    record(world, id, '2026-03-20', '09:00', '12:00').then(() => record(world, id, '2026-03-17', '08:30', '12:30'))
  const noted = hours({ absences: [{ on: '2026-03-18', excused: false }] })

  it('are missed again when they are contested', async () => {
    const { world, id, problems, file } = await at('timesheet', absent)
    expect(await problems(noted)).toEqual([])
    const verify = await playToAsk(world, id, 'verification')
    const contest = { choice: 'contest', entries: ['shift-20260320T080000Z'], reasons: REASONS }
    expect(await answer(world, verify, contest)).toMatchObject({ outcome: 'recorded' })
    expect(on(await file(), 'missed', 'madeUp', 'verified', 'owed')).toEqual([240, 0, 240, 80 * 60 - 240])
    await right(await file())
  })

  it('count as agreed hours when the agreed shift of their day is rejected, and once when it returns', async () => {
    const { world, id, problems, file } = await at(
      'timesheet',
      async (world, id) => {
        await record(world, id, '2026-03-16', '08:30', '10:30')
        await record(world, id, '2026-03-16', '14:00', '16:00')
      },
      { placement: (scene) => ({ ...PARTS.placement(scene), minutesADay: 120 }) },
    )
    expect(await problems(noted)).toEqual([])
    expect(on(await file(), 'missed', 'madeUp')).toEqual([0, 120])
    const verify = await playToAsk(world, id, 'verification')
    await answer(world, verify, { choice: 'contest', entries: ['shift-20260316T073000Z'], reasons: REASONS })
    expect(on(await file(), 'missed', 'madeUp', 'verified')).toEqual([120, 0, 120])
    await right(await file())
  })

  it('are missed again once, when both shifts of a day are contested together', async () => {
    const { world, id, problems, file } = await at(
      'timesheet',
      async (world, id) => {
        await record(world, id, '2026-03-16', '08:30', '10:30')
        await record(world, id, '2026-03-16', '14:00', '16:00')
      },
      { placement: (scene) => ({ ...PARTS.placement(scene), minutesADay: 120 }) },
    )
    expect(await problems(noted)).toEqual([])
    const verify = await playToAsk(world, id, 'verification')
    await answer(world, verify, { choice: 'contest', days: ['2026-03-16'], reasons: REASONS })
    expect(on(await file(), 'missed', 'madeUp', 'verified', 'owed')).toEqual([120, 0, 0, 80 * 60])
    await right(await file())
  })
})

describe('staff who recorded hours of a period', () => {
  const educators = SESTO.staff.filter(({ role }) => role === 'educator').map(({ id }) => id)
  const by = (id: string): Addressee => ({ role: 'educator', id })
  const days = ['2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19']

  it('are not asked to verify it: another educator is, or else a social worker', async () => {
    const usual = (await at('verification')).open.to
    const one = await at(
      'verification',
      (world, id) => record(world, id, '2026-04-13', '13:00', '14:00', by(usual.id)),
      {
        timesheet: () => hours({}),
      },
    )
    expect(one.open.to.role).toBe('educator')
    expect(one.open.to.id).not.toBe(usual.id)
    const all = async (world: World, id: string) => {
      for (const [index, educator] of educators.entries())
        await record(world, id, days[index] ?? '', '08:30', '12:30', by(educator))
    }
    const none = await at('verification', all, { timesheet: () => hours({}) })
    expect(none.open.to.role).toBe('socialWorker')
    expect(await none.problems({ choice: 'verify' })).toEqual([])
    await right(await none.file())
  })

  it('see an error if there is more to verify than fits into one write', async () => {
    const { world, id, problems } = await at('verification')
    await world.files.tamper(id, (file) => {
      const one = file.postings.find(({ shift, to }) => shift !== undefined && to === 'done')
      if (!one) throw new Error('no shift')
      const many = Array.from({ length: 100 }, (_, index) => ({
        ...one,
        id: `shift-x${index}-1`,
        entry: `shift-x${index}`,
      }))
      return { ...file, postings: [...file.postings, ...many] }
    })
    expect(await problems({ choice: 'verify' })).toEqual(['choice tooMany'])
  })

  it('are refused on an earlier link, and the question moves the next day', async () => {
    const { world, id, open, problems, file } = await at('verification')
    await record(world, id, '2026-04-13', '13:00', '14:00', open.to)
    expect(await problems({ choice: 'verify' })).toEqual(['choice verify.own'])
    expect(await problems({ choice: 'contest', days: ['2026-03-17'], reasons: REASONS })).toEqual(['choice verify.own'])
    const workflow = { machine: 'activity-period', period: 1 } as const
    await askPerson(world, { request: id, kind: 'verification', workflow, token: 'token' })
    const asked = (await file()).asks.find((each) => each.id === open.id)
    expect(asked?.to.id).not.toBe(open.to.id)
    expect(await answer(world, open, { choice: 'verify' })).toMatchObject({ outcome: 'recorded' })
    await right(await file())
  })

  it('stop the workflow for the administrator if nobody else is left', async () => {
    const world = newWorld({
      ...SESTO,
      staff: SESTO.staff
        .filter(({ role }) => role !== 'socialWorker' && role !== 'educator')
        .concat(SESTO.staff.filter(({ id }) => id === 'ed-riva' || id === 'as-greco')),
    })
    const id = await apply(world)
    await play(world, id, {}, atStage('active'))
    await record(world, id, '2026-03-16', '08:30', '12:30', by('ed-riva'))
    await record(world, id, '2026-03-17', '08:30', '12:30', { role: 'socialWorker', id: 'as-greco' })
    await expect(playToAsk(world, id, 'verification', { timesheet: () => hours({}) })).rejects.toThrow(/nobody may be/)
  })
})

describe('the educator', () => {
  it('contests absences too, but nothing disputed or verified', async () => {
    const { problems, file, world, id, open } = await at('verification', undefined, {
      timesheet: () =>
        hours({
          days: [
            { on: '2026-03-16', minutes: 240 },
            { on: '2026-03-17', minutes: 240 },
          ],
          absences: [{ on: '2026-03-18', excused: false, reasons: 'Non ha avvisato.' }],
        }),
    })
    await world.files.tamper(id, (it) => ({
      ...it,
      postings: [
        ...it.postings,
        post(it.postings, {
          request: id,
          period: 1,
          entry: 'shift-20260316T073000Z',
          on: '2026-03-16',
          minutes: 240,
          from: 'done',
          to: 'disputed',
          by: CITIZEN,
          at: '2026-04-16T10:00:00Z',
          why: 'test',
        }),
      ],
    }))
    await world.files.tamper(id, (it) => ({
      ...it,
      request: {
        ...it.request,
        disputes: [
          {
            number: 1,
            entry: 'shift-20260316T073000Z',
            on: '2026-03-16',
            period: 1,
            minutes: 300,
            reasons: 'Sono rimasta di più.',
            at: '2026-04-16T10:00:00Z',
          },
        ],
      },
    }))
    const context: AskContext = { ask: open, file: await file(), municipality: world.municipality, language: 'en' }
    const page = rendered(AskPage, { context })
    expect(page).toMatch(
      /Monday,? 16 March.*on the sheet, the host.*disputed.*Unexcused absence: 4 hours.*Non ha avvisato.*Sono rimasta di più/s,
    )
    const contest = (...entries: string[]) => ({ choice: 'contest', entries, reasons: REASONS })
    expect(await problems(contest('shift-20260316T073000Z'))).toEqual(['entries.0 contest.unknown'])
    expect(await problems(contest())).toEqual(['entries contest.empty'])
    expect(await problems(contest('absence-2026-03-18'))).toEqual([])
    expect(on(await file(), 'missed', 'disputed', 'verified', 'done')).toEqual([0, 240, 240, 0])
    await right(await file())
  })
})

describe('recording late hours', () => {
  it('is rejected once the period is verified', async () => {
    const { world, id, problems } = await at('verification')
    expect(await problems({ choice: 'verify' })).toEqual([])
    await expect(record(world, id, '2026-04-13', '13:00', '14:00')).rejects.toThrow('shift.settled')
  })
})

describe('an activity ends', () => {
  const moved = (file: CaseFile, entry: string, fields: Pick<Posting, 'from' | 'to' | 'minutes'>): CaseFile => ({
    ...file,
    postings: [
      ...file.postings,
      post(file.postings, {
        request: file.request.id,
        period: 1,
        entry,
        on: '2026-03-17',
        by: { role: 'socialWorker', id: 'as-greco' },
        at: '2026-04-16T10:00:00Z',
        why: 'test',
        reasons: REASONS,
        ...fields,
      }),
    ],
  })

  it('when owed hours are verified or waived; waived ones release money', async () => {
    const { world, id, problems, file } = await at('verification')
    expect(await problems({ choice: 'verify' })).toEqual([])
    await world.files.tamper(id, (it) => moved(it, 'waiver-1', { from: 'owed', to: 'waived', minutes: 40 * 60 }))
    await settlePeriod(world, id, 1)
    const { request, payments } = await file()
    expect(request.stage).toBe('completed')
    expect(payments.map(({ amountCents }) => amountCents)).toEqual([60_000])
    await right(await file())
  })

  it('not while hours are disputed', async () => {
    const { world, id, problems, file } = await at('verification')
    expect(await problems({ choice: 'verify' })).toEqual([])
    await world.files.tamper(id, (it) =>
      moved(moved(it, 'waiver-1', { from: 'owed', to: 'waived', minutes: 40 * 60 }), 'shift-20260317T073000Z', {
        from: 'verified',
        to: 'disputed',
        minutes: 240,
      }),
    )
    await settlePeriod(world, id, 1)
    expect((await file()).request.stage).toBe('active')
    expect((await file()).payments.map(({ amountCents }) => amountCents)).toEqual([57_000])
    // The last period, with no cover for one more: a person has to look.
    const last = (it: CaseFile): CaseFile => ({
      ...it,
      request: { ...it.request, cover: { policy: 'P', from: '2026-03-01', to: '2026-05-15' } },
    })
    await world.files.tamper(id, last)
    await expect(settlePeriod(world, id, 2)).rejects.toThrow(/wait for a ruling/)
    expect((await file()).request.stage).toBe('active')
  })

  it('without recovering payments: a later instalment is smaller instead', async () => {
    const { world, problems, file } = await at('verification')
    expect(await problems({ choice: 'verify' })).toEqual([])
    const verified = await file()
    const [paid] = nextInstalment(verified, world.municipality, world.clock.now(), false)
    if (!paid) throw new Error('nothing')
    const reversed = moved(verified, 'shift-20260317T073000Z', { from: 'verified', to: 'owed', minutes: 240 })
    expect(nextInstalment({ ...reversed, payments: [paid] }, world.municipality, world.clock.now(), false)).toEqual([])
  })
})

it('without reporting verified days that were rejected later', async () => {
  const world = newWorld()
  const file = await play(world, await apply(world, communityApplication(1)), enrolled)
  const days = (postings: readonly Posting[]) =>
    communityDays(world.municipality, [file.request], postings, '2026-Q2')[0] ?? { days: 0, minutes: 0 }
  const one = file.postings.find(({ to, on: day }) => to === 'verified' && day.startsWith('2026-04'))
  if (!one) throw new Error('nothing verified')
  const { id: _, ...fields } = one
  const back = post(file.postings, { ...fields, from: 'verified', to: 'owed', reasons: REASONS })
  const [before, after] = [days(file.postings), days([...file.postings, back])]
  expect([before.days - after.days, before.minutes - after.minutes]).toEqual([1, one.minutes])
})
