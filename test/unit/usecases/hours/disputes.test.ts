import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { excuse } from '../../../../functions/domain/acts/excuse.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, momentOf, nextWorkingDay, startOf } from '../../../../functions/domain/base/calendar.ts'
import { auditLedger } from '../../../../functions/domain/hours/audit-ledger.ts'
import { balance, entriesOf } from '../../../../functions/domain/hours/ledger.ts'
import { holidaysAround } from '../../../../functions/domain/municipality/regulation.ts'
import { nextStep } from '../../../../functions/domain/file/next-step.ts'
import type { Claim } from '../../../../functions/domain/hours/dispute-hours.ts'
import { disputeHours } from '../../../../functions/usecases/hours/dispute-hours.ts'
import { disputableOf } from '../../../../functions/domain/hours/disputes.ts'
import { notifyDispute } from '../../../../functions/usecases/hours/notify-dispute.ts'
import { hourLimitsOf } from '../../../../functions/domain/hours/shifts.ts'
import { settlePeriod } from '../../../../functions/usecases/activity/settle-period.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { agreedDays, recordAttendance, recordNoShow, moveTo, today, underWay } from '../../../support/story/activity.ts'
import { newWorld, withRules, type World } from '../../../support/memory.ts'
import { answer, ask, type Parts, play, REASONS, workdays } from '../../../support/story/play.ts'
import { ACCOUNTS } from '../../../../functions/domain/hours/posting.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const SAYS = 'Quel giorno ero lì, chiedete alla bidella.'
const fileOf = (world: World, id: string) => world.files.get(id)
const dispute = async (world: World, id: string, claim: Omit<Claim, 'reasons'> & { reasons?: string }) =>
  disputeHours(world, await fileOf(world, id), { reasons: SAYS, ...claim })
const entryOn = async (world: World, id: string, on: string) =>
  entriesOf((await fileOf(world, id)).postings).filter((entry) => entry.on === on)
const accounts = ({ postings }: CaseFile) =>
  Object.fromEntries(
    ACCOUNTS.filter((account) => account !== 'agreement').map((account) => [account, balance(postings, account)]),
  )
const period = (number = 1) => ({ machine: 'activity-period', period: number }) as const
const next = async (world: World, id: string, number = 1) =>
  nextStep(await fileOf(world, id), period(number), world.clock.now()).next
/** Answers the dispute that waits. */
async function rule(world: World, id: string, typed: object, number = 1) {
  const asked = await ask(world, id, period(number))
  if (asked?.kind !== 'dispute') throw new Error(`asked is ${asked?.kind}`)
  return { asked, outcome: await answer(world, asked, { reasons: REASONS, ...typed }) }
}
const uphold = { choice: 'uphold' }
const dismiss = { choice: 'dismiss' }
const OWED = 80 * 60

/** Three days recorded, the first contested by the educator; the period is settled and the next one runs. */
async function contested() {
  const world = newWorld()
  const id = await underWay(world, 0)
  let on = ''
  const parts: Parts = {
    timesheet: (scene) => ({ choice: 'hours', days: workdays(scene, 3).map((day) => ({ on: day, minutes: 240 })) }),
    verification: ({ file }) => {
      on = entriesOf(file.postings)[0]?.on ?? ''
      return { choice: 'contest', days: [on], reasons: 'Quel giorno la scuola era chiusa.' }
    },
  }
  await play(world, id, parts, ({ request }) => request.periods[0]?.settledAt !== undefined)
  return { world, id, on }
}

describe('an entry that was contested', () => {
  it('may be disputed within some days, is ruled on by another member, and counts upheld minutes', async () => {
    const { world, id, on } = await contested()
    const [entry] = await entryOn(world, id, on)
    expect(entry?.state).toBe('rejected')
    expect(await dispute(world, id, { entry: entry?.id, minutes: 240 })).toEqual({ outcome: 'done', written: true })
    const filed = await fileOf(world, id)
    expect((await entryOn(world, id, on))[0]).toMatchObject({ state: 'disputed', counted: 240 })
    expect(accounts(filed)).toMatchObject({ owed: OWED - 720, disputed: 240, verified: 480, done: 0 })
    expect(filed.request.disputes).toMatchObject([{ number: 1, entry: entry?.id, on, period: 1, minutes: 240 }])
    // The period that runs asks, restarted for it.
    expect(world.workflows.attempts.get(`${id}-period-2`)).toBeGreaterThan(1)
    expect(await next(world, id, 2)).toBe('AskDispute')
    const { asked } = await rule(world, id, { ...uphold, minutes: 180 }, 2)
    expect(asked.to.role).toBe('socialWorker')
    expect(entry?.postings.map(({ by }) => by.id)).not.toContain(asked.to.id)
    expect(world.postman.about(asked.id)).toHaveLength(1)
    const ruled = await fileOf(world, id)
    expect(accounts(ruled)).toMatchObject({ owed: OWED - 660, disputed: 0, verified: 660, done: 0 })
    const [upheld] = await entryOn(world, id, on)
    expect(upheld).toMatchObject({ state: 'verified', counted: 180 })
    expect(upheld?.shift && Date.parse(upheld.shift.ends) - Date.parse(upheld.shift.starts)).toBe(180 * 60_000)
    expect(ruled.request.disputes?.[0]?.ruling).toMatchObject({ upheld: true, minutes: 180, by: asked.to.id })
    expect(await next(world, id, 2)).toBe('NotifyDispute')
    await Promise.all([notifyDispute(world, id), notifyDispute(world, id)])
    expect(world.postman.sent.filter(({ letter }) => letter.template === 'disputeRuled').length).toBeGreaterThan(0)
    expect(await next(world, id, 2)).toBe('AwaitEnd')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
    // It was ruled on: there is no second time.
    expect(await dispute(world, id, { entry: entry?.id, minutes: 239 })).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'about', code: 'dispute.over' }],
    })
  })

  it('returns to its state when dismissed', async () => {
    const { world, id, on } = await contested()
    const before = accounts(await fileOf(world, id))
    const [entry] = await entryOn(world, id, on)
    await dispute(world, id, { entry: entry?.id, minutes: 240 })
    await rule(world, id, dismiss, 2)
    expect(accounts(await fileOf(world, id))).toEqual(before)
    expect((await entryOn(world, id, on))[0]).toMatchObject({ state: 'rejected', counted: 0 })
  })

  it('is final without a dispute in time', async () => {
    const { world, id, on } = await contested()
    const [entry] = await entryOn(world, id, on)
    const open = disputableOf({
      file: await fileOf(world, id),
      municipality: world.municipality,
      now: world.clock.now(),
    })
    const until = open.find((each) => each.entry.id === entry?.id)?.until ?? ''
    const changed =
      entry?.postings
        .map(({ at }) => dayOf(at))
        .sort()
        .at(-1) ?? ''
    const fifth = addDays(changed, 5)
    expect(until).toBe(nextWorkingDay(fifth, holidaysAround(world.municipality, fifth)))
    world.clock.moveTo(startOf(addDays(until, 1)))
    const late = await dispute(world, id, { entry: entry?.id, minutes: 240 })
    expect(late).toMatchObject({ outcome: 'invalid', problems: [{ code: 'dispute.over' }] })
    world.clock.moveSeconds(-1)
    expect(await dispute(world, id, { entry: entry?.id, minutes: 240 })).toMatchObject({ outcome: 'done' })
  })
})

describe('hours that are not verified yet', () => {
  it('are held with a claim for missing ones, and return as they were', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [on = ''] = agreedDays(await fileOf(world, id), 1)
    await recordAttendance(world, id, on, 120)
    const [entry] = await entryOn(world, id, on)
    const claim = { entry: entry?.id, minutes: 240 }
    expect(await dispute(world, id, claim)).toEqual({ outcome: 'done', written: true })
    expect(await dispute(world, id, claim)).toEqual({ outcome: 'done', written: false })
    expect(accounts(await fileOf(world, id))).toMatchObject({ done: 0, disputed: 240, owed: OWED - 240 })
    expect((await entryOn(world, id, on))[0]?.shift?.ends).not.toBe(entry?.shift?.ends)
    expect(await next(world, id)).toBe('AskDispute')
    await settlePeriod(world, id, 1)
    expect((await fileOf(world, id)).request.periods[0]?.settledAt).toBeUndefined()
    await rule(world, id, dismiss)
    expect(accounts(await fileOf(world, id))).toMatchObject({ done: 120, disputed: 0, owed: OWED - 120, verified: 0 })
    const ends = (await entryOn(world, id, on))[0]?.shift?.ends
    expect(ends).toBe(entry?.shift?.ends)
    const parts: Parts = { timesheet: () => ({ choice: 'hours', days: [] }) }
    const settled = await play(world, id, parts, ({ request }) => request.periods[0]?.settledAt !== undefined)
    expect(accounts(settled)).toMatchObject({ done: 0, verified: 120, owed: OWED - 120 })
  })

  it('pass the audit, also if the person stayed on after the recording', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [on = ''] = agreedDays(await fileOf(world, id), 1)
    world.clock.moveTo(momentOf(on, '10:30'))
    await recordAttendance(world, id, on, 120)
    world.clock.moveSeconds(4 * 3600)
    const [entry] = await entryOn(world, id, on)
    const faults = async () => {
      const file = await fileOf(world, id)
      return auditLedger(file, hourLimitsOf({ file, municipality: world.municipality, now: world.clock.now() }))
    }
    expect(await dispute(world, id, { entry: entry?.id, minutes: 200 })).toMatchObject({ written: true })
    expect(await faults()).toEqual([])
    await rule(world, id, uphold)
    expect(await faults()).toEqual([])
  })

  it('are verified by a dismissal if the period was verified meanwhile', async () => {
    const world = newWorld()
    const id = await underWay(world, 29)
    const [on = '', other = ''] = agreedDays(await fileOf(world, id), 2)
    await recordAttendance(world, id, on, 120)
    await recordAttendance(world, id, other, 120)
    const parts: Parts = {
      timesheet: () => ({ choice: 'hours', days: [] }),
      verification: () => undefined,
    }
    const open = await play(world, id, parts, ({ asks }) =>
      asks.some(({ kind, status }) => kind === 'verification' && status === 'open'),
    )
    const [entry] = await entryOn(world, id, on)
    expect(await dispute(world, id, { entry: entry?.id, minutes: 240 })).toMatchObject({ written: true })
    const verification = open.asks.find(({ kind }) => kind === 'verification')
    if (verification)
      expect(await answer(world, verification, { choice: 'verify' })).toMatchObject({ outcome: 'recorded' })
    expect(accounts(await fileOf(world, id))).toMatchObject({ verified: 120, disputed: 240 })
    await rule(world, id, dismiss)
    expect(accounts(await fileOf(world, id))).toMatchObject({ verified: 240, disputed: 0, done: 0, owed: OWED - 240 })
  })
})

describe('hours that are missing altogether', () => {
  it('become a shift once upheld', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const [on = '', other = ''] = agreedDays(await fileOf(world, id), 2)
    expect(await dispute(world, id, { on, minutes: 200 })).toEqual({ outcome: 'done', written: true })
    expect(await entryOn(world, id, on)).toMatchObject([
      { state: 'disputed', counted: 200, shift: { recorded: 'dispute' } },
    ])
    await rule(world, id, uphold)
    expect(await entryOn(world, id, on)).toMatchObject([{ state: 'verified', counted: 200 }])
    expect(accounts(await fileOf(world, id))).toMatchObject({ verified: 200, owed: OWED - 200 })
    await notifyDispute(world, id)
    await dispute(world, id, { on: other, minutes: 200 })
    await rule(world, id, dismiss)
    expect(await entryOn(world, id, other)).toMatchObject([{ state: 'rejected', counted: 0 }])
    expect(accounts(await fileOf(world, id))).toMatchObject({ verified: 200, owed: OWED - 200, disputed: 0 })
  })

  it('obey the rules on shifts, at the claim and at the ruling', async () => {
    const world = newWorld()
    const id = await underWay(world)
    const file = await fileOf(world, id)
    const [on = ''] = agreedDays(file, 1)
    const first = file.request.startsOn ?? ''
    const wrong = async (claim: Omit<Claim, 'reasons'>) => {
      const outcome = await dispute(world, id, claim)
      return outcome.outcome === 'invalid' ? outcome.problems.map(({ field, code }) => `${field} ${code}`) : []
    }
    expect(await wrong({ on: addDays(first, -1), minutes: 60 })).toEqual(['on dispute.day'])
    expect(await wrong({ on: addDays(today(world), 1), minutes: 60 })).toEqual(['on dispute.day'])
    expect(await wrong({ on, minutes: 23 * 60 })).toEqual(['minutes day.max'])
    expect(await wrong({ on })).toEqual(['minutes required'])
    expect(await wrong({ minutes: 60 })).toEqual(['on required'])
    expect(await wrong({ entry: 'shift-x', minutes: 60 })).toEqual(['about dispute.over'])
    await dispute(world, id, { on, minutes: 240 })
    await world.files.tamper(id, (current) => ({
      ...current,
      request: { ...current.request, cover: { policy: 'p', from: addDays(on, 1), to: addDays(on, 400) } },
    }))
    expect((await rule(world, id, uphold)).outcome).toMatchObject({
      problems: [{ field: 'minutes', code: 'shift.cover' }],
    })
    expect((await rule(world, id, { ...uphold, minutes: 241 })).outcome).toMatchObject({
      problems: [{ field: 'minutes', code: 'dispute.more' }],
    })
  })

  it('cancel the absence recorded in their place', async () => {
    const world = newWorld(withRules({ warnUnexcusedHours: 8 }))
    const id = await underWay(world)
    const [on = ''] = agreedDays(await fileOf(world, id), 1)
    await recordNoShow(world, id, on)
    await dispute(world, id, { entry: `absence-${on}`, minutes: 180 })
    await rule(world, id, uphold)
    expect(accounts(await fileOf(world, id))).toMatchObject({ verified: 180, missed: 60, owed: OWED - 180 })
    const absence = (await entryOn(world, id, on)).find((entry) => entry.absence)
    expect(absence).toMatchObject({ counted: 60, absence: { excused: false } })
  })
})

describe('an absence without excuse', () => {
  it('is excused if upheld, and stays if dismissed', async () => {
    for (const [typed, excused] of [
      [uphold, true],
      [dismiss, false],
    ] as const) {
      const world = newWorld()
      const id = await underWay(world)
      const [on = ''] = agreedDays(await fileOf(world, id), 1)
      await recordNoShow(world, id, on)
      expect(await dispute(world, id, { entry: `absence-${on}` })).toEqual({ outcome: 'done', written: true })
      // Nobody corrects what is before somebody else.
      const member = world.municipality.staff.find(({ role }) => role === 'educator')
      if (!member) throw new Error('no educator')
      const corrected = { entry: `absence-${on}`, excused: true, reasons: REASONS }
      expect(await actOnFile(world, excuse, { municipality: 'I690', member }, id, corrected)).toMatchObject({
        outcome: 'invalid',
      })
      expect((await rule(world, id, typed)).outcome).toMatchObject({ outcome: 'recorded' })
      const [absence] = await entryOn(world, id, on)
      expect(absence).toMatchObject({ absence: { excused }, counted: 240 })
      expect(accounts(await fileOf(world, id))).toMatchObject({ missed: 240, owed: OWED })
    }
  })
})

describe('an activity about to end with missing hours', () => {
  it('waits for the days to dispute, then ends with upheld hours counted', async () => {
    const world = newWorld()
    const id = await underWay(world, 0)
    const parts: Parts = {
      timesheet: (scene) => ({ choice: 'hours', days: workdays(scene, 2).map((on) => ({ on, minutes: 240 })) }),
    }
    const last = await play(world, id, parts, ({ request }) => request.disputesUntil !== undefined)
    expect(last.request.stage).toBe('active')
    const { number = 0, from = '' } = last.request.periods.at(-1) ?? {}
    expect(await next(world, id, number)).toBe('AwaitDisputes')
    const verified = balance(last.postings, 'verified')
    const signed = last.asks.find(({ kind, subject }) => kind === 'timesheet' && subject === String(number))
    expect(
      last.request.disputesUntil && last.request.disputesUntil >= addDays(dayOf(signed?.answeredAt ?? ''), 5),
    ).toBe(true)
    if (!signed) throw new Error('not signed')
    const [, , third = ''] = workdays({ ask: signed, file: last, today: from }, 3)
    expect(await dispute(world, id, { on: third, minutes: 240 })).toMatchObject({ outcome: 'done' })
    expect(await next(world, id, number)).toBe('AskDispute')
    await rule(world, id, uphold, number)
    const done = await play(world, id, parts, ({ request }) => request.stage !== 'active')
    expect(done.request.stage).toBe('completed')
    expect(dayOf(world.clock.now()) > (done.request.disputesUntil ?? '')).toBe(true)
    expect(balance(done.postings, 'verified')).toBe(verified + 240)
    expect(await dispute(world, id, { on: third, minutes: 240, reasons: 'Un’altra volta, per prova.' })).toEqual({
      outcome: 'over',
    })
  })
})

describe('disputes, whatever happens', () => {
  type Step =
    | { do: 'come' | 'miss'; day: number; minutes: number }
    | { do: 'claim'; day: number; minutes: number; hours: boolean }
    | { do: 'rule'; upheld: boolean; minutes: number }
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constantFrom('come', 'miss'), day: fc.nat(5), minutes: fc.integer({ min: 1, max: 240 }) }),
    fc.record({
      do: fc.constant('claim'),
      day: fc.nat(5),
      minutes: fc.integer({ min: 1, max: 300 }),
      hours: fc.boolean(),
    }),
    fc.record({ do: fc.constant('rule'), upheld: fc.boolean(), minutes: fc.integer({ min: 1, max: 300 }) }),
  )
  it('neither lose minutes nor count them twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const world = newWorld()
        const id = await underWay(world)
        const days = agreedDays(await fileOf(world, id), 6)
        for (const each of steps) {
          const on = 'day' in each ? (days[each.day] ?? '') : ''
          if (each.do === 'come') await recordAttendance(world, id, on, each.minutes).catch(() => undefined)
          else if (each.do === 'miss') await recordNoShow(world, id, on).catch(() => undefined)
          else if (each.do === 'claim') {
            const [entry] = await entryOn(world, id, on)
            const minutes = each.hours ? { minutes: each.minutes } : {}
            await dispute(world, id, { ...(entry ? { entry: entry.id } : { on }), ...minutes })
          } else if (each.do === 'rule' && (await next(world, id)) === 'AskDispute')
            await rule(world, id, each.upheld ? { ...uphold, minutes: each.minutes } : dismiss)
          const file = await fileOf(world, id)
          const held = accounts(file)
          expect((held['owed'] ?? 0) + (held['done'] ?? 0) + (held['verified'] ?? 0) + (held['disputed'] ?? 0)).toBe(
            OWED,
          )
          for (const [account, minutes] of Object.entries(held)) expect(minutes, account).toBeGreaterThanOrEqual(0)
          const entries = entriesOf(file.postings)
          const counted = (wanted: boolean) =>
            entries.reduce((sum, { absence, counted: own }) => sum + ((absence !== undefined) === wanted ? own : 0), 0)
          expect(counted(false)).toBe((held['done'] ?? 0) + (held['verified'] ?? 0) + (held['disputed'] ?? 0))
          expect(counted(true)).toBe((held['missed'] ?? 0) + (held['madeUp'] ?? 0))
          expect(
            auditLedger(file, hourLimitsOf({ file, municipality: world.municipality, now: world.clock.now() })),
          ).toEqual([])
          // Nothing is held that nobody is to rule on.
          if (file.request.disputes?.every(({ ruling }) => ruling) ?? true) expect(held['disputed']).toBe(0)
          // No minute in two shifts, and none beside an absence of the same time.
          const shifts = entries.flatMap(({ shift, counted: own }) => (shift && own > 0 ? [shift] : []))
          const inOrder = shifts.toSorted((a, b) => a.starts.localeCompare(b.starts))
          for (const [index, { starts }] of inOrder.entries())
            expect(starts >= (inOrder[index - 1]?.ends ?? '')).toBe(true)
          for (const each of file.request.disputes ?? [])
            if (!each.ruling) expect(await next(world, id)).toBe('AskDispute')
        }
        moveTo(world, today(world))
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})
