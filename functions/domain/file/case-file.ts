import { addDays, daysBetween, secondsUntil, startOf } from '../base/calendar.ts'
import type { AskKind } from '../questions/index.ts'
import type { Dispute, Period } from './activity.ts'
import type { Ask } from './ask.ts'
import { subjectOf } from './common.ts'
import type { Payment } from './payment.ts'
import type { Posting } from '../hours/posting.ts'
import type { Request } from './request.ts'
import type { Review } from './review.ts'
/** Everything about one request, as rules read it. */
export type CaseFile = {
  request: Request
  asks: readonly Ask[]
  postings: readonly Posting[]
  payments: readonly Payment[]
}

/** Returns the id of an ask: one for each kind and subject of a request. */
export const askId = (request: string, kind: AskKind, subject: string): string => `${request}-${kind}-${subject}`

/** Returns the id of the request of an ask. */
export const requestOfAsk = (id: string): string => id.split('-')[0] ?? ''

/** Finds the ask of a kind about a subject. */
export const findAsk = (file: CaseFile, kind: AskKind, subject: string): Ask | undefined =>
  file.asks.find((ask) => ask.kind === kind && ask.subject === subject)

/** Returns the asks of some kinds. */
export const asksOf = ({ asks }: Pick<CaseFile, 'asks'>, ...kinds: readonly AskKind[]): Ask[] =>
  asks.filter(({ kind }) => kinds.includes(kind))

/** Returns the open asks of some kinds. */
export const openAsks = (file: Pick<CaseFile, 'asks'>, ...kinds: readonly AskKind[]): Ask[] =>
  asksOf(file, ...kinds).filter(({ status }) => status === 'open')

/** Marks asks as superseded. */
export const superseded = (asks: readonly Ask[]): Ask[] => asks.map((ask) => ({ ...ask, status: 'superseded' }))

/** Returns the round of a question that may be asked again: the open one, or the next. */
export const roundOf = (file: Pick<CaseFile, 'asks'>, kind: AskKind): number =>
  asksOf(file, kind).length + (openAsks(file, kind).length > 0 ? 0 : 1)

/** Finds a period of the activity by its number. */
export const periodOf = (file: CaseFile, number: number): Period | undefined =>
  file.request.periods.find((period) => period.number === number)

/** Finds the payment of an instalment. */
export const paymentOf = (file: CaseFile, instalment: number): Payment | undefined =>
  file.payments.find((payment) => payment.instalment === instalment)

/** Finds a review by its number. */
export const reviewOf = (file: CaseFile, number: number): Review | undefined =>
  file.request.reviews?.find((review) => review.number === number)

/** Returns the periods whose hours the supervisor has not signed yet. */
export const unsignedPeriods = (file: CaseFile): Period[] =>
  file.request.periods.filter(
    ({ number, settledAt }) => !settledAt && findAsk(file, 'timesheet', String(number))?.status !== 'answered',
  )

/**
 * Returns the open asks that an amendment of the agreement changes: a question about the old version is superseded when a
 * new one waits for the person, and a timesheet is due later when its period ends later.
 */
export const movedAsks = (file: CaseFile, { amendment, periods = [] }: Partial<Request>): Ask[] => [
  ...(amendment && !amendment.agreement ? superseded(openAsks(file, 'agreement')) : []),
  ...openAsks(file, 'timesheet').flatMap((ask): Ask[] => {
    const [before, after] = [file.request.periods, periods].map((each) =>
      each.find(({ number }) => number === subjectOf(ask).number),
    )
    return before && after && after.to > before.to
      ? [{ ...ask, dueOn: addDays(ask.dueOn, daysBetween(before.to, after.to)), reminders: 0 }]
      : []
  }),
]

/** Returns true while an activity has started and not ended. */
export const isUnderWay = ({ stage }: Pick<Request, 'stage'>): boolean => stage === 'active' || stage === 'suspended'

/** Returns true when cover ends before the activity, because it was extended or suspended. */
export const lacksCover = ({ cover, periods }: Pick<Request, 'cover' | 'periods'>): boolean => {
  const last = periods.at(-1)
  return cover !== undefined && last !== undefined && !last.settledAt && cover.to < last.to
}

/** Finds the oldest dispute without a ruling. */
export const openDisputeOf = ({ disputes = [] }: Pick<Request, 'disputes'>): Dispute | undefined =>
  disputes.find(({ ruling }) => ruling === undefined)

/** Finds the oldest dispute whose ruling the person was not notified of. */
export const disputeToNotify = ({ disputes = [] }: Pick<Request, 'disputes'>): Dispute | undefined =>
  disputes.find(({ ruling, notifiedAt }) => ruling !== undefined && notifiedAt === undefined)

/** Returns true when a period ended before the activity was suspended. */
export const endedBeforeSuspension = ({ interruptions = [] }: Request, { to: end }: Period): boolean =>
  interruptions.some(({ from, to }) => to === undefined && end < from)

/** Returns true once the last day of a period is past and no suspension can move it. */
export const isPeriodOver = (request: Request, period: Period, now: string): boolean =>
  (request.stage !== 'suspended' || endedBeforeSuspension(request, period)) &&
  secondsUntil(now, startOf(addDays(period.to, 1))) <= 0

/** Finds the review without a ruling. */
export const openReviewOf = ({ reviews = [] }: Pick<Request, 'reviews'>): Review | undefined =>
  reviews.find(({ ruling }) => ruling === undefined)

/** Returns true while an open review, other than a warning, may end the grant. */
export const isGrantUnderReview = (request: Pick<Request, 'reviews'>): boolean => {
  const open = openReviewOf(request)
  return open !== undefined && open.kind !== 'warning'
}
