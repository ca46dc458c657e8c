import { addDays, dayOf, nextWorkingDay } from '../base/calendar.ts'
import { balance, type Entry, entriesOf } from './ledger.ts'
import { holidaysAround } from '../municipality/regulation.ts'
import { findAsk, isUnderWay, type CaseFile } from '../file/case-file.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { Dispute, Period } from '../file/activity.ts'
import type { Posting } from '../file/posting.ts'

type About = Pick<Context, 'file' | 'municipality' | 'now'>

/** What postings of a dispute say they came with. */
export const whyOf = ({ number }: Pick<Dispute, 'number'>): string => `dispute-${number}`

/** The last day of the term that begins at a moment: one on which offices are open (Codice civile art. 2963). */
function lastDayFrom(context: About, at: string): string {
  const last = addDays(dayOf(at), rulesOf(context).parameters.disputeDays.value)
  return nextWorkingDay(last, holidaysAround(context.municipality, last))
}

/** An entry that the person may dispute, and the last day to do so: after it, it stands. */
export type Disputable = { entry: Entry; until: string }

/** When an entry was recorded or last changed. */
const changedAt = ({ postings }: Entry): string =>
  postings
    .map(({ at }) => at)
    .sort()
    .at(-1) ?? ''

/** What was ruled on is not disputed again: there are the ways against an act of the office. */
const isRuled = ({ request: { disputes = [] } }: CaseFile, { id }: Entry): boolean =>
  disputes.some(({ entry }) => entry === id)

/**
 * The entries whose hours or excuse may be disputed today: shifts, counted or not, and absences without excuse, within some
 * days from when they were recorded or last changed (regulation, `disputeDays`).
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

/** The last day to say that hours are missing altogether in a period: counted from the supervisor's signature; none as long as it is to come. */
function missingUntil(context: About, { number }: Period): string | undefined {
  const signed = findAsk(context.file, 'timesheet', String(number))?.answeredAt
  return signed && lastDayFrom(context, signed)
}

/** The periods with days on which hours may be said to be missing, and until when where that is known. */
export function openPeriodsOf(context: About): { period: Period; until: string | undefined }[] {
  const { file, now } = context
  const today = dayOf(now)
  if (!isUnderWay(file.request)) return []
  return file.request.periods
    .filter(({ from }) => from <= today)
    .map((period) => ({ period, until: missingUntil(context, period) }))
    .filter(({ until }) => until === undefined || today <= until)
}

/** The last day on which something of a file may be disputed; empty when there is none. */
export function disputesUntil(context: About): string {
  const days = [...disputableOf(context), ...openPeriodsOf(context)].flatMap(({ until }) => until ?? [])
  return days.sort().at(-1) ?? ''
}

/** Postings of an entry that are hours of its own: what makes up an absence is posted with the shift that did. */
export const ownOf = ({ postings }: Pick<Entry, 'postings'>): Posting[] =>
  postings.filter(({ from, to }) => from !== 'missed' && to !== 'missed')

/** Minutes of an entry that a dispute holds, and how many of them were counted before it. */
export function heldBy(dispute: Dispute, entry: Entry): { disputed: number; wereDone: number } {
  const own = ownOf(entry)
  const wereDone = own.reduce(
    (sum, { why, from, minutes }) => sum + (why === whyOf(dispute) && from === 'done' ? minutes : 0),
    0,
  )
  return { disputed: balance(own, 'disputed'), wereDone }
}

/** The file as if no period were settled: a dispute may be about one that is. */
export const reopened = (file: CaseFile): CaseFile => ({
  ...file,
  request: { ...file.request, periods: file.request.periods.map(({ settledAt: _, ...period }) => period) },
})
