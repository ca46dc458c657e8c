import { addMonths, dayOf } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import type { Context } from '../file/context.ts'
import type { Request } from '../file/request.ts'
import type { Review } from '../file/review.ts'
import type { TransitionName } from './lifecycle.ts'
import { rulesOf } from './transition.ts'

/** The transition by which an upheld review ends a request. */
export const TRANSITION_OF = {
  revocation: 'revoke',
  forfeiture: 'forfeit',
  annulment: 'annul',
} as const satisfies Record<Exclude<Review['kind'], 'warning'>, TransitionName>

/** Returns the reviews of a request with one of them changed. */
export const withReview = ({ reviews = [] }: Pick<Request, 'reviews'>, changed: Review): Review[] =>
  reviews.map((review) => (review.number === changed.number ? changed : review))

/** Returns a problem if the term to annul an unlawful decision is over (L. 241/1990 art. 21-nonies). */
export function annulmentIsLate(context: Context, { kind }: Pick<Review, 'kind'>): Problem | undefined {
  // An enrolment without money has no decision of the manager: its assessment is annulled.
  const { decision, proposal } = context.file.request
  const act = decision ?? proposal
  if (kind !== 'annulment' || !act) return undefined
  const last = addMonths(dayOf(act.at), rulesOf(context).parameters.annulmentMonths.value)
  return dayOf(context.now) > last ? { field: 'choice', code: 'annulment.late', values: { last } } : undefined
}
