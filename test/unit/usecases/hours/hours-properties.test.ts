import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { auditLedger } from '../../../../functions/domain/hours/audit-ledger.ts'
import { addDays, startOf } from '../../../../functions/domain/base/calendar.ts'
import { shiftFrom } from '../../../../functions/domain/hours/hours.ts'
import { balance, entriesOf, post, reverseEntry } from '../../../../functions/domain/hours/ledger.ts'
import { periodsFrom } from '../../../../functions/domain/money/plan.ts'
import { timesheet } from '../../../../functions/domain/questions/timesheet.ts'
import { verification } from '../../../../functions/domain/questions/verification.ts'
import { absenceOn, recordAbsence } from '../../../../functions/domain/hours/absences.ts'
import { recordShift, strikeOut } from '../../../../functions/domain/hours/shifts.ts'
import { newWorld, withRules } from '../../../support/memory.ts'
import { apply, atStage, play, REASONS } from '../../../support/story/play.ts'
import type { Ask } from '../../../../functions/domain/file/ask.ts'
import type { Addressee } from '../../../../functions/domain/file/addressee.ts'
import type { Posting } from '../../../../functions/domain/hours/posting.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/**
 * Whatever people do to the hours of a file, in whatever order, they stay right: 100,000 acts at random times, on the nights of
 * a clock change and over midnight too. The figures are recomputed here in another way than the ledger does.
 */
const RUNS = 2000
const ACTS = 50
/** Clocks change in the third week of either activity: 29 March and 25 October 2026. */
const STARTS = ['2026-03-12', '2026-10-08'] as const
const OWED = 60 * 60
const MUNICIPALITY = withRules({ maxHoursDay: 8 })
const LIMITS = { minutesDay: 8 * 60, minutesWeek: 20 * 60 }

const EDUCATORS = ['ed-marino', 'ed-riva', 'ed-sala'] as const
const educator = (index: number): Addressee => ({ role: 'educator', id: EDUCATORS[index % 3] ?? '' })
const HOST: Addressee = { role: 'host', id: 'scuola-primaria' }

let template: CaseFile
beforeAll(async () => {
  const world = newWorld(MUNICIPALITY)
  template = await play(world, await apply(world), {}, atStage('active'))
})

type State = { file: CaseFile; now: string }
type Act = { name: string; apply: (state: State) => State }

const day = fc.integer({ min: 0, max: 63 })
const minute = fc.integer({ min: 0, max: 59 })
const two = (part: number) => String(part).padStart(2, '0')
/** Any time, and often the hours in which clocks change and a day ends. */
const time = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 23 }), fc.constantFrom(1, 2, 3, 22, 23, 8)), minute)
  .map(([hour, part]) => `${two(hour)}:${two(part)}`)
const where = fc.nat({ max: 30 })
const who = fc.nat({ max: 2 })

const firstDay = ({ file }: State) => file.request.periods[0]?.from ?? ''
const withPostings = (state: State, postings: readonly Posting[]): State => ({
  ...state,
  file: { ...state.file, postings: [...state.file.postings, ...postings] },
})
const contextOf = ({ file, now }: State) => ({ file, now, municipality: MUNICIPALITY })
const entryAt = ({ file }: State, index: number, wanted: (entry: ReturnType<typeof entriesOf>[number]) => boolean) => {
  const entries = entriesOf(file.postings).filter(wanted)
  return entries[index % Math.max(1, entries.length)]
}
const correction = (state: State, by: Addressee) => ({
  request: state.file.request.id,
  by,
  at: state.now,
  why: 'test',
  reasons: REASONS,
})

const askOf = ({ file }: State, kind: 'timesheet' | 'verification', period: number): Ask => ({
  id: `${file.request.id}-${kind}-${period}`,
  request: file.request.id,
  kind,
  subject: String(period),
  to: HOST,
  status: 'open',
  openedAt: '2026-01-01T00:00:00Z',
  dueOn: '2026-01-01',
  links: [],
  reminders: 0,
})

const record = fc
  .record({
    on: day,
    at: time,
    minutes: fc.integer({ min: 1, max: 500 }),
    how: fc.constantFrom('code', 'sheet', 'paper'),
    who,
  })
  .map(
    ({ on, at, minutes, how, who: by }): Act => ({
      name: `record ${how} ${on} ${at} ${minutes}`,
      apply: (state) => {
        const whole = shiftFrom(addDays(firstDay(state), on - 2), at, minutes)
        // A code is shown at any second.
        const shift =
          how === 'code'
            ? { starts: whole.starts.replace('Z', '.250Z'), ends: whole.ends.replace('00Z', '59.750Z') }
            : whole
        const by_ =
          how === 'code' ? { role: 'citizen' as const, id: 'applicant' } : how === 'sheet' ? HOST : educator(by)
        const decision = recordShift(contextOf(state), { shift, recorded: how, by: by_, why: 'test' })
        return Array.isArray(decision) ? withPostings(state, decision) : state
      },
    }),
  )

const sheet = fc
  .record({
    period: fc.integer({ min: 1, max: 2 }),
    days: fc.array(fc.record({ on: day, from: time, minutes: fc.integer({ min: 1, max: 300 }) }), { maxLength: 2 }),
    absences: fc.array(fc.record({ on: day, excused: fc.boolean() }), { maxLength: 2 }),
    struck: fc.array(where, { maxLength: 1 }),
  })
  .map(
    ({ period, days, absences, struck }): Act => ({
      name: `sheet ${period}`,
      apply: (state) => {
        const onDay = <Item extends { on: number }>(item: Item) => ({ ...item, on: addDays(firstDay(state), item.on) })
        const decision = timesheet.decide({
          ...contextOf(state),
          ask: askOf(state, 'timesheet', period),
          by: HOST,
          answer: {
            choice: 'hours',
            days: days.map(onDay),
            absences: absences.map(onDay).map((absence) => ({ ...absence, reasons: REASONS })),
            struck: struck.flatMap((index) => entryAt(state, index, (entry) => entry.period === period)?.id ?? []),
            reasons: REASONS,
          },
        })
        return Array.isArray(decision) ? state : withPostings(state, decision?.postings ?? [])
      },
    }),
  )

const verify = fc
  .record({ period: fc.integer({ min: 1, max: 2 }), who, contested: fc.array(where, { maxLength: 2 }) })
  .map(
    ({ period, who: by, contested }): Act => ({
      name: `verify ${period} ${by}`,
      apply: (state) => {
        const ids = contested.flatMap((index) => entryAt(state, index, (entry) => entry.period === period)?.id ?? [])
        const decision = verification.decide({
          ...contextOf(state),
          ask: askOf(state, 'verification', period),
          by: educator(by),
          answer:
            ids.length > 0 ? { choice: 'contest', entries: [...new Set(ids)], reasons: REASONS } : { choice: 'verify' },
        })
        return Array.isArray(decision) ? state : withPostings(state, decision?.postings ?? [])
      },
    }),
  )

const dispute = where.map(
  (index): Act => ({
    name: `dispute ${index}`,
    apply: (state) => {
      const entry = entryAt(state, index, ({ shift, counted }) => shift !== undefined && counted > 0)
      const from = entry && (balance(entry.postings, 'done') > 0 ? 'done' : 'verified')
      const minutes = entry && from ? balance(entry.postings, from) : 0
      if (!entry || !from || minutes === 0) return state
      const { reasons: _, ...common } = correction(state, { role: 'citizen', id: 'applicant' })
      const fields = {
        ...common,
        entry: entry.id,
        on: entry.on,
        period: entry.period,
        minutes,
        from,
        to: 'disputed',
      } as const
      return withPostings(state, [post(state.file.postings, fields)])
    },
  }),
)

const resolve = fc.tuple(where, fc.boolean()).map(
  ([index, stands]): Act => ({
    name: `resolve ${index} ${stands}`,
    apply: (state) => {
      const entry = entryAt(state, index, ({ state: is }) => is === 'disputed')
      if (!entry) return state
      if (!stands) return withPostings(state, strikeOut(contextOf(state), entry, correction(state, educator(0))))
      const by = { role: 'manager', id: 'dir-moretti' } as const
      const fields = { ...correction(state, by), entry: entry.id, on: entry.on, period: entry.period }
      const minutes = balance(entry.postings, 'disputed')
      return withPostings(state, [post(state.file.postings, { ...fields, minutes, from: 'disputed', to: 'verified' })])
    },
  }),
)

const reverse = where.map(
  (index): Act => ({
    name: `reverse ${index}`,
    apply: (state) => {
      const entry = entryAt(state, index, () => true)
      return entry ? withPostings(state, strikeOut(contextOf(state), entry, correction(state, educator(1)))) : state
    },
  }),
)

const absence = fc.tuple(day, fc.boolean()).map(
  ([add, excused]): Act => ({
    name: `absence ${add}`,
    apply: (state) => {
      const on = addDays(firstDay(state), add)
      const decision = recordAbsence(contextOf(state), { on, excused, reasons: REASONS, by: HOST, why: 'test' })
      return 'code' in decision ? state : withPostings(state, decision.postings)
    },
  }),
)

const excuse = day.map(
  (add): Act => ({
    name: `excuse ${add}`,
    apply: (state) => {
      const { file } = state
      const entry = absenceOn(file.postings, addDays(firstDay(state), add))
      if (!entry) return state
      const by = correction(state, educator(2))
      const back = reverseEntry(file.postings, entry, by)
      const { id, on, period, counted: minutes } = entry
      const fields = { ...by, entry: id, on, period, minutes, from: 'agreement', to: 'missed' } as const
      return withPostings(state, [
        ...back,
        post([...file.postings, ...back], { ...fields, absence: { excused: true } }),
      ])
    },
  }),
)

const waive = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat()).map(
  ([most, number]): Act => ({
    name: `waive ${most}`,
    apply: (state) => {
      const { file, now } = state
      const minutes = Math.min(most, balance(file.postings, 'owed'))
      if (minutes === 0) return state
      const by = correction(state, { role: 'socialWorker', id: 'as-greco' })
      const fields = { ...by, entry: `waiver-${number}`, on: now.slice(0, 10), period: 1, minutes } as const
      const taken = file.postings.some(({ entry }) => entry === fields.entry)
      return taken ? state : withPostings(state, [post(file.postings, { ...fields, from: 'owed', to: 'waived' })])
    },
  }),
)

/** The activity stands still for some days: what was recorded on them is struck out first. */
const interrupt = fc.tuple(day, fc.integer({ min: 0, max: 4 })).map(
  ([add, days]): Act => ({
    name: `interrupt ${add} ${days}`,
    apply: (state) => {
      const from = addDays(firstDay(state), add)
      const to = addDays(from, days)
      const touched = entriesOf(state.file.postings).filter(
        ({ on, counted }) => counted > 0 && addDays(from, -1) <= on && on <= to,
      )
      const clear = touched.reduce((current, { id }) => {
        const entry = entriesOf(current.file.postings).find((each) => each.id === id)
        return entry
          ? withPostings(current, strikeOut(contextOf(current), entry, correction(current, educator(0))))
          : current
      }, state)
      const { request } = clear.file
      const interruptions = [
        ...(request.interruptions ?? []),
        { from, to, reasons: REASONS, by: 'ed-riva', at: state.now },
      ]
      return { ...clear, file: { ...clear.file, request: { ...request, interruptions } } }
    },
  }),
)

const wait = fc.integer({ min: 1, max: 12 }).map(
  (days): Act => ({
    name: `wait ${days}`,
    apply: (state) => ({ ...state, now: startOf(addDays(state.now.slice(0, 10), days)).replace('00Z', '00.125Z') }),
  }),
)

const act = fc.oneof(
  { arbitrary: record, weight: 16 },
  { arbitrary: sheet, weight: 3 },
  { arbitrary: verify, weight: 2 },
  { arbitrary: dispute, weight: 2 },
  { arbitrary: resolve, weight: 2 },
  { arbitrary: reverse, weight: 2 },
  { arbitrary: absence, weight: 3 },
  { arbitrary: excuse, weight: 1 },
  { arbitrary: waive, weight: 1 },
  { arbitrary: interrupt, weight: 1 },
  { arbitrary: wait, weight: 3 },
)

/** An activity of two months whose cover begins late and ends early, by some days. */
const activity = fc
  .record({
    start: fc.constantFrom(...STARTS),
    late: fc.nat({ max: 4 }),
    early: fc.nat({ max: 6 }),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1, maxLength: 5 }),
    at: time,
  })
  .map(({ start, late, early, weekdays, at }): State => {
    const periods = periodsFrom(start, 2)
    const { request, postings } = template
    const { placement, grant } = request
    const agreed = postings.find(({ id }) => id === 'agreement-1')
    if (!placement || !grant || !agreed) throw new Error('no agreement')
    return {
      file: {
        ...template,
        asks: [],
        postings: [{ ...agreed, minutes: OWED }],
        request: {
          ...request,
          grant: { ...grant, owedMinutes: OWED },
          placement: { ...placement, weekdays, at, minutesADay: 240, startsOn: start },
          startsOn: start,
          periods,
          cover: { policy: 'P', from: addDays(start, late), to: addDays(periods.at(-1)?.to ?? '', -early) },
        },
      },
      now: startOf(addDays(start, 20)),
    }
  })

const midnights = new Map<string, number>()
const midnight = (on: string) => {
  const known = midnights.get(on) ?? Date.parse(startOf(on))
  midnights.set(on, known)
  return known
}
const COUNTED = ['done', 'verified', 'disputed']

/** The same figures as the ledger's, by adding up each posting where it belongs. Fails with what does not hold. */
function mustHold({ file: { request, postings } }: State): void {
  const accounts: Record<string, number> = {}
  const shifts = new Map<string, { minutes: number; verified: number; recorded: number; from: number; to: number }>()
  for (const { entry, from, to, minutes, shift } of postings) {
    accounts[from] = (accounts[from] ?? 0) - minutes
    accounts[to] = (accounts[to] ?? 0) + minutes
    if (!entry.startsWith('shift-')) continue
    const known = shifts.get(entry) ?? { minutes: 0, verified: 0, recorded: 0, from: 0, to: 0 }
    if (shift) Object.assign(known, { from: Date.parse(shift.starts), to: Date.parse(shift.ends) })
    if (from === 'owed') known.recorded += minutes
    if (to === 'owed') known.recorded -= minutes
    known.minutes += minutes * (Number(COUNTED.includes(to)) - Number(COUNTED.includes(from)))
    known.verified += minutes * (Number(to === 'verified') - Number(from === 'verified'))
    shifts.set(entry, known)
  }
  const { agreement = 0, owed = 0, waived = 0, done = 0, verified = 0, disputed = 0, missed = 0, madeUp = 0 } = accounts
  const all = [...shifts.values()].filter(({ minutes }) => minutes > 0)
  const counted = all.reduce((sum, { minutes }) => sum + minutes, 0)
  const wrong: string[] = []
  const hold = (what: string, holds: boolean) => holds || wrong.push(what)
  hold(
    'no account but the world outside is below zero',
    Math.min(owed, waived, done, verified, disputed, missed, madeUp) >= 0,
  )
  hold('every balance is the sum of its entries', counted === done + verified + disputed)
  hold('what is owed goes nowhere else', owed + waived + counted === OWED && agreement === -(OWED + missed + madeUp))
  hold(
    'verified is not more than recorded',
    all.every((shift) => shift.verified <= shift.recorded && shift.recorded === shift.minutes),
  )
  const { cover, periods, interruptions = [] } = request
  const [first, last] = [periods[0]?.from ?? '', periods.at(-1)?.to ?? '']
  const within = (from: string, to: string) => (shift: { from: number; to: number }) =>
    shift.from >= midnight(from) && shift.to <= midnight(addDays(to, 1))
  hold('nothing is outside the agreement', all.every(within(first, last)))
  hold('nothing is outside cover', cover !== undefined && all.every(within(cover.from, cover.to)))
  for (const { from, to = last } of interruptions)
    hold(
      'nothing is in an interruption',
      all.every((shift) => shift.to <= midnight(from) || shift.from >= midnight(addDays(to, 1))),
    )
  const inOrder = all.toSorted((a, b) => a.from - b.from)
  hold(
    'no minute is in two shifts',
    inOrder.every(({ from }, index) => index === 0 || from >= (inOrder[index - 1]?.to ?? 0)),
  )
  hold(
    'no shift counts more than it lasts',
    all.every(({ minutes, from, to }) => minutes <= (to - from) / 60_000),
  )
  if (wrong.length > 0) throw new Error(wrong.join('; '))
}

it('100,000 random acts on hours never break the ledger', { timeout: 180_000 }, () => {
  let done = 0
  let changed = 0
  const seen = new Set<string>()
  const sequence = fc.array(act, { minLength: ACTS, maxLength: ACTS })
  fc.assert(
    fc.property(activity, sequence, (state, acts) => {
      let current = state
      for (const { name, apply: go } of acts) {
        const after = go(current)
        done++
        if (after.file !== current.file) {
          changed++
          seen.add(name.split(' ')[0] ?? '')
          mustHold(after)
        }
        current = after
      }
      expect(auditLedger(current.file, LIMITS)).toEqual([])
    }),
    { numRuns: RUNS },
  )
  expect(done).toBeGreaterThanOrEqual(100_000)
  // Most acts are refused, as they should be; enough of each kind are not.
  expect(changed).toBeGreaterThan(20_000)
  expect(seen.size).toBe(10)
})
