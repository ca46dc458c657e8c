import { dayOf, minutesAfter, momentOf } from '../base/calendar.ts'
import { minutesOf, periodOn, type Shift, shiftProblem } from './hours.ts'
import { balance, type Entry, entriesOf, remainingMinutes, post, shiftsOf } from './ledger.ts'
import { placementOn } from '../activity/placements.ts'
import type { Problem } from '../base/problems.ts'
import { isUnderWay } from '../file/case-file.ts'
import { disputableOf, openPeriodsOf, ownPostings, withReopenedPeriods, disputeReason } from './disputes.ts'
import { toCitizen } from '../procedure/who-may.ts'
import type { Context } from '../file/context.ts'
import { hourLimitsOf, shiftId } from './shifts.ts'
import type { Change } from '../file/change.ts'
import type { Dispute } from '../file/activity.ts'
import type { Posting } from './posting.ts'

/**
 * A person's claim about an entry or missing hours: the minutes of attendance or, without minutes, that an absence was
 * excused.
 */
export type Claim = {
  entry?: string | undefined
  on?: string | undefined
  minutes?: number | undefined
  reasons: string
}

type About = Pick<Context, 'file' | 'municipality' | 'now'>
type Place = { on: string; period: number; shift: Shift; entry: Entry | undefined }

const wrong = (field: string, code: string, values?: Problem['values']): Problem[] => [
  { field, code, ...(values ? { values } : {}) },
]

/** Problems that a claim for fewer minutes would not have. */
const LENGTH = ['day.max', 'week.max', 'shift.future', 'shift.overlap']

/** Returns the claimed shift: that of the entry, or one after what is recorded of the day. */
function placeOf({ file }: About, entry: Entry | undefined, on: string, minutes: number): Place | undefined {
  const { request, postings } = file
  const period = periodOn(request, on)
  if (!period) return undefined
  if (entry?.shift) {
    const { starts } = entry.shift
    return { on, period: entry.period, shift: { starts, ends: minutesAfter(starts, minutes) }, entry }
  }
  const last = shiftsOf(postings)
    .filter((each) => each.on === on)
    .map(({ shift }) => shift?.ends ?? '')
    .sort()
    .at(-1)
  const starts = last ?? momentOf(on, placementOn(request, on)?.at ?? '08:30')
  return { on, period: period.number, shift: { starts, ends: minutesAfter(starts, minutes) }, entry: undefined }
}

/** Returns the postings that hold minutes until the ruling: unverified ones, and those claimed beyond what counts. */
function held({ file, now }: About, { on, period, shift, entry }: Place, why: string): Posting[] | Problem[] {
  const { request, postings } = file
  const id = entry?.id ?? shiftId(shift)
  const counted = entry?.counted ?? 0
  const minutes = minutesOf(shift)
  if (minutes <= counted) return wrong('minutes', 'dispute.less', { counted })
  // The hours owed never exceed those of the agreement.
  const extra = Math.min(minutes - counted, remainingMinutes(postings))
  if (extra === 0) return wrong('minutes', 'dispute.nothing')
  const common = { request: request.id, period, entry: id, on, by: toCitizen(), at: now, why }
  const done = entry ? balance(ownPostings(entry), 'done') : 0
  const unverified =
    done > 0 ? [post(postings, { ...common, minutes: done, from: 'done', to: 'disputed' as const })] : []
  return [
    ...unverified,
    post([...postings, ...unverified], {
      ...common,
      minutes: extra,
      from: 'owed',
      to: 'disputed',
      // The claimed length reserves those minutes until the ruling.
      shift: { ...shift, recorded: entry?.shift?.recorded ?? 'dispute' },
    }),
  ]
}

const isSame = (claim: Claim, { entry, on, minutes, reasons }: Dispute): boolean =>
  (claim.entry === undefined ? claim.on === on : claim.entry === entry || claim.entry === `absence-${on}`) &&
  claim.minutes === minutes &&
  claim.reasons === reasons

/** Returns the change of a claim, `done` for a repetition, or its problems. */
export function disputeChange(context: About, claim: Claim): Change | 'done' | 'over' | Problem[] {
  const { file, now } = context
  const { request } = file
  const { disputes = [] } = request
  if (disputes.some((each) => !each.ruling && isSame(claim, each))) return 'done'
  if (!isUnderWay(request)) return 'over'
  const number = disputes.length + 1
  const { minutes, reasons } = claim
  const change = (postings: Posting[], about: Pick<Dispute, 'entry' | 'on' | 'period'>): Change => ({
    act: 'hours.disputed',
    by: toCitizen(),
    law: 'Regolamento, verifica delle ore',
    about: about.entry,
    postings,
    request: {
      disputes: [...disputes, { number, ...about, reasons, at: now, ...(minutes === undefined ? {} : { minutes }) }],
    },
  })
  const entry =
    claim.entry === undefined ? undefined : disputableOf(context).find((each) => each.entry.id === claim.entry)?.entry
  if (claim.entry !== undefined && !entry) return wrong('about', 'dispute.over')
  if (entry?.absence && minutes === undefined)
    return change([], { entry: entry.id, on: entry.on, period: entry.period })
  const on = entry?.on ?? claim.on
  if (on === undefined) return wrong('on', 'required')
  if (minutes === undefined) return wrong('minutes', 'required')
  const isOpen = openPeriodsOf(context).some(({ period: { from, to } }) => from <= on && on <= to)
  if (!entry && (!isOpen || on > dayOf(now))) return wrong('on', 'dispute.day')
  const place = placeOf(context, entry, on, minutes)
  if (!place) return wrong('on', 'dispute.day')
  const id = place.entry?.id ?? shiftId(place.shift)
  // A shift with that start already exists, rejected or not, and is the one to dispute.
  if (!place.entry && entriesOf(file.postings).some((each) => each.id === id))
    return wrong('on', disputes.some((each) => each.entry === id) ? 'dispute.over' : 'dispute.listed')
  const problem = shiftProblem(withReopenedPeriods(file), place.shift, hourLimitsOf(context), now, id)
  if (problem) return [{ field: LENGTH.includes(problem.code) || entry ? 'minutes' : 'on', ...problem }]
  const postings = held(context, place, disputeReason({ number }))
  const problems = postings.filter((each) => 'code' in each)
  if (problems.length > 0) return problems
  return change(
    postings.filter((each) => 'entry' in each),
    { entry: id, on, period: place.period },
  )
}
