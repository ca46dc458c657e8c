import { addDays, dayOf, nextWorkingDay } from '../base/calendar.ts'
import { balance, type Entry, entriesOf } from './ledger.ts'
import { holidaysAround } from '../municipality/regulation.ts'
import { findAsk, isUnderWay, type CaseFile } from '../file/case-file.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { Dispute, Period } from '../file/activity.ts'
import type { Posting } from './posting.ts'

type About = Pick<Context, 'file' | 'municipality' | 'now'>

/** Returns the reason that the postings of a dispute carry. */
export const disputeReason = ({ number }: Pick<Dispute, 'number'>): string => `dispute-${number}`

/** Returns the last day of the term that begins at an instant: a working day (Codice civile art. 2963). */
function lastDayFrom(context: About, at: string): string {
  const last = addDays(dayOf(at), rulesOf(context).parameters.disputeDays.value)
  return nextWorkingDay(last, holidaysAround(context.municipality, last))
}

/** An entry that the person may dispute, with the last day to do so. */
export type Disputable = { entry: Entry; until: string }

/** Returns when an entry was recorded or last changed. */
const changedAt = ({ postings }: Entry): string =>
  postings
    .map(({ at }) => at)
    .sort()
    .at(-1) ?? ''

/** Returns true if an entry was ruled on; it cannot be disputed again, only the ruling can be appealed. */
const isRuled = ({ request: { disputes = [] } }: CaseFile, { id }: Entry): boolean =>
  disputes.some(({ entry }) => entry === id)

/**
 * Returns the entries that may be disputed today: shifts, counted or not, and unexcused absences, within `disputeDays` of the
 * regulation from when they were recorded or last changed.
 */
export function disputableOf(context: About): Disputable[] {
  const { file, now } = context
  if (!isUnderWay(file.request)) return []
  return entriesOf(file.postings)
    .filter(({ absence, counted }) => !absence || (!absence.excused && counted > 0))
    .filter((entry) => !isRuled(file, entry))
    .map((entry) => ({ entry, until: lastDayFrom(context, changedAt(entry)) }))
    .filter(({ until }) => dayOf(now) <= until)
}

/**
 * Returns the last day to report missing hours in a period, counted from the supervisor's signature; undefined until it is
 * signed.
 */
function missingUntil(context: About, { number }: Period): string | undefined {
  const signed = findAsk(context.file, 'timesheet', String(number))?.answeredAt
  return signed && lastDayFrom(context, signed)
}

/** Returns the periods in which missing hours may be reported, with the last day where it is known. */
export function openPeriodsOf(context: About): { period: Period; until: string | undefined }[] {
  const { file, now } = context
  const today = dayOf(now)
  if (!isUnderWay(file.request)) return []
  return file.request.periods
    .filter(({ from }) => from <= today)
    .map((period) => ({ period, until: missingUntil(context, period) }))
    .filter(({ until }) => until === undefined || today <= until)
}

/** Returns the last day on which something in a file may be disputed; empty if there is none. */
export function disputesUntil(context: About): string {
  const days = [...disputableOf(context), ...openPeriodsOf(context)].flatMap(({ until }) => until ?? [])
  return days.sort().at(-1) ?? ''
}

/** Returns the postings of an entry's own hours, without the minutes that make up an absence. */
export const ownPostings = ({ postings }: Pick<Entry, 'postings'>): Posting[] =>
  postings.filter(({ from, to }) => from !== 'missed' && to !== 'missed')

/** Returns the minutes of an entry that a dispute holds, and how many of them counted before. */
export function disputedMinutes(dispute: Dispute, entry: Entry): { disputed: number; wereDone: number } {
  const own = ownPostings(entry)
  const wereDone = own.reduce(
    (sum, { why, from, minutes }) => sum + (why === disputeReason(dispute) && from === 'done' ? minutes : 0),
    0,
  )
  return { disputed: balance(own, 'disputed'), wereDone }
}

/** Returns the file with all periods unsettled, because a dispute may concern a settled one. */
export const withReopenedPeriods = (file: CaseFile): CaseFile => ({
  ...file,
  request: { ...file.request, periods: file.request.periods.map(({ settledAt: _, ...period }) => period) },
})
