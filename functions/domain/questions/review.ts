import { addMonths, dayOf } from '../base/calendar.ts'
import type { TransitionName } from '../procedure/lifecycle.ts'
import { reviewOf } from '../file/case-file.ts'
import { helpEnds } from '../money/household-help.ts'
import { staffOf, toCitizen } from '../procedure/who-may.ts'
import { abstention, move, rulesOf } from '../procedure/transition.ts'
import type { AnswerContext, Question } from './question.ts'
import type { Context } from '../file/context.ts'
import type { Effect } from '../file/change.ts'
import { cancelUncleared, NOT_QUEUED, release } from '../money/release.ts'
import type { Review } from '../file/review.ts'
import type { Request } from '../file/request.ts'

const WARNING_LAW = 'Regolamento, ammonizione'

/** The transition by which a review ends a request, where it is upheld. */
export const TRANSITION_OF = {
  revocation: 'revoke',
  forfeiture: 'forfeit',
  annulment: 'annul',
} as const satisfies Record<Exclude<Review['kind'], 'warning'>, TransitionName>

const subject: Question<'hearing'>['subject'] = ({ workflow }) =>
  workflow.machine === 'review' ? String(workflow.review) : ''

/** @throws when the file has no such review: reviews are never taken away */
export function reviewOfAsk({ file, ask }: Pick<AnswerContext<'hearing'>, 'file' | 'ask'>): Review {
  const review = reviewOf(file, Number(ask.subject.split('-')[0]))
  if (!review) throw new Error(`${ask.id} is about a review that is not there`)
  return review
}

/** The reviews of a request with one of them changed. */
export const withReview = ({ reviews = [] }: Pick<Request, 'reviews'>, changed: Review): Review[] =>
  reviews.map((review) => (review.number === changed.number ? changed : review))

/** Notice that a decision is looked at again, and time to be heard (L. 241/1990 art. 7, 10). */
export const hearing: Question<'hearing'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.hearingDays.value,
  subject,
  opening: () => ({ act: 'review.noticed', law: 'L. 241/1990 art. 7-8' }),
  lapse: () => ({ act: 'review.unheard', law: 'L. 241/1990 art. 10' }),
  answer: (context) => {
    const { answer, now } = context
    const act = { act: 'review.heard', law: 'L. 241/1990 art. 10' }
    if (answer.choice === 'none') return act
    const review = { ...reviewOfAsk(context), hearing: { text: answer.text, at: now } }
    return { ...act, request: { reviews: withReview(context.file.request, review) } }
  },
}

/** A false declaration keeps a person from help for some years (DPR 445/2000 art. 75(1-bis)). */
function banOf(context: Context, review: Review): Effect[] {
  const years = rulesOf(context).parameters.falseDeclarationBanYears.value
  const { municipality, application } = context.file.request
  return review.falseDeclaration && years > 0
    ? [
        {
          effect: 'ban',
          municipality,
          taxCode: application.applicant.taxCode,
          until: addMonths(dayOf(context.now), 12 * years),
        },
      ]
    : []
}

/**
 * Rules on a review. A warning that is upheld is given, and changes nothing else. Any other ends the request: open questions fall, what was not cleared yet is paid no more, and its money
 * returns to the funds; what was paid is for the recovery (clawback). Dismissed, everything stays as it is.
 */
export const ruling: Question<'ruling'> = {
  to: (context) => staffOf('manager', context),
  days: () => 10,
  subject: (context) => {
    // Who abstains leaves the question to another: each round is an ask of its own.
    const number = subject(context)
    const rounds = context.file.asks.filter((ask) => ask.kind === 'ruling' && ask.subject.split('-')[0] === number)
    const current = rounds.find(({ status }) => status === 'open')
    return current?.subject ?? (rounds.length === 0 ? number : `${number}-${rounds.length + 1}`)
  },
  answer: (context) => {
    const { answer, ask, by, file, now } = context
    if (answer.choice === 'abstain') return abstention(context, answer.reasons)
    const review = reviewOfAsk(context)
    const upheld = answer.choice === 'uphold'
    const late = annulmentIsLate(context, review)
    if (upheld && late) return [late]
    const reviews = withReview(context.file.request, {
      ...review,
      ruling: { upheld, reasons: answer.reasons, by: by.id, at: now },
    })
    if (!upheld) return { act: 'review.dismissed', law: 'L. 241/1990 art. 3', request: { reviews } }
    // Who is warned keeps what was granted.
    if (review.kind === 'warning') return { act: 'warning.given', law: WARNING_LAW, request: { reviews } }
    const payments = cancelUncleared(file)
    return {
      ...move(TRANSITION_OF[review.kind], file.request, 'manager', { reviews, ...NOT_QUEUED }),
      about: ask.id,
      payments,
      effects: [...release({ ...file, payments }), ...helpEnds({ ...file, payments }, now), ...banOf(context, review)],
    }
  },
}

/** An unlawful decision is annulled within some months of it, or no more (L. 241/1990 art. 21-nonies). */
export function annulmentIsLate(context: Context, { kind }: Pick<Review, 'kind'>) {
  // An enrolment without money rests on no decision of the manager: it is the assessment that is annulled.
  const { decision, proposal } = context.file.request
  const act = decision ?? proposal
  if (kind !== 'annulment' || !act) return undefined
  const last = addMonths(dayOf(act.at), rulesOf(context).parameters.annulmentMonths.value)
  return dayOf(context.now) > last ? { field: 'choice', code: 'annulment.late', values: { last } } : undefined
}
