import { entriesOf, unexcusedMinutes } from './ledger.ts'
import { openReviewOf } from '../file/case-file.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { Review } from '../file/review.ts'
import type { Request } from '../file/request.ts'
import type { Posting } from './posting.ts'

/** A threshold of the regulation, in hours, with its article. */
type Threshold = { value: number; article: string }

const date = (on: string) => on.split('-').reverse().join('/')
const hours = (minutes: number) =>
  minutes % 60 === 0 ? `${minutes / 60} ore` : `${Math.floor(minutes / 60)} ore e ${minutes % 60} minuti`

/** Returns the grounds of the review in Italian: days and hours from the ledger, and the rule. */
function groundsOf(postings: readonly Posting[], { value, article }: Threshold): string {
  const days = entriesOf(postings)
    .filter(({ absence, counted }) => absence?.excused === false && counted > 0)
    .map(({ on, counted }) => `${date(on)} (${hours(counted)})`)
  return `Assenze senza giustificazione: ${hours(unexcusedMinutes(postings))} in tutto, nei giorni ${days.join(', ')}. Il regolamento prevede questo procedimento da ${value} ore (${article}).`
}

/** Returns the postings without an open dispute, by entry or by day: disputed hours may still change. */
const undisputed = ({ request: { disputes = [] }, postings }: Context['file']): Posting[] =>
  postings.filter(({ entry, on }) => !disputes.some((each) => !each.ruling && (each.entry === entry || each.on === on)))

/** Returns true if hours were missed since the last warning, or there was none: a warning must have time to work. */
function missedSinceWarned(reviews: readonly Review[], postings: readonly Posting[]): boolean {
  const warned = reviews.findLast(({ kind }) => kind === 'warning')?.ruling?.at ?? ''
  return entriesOf(postings).some(
    ({ absence, counted, made }) => absence?.excused === false && counted > 0 && made.at >= warned,
  )
}

/**
 * Returns the review that unexcused absences open, if they do: a warning, and later a forfeiture, each with notice and hearing
 * before the manager rules (L. 241/1990 art. 7). Each is opened once for absences, and none while another review is open: then
 * the next absence, or the settlement of the period, opens it.
 */
export function sanctionOf(context: Pick<Context, 'file' | 'municipality' | 'now'>): Review | undefined {
  const { file, now } = context
  const { request } = file
  const postings = undisputed(file)
  const { reviews = [], caseOfficer } = request
  const { warnUnexcusedHours, forfeitUnexcusedHours } = rulesOf(context).parameters
  const minutes = unexcusedMinutes(postings)
  const reached = ({ value }: Threshold) => minutes >= value * 60
  const given = (...kinds: readonly Review['kind'][]) =>
    reviews.some(({ kind, unexcusedMinutes: counted }) => counted !== undefined && kinds.includes(kind))
  const kind =
    reached(forfeitUnexcusedHours) && !given('forfeiture') && missedSinceWarned(reviews, postings)
      ? 'forfeiture'
      : reached(warnUnexcusedHours) && !given('warning', 'forfeiture')
        ? 'warning'
        : undefined
  if (!kind || openReviewOf(request)) return undefined
  return {
    number: reviews.length + 1,
    kind,
    grounds: groundsOf(postings, kind === 'warning' ? warnUnexcusedHours : forfeitUnexcusedHours),
    falseDeclaration: false,
    unexcusedMinutes: minutes,
    openedBy: caseOfficer ?? 'system',
    openedAt: now,
  }
}

/** Returns the fields of the request with the review that postings about absences open, if they do. */
export function withSanction(
  { file, ...context }: Pick<Context, 'file' | 'municipality' | 'now'>,
  postings: readonly Posting[],
): Pick<Request, 'reviews'> {
  const review = sanctionOf({ ...context, file: { ...file, postings: [...file.postings, ...postings] } })
  return review ? { reviews: [...(file.request.reviews ?? []), review] } : {}
}
