import * as z from 'zod'
import { addMonths, dayOf } from '../base/calendar.ts'
import type { Effect } from '../file/effect.ts'
import type { Context } from '../file/context.ts'
import { asksOf } from '../file/case-file.ts'
import type { Review } from '../file/review.ts'
import { subjectOf } from '../file/common.ts'
import { recordDrawnHelp } from '../money/household-help.ts'
import { NOT_QUEUED } from '../money/fund-effects.ts'
import { cancelUncleared, release } from '../money/release.ts'
import { banPerson } from '../procedure/person-effects.ts'
import { annulmentIsLate, TRANSITION_OF, withReview } from '../procedure/reviews.ts'
import { abstention, move, rulesOf } from '../procedure/transition.ts'
import { staffOf } from '../procedure/who-may.ts'
import { abstain, choice, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requireSubject, reviewOfAsk } from './subjects.ts'
import { reviewUnderWay, reviewWorkflow } from './workflows.ts'

const WARNING_LAW = 'Regolamento, ammonizione'

const input = z.discriminatedUnion(
  'choice',
  [choice('uphold', { reasons }), choice('dismiss', { reasons }), abstain],
  'choice',
)
type Input = z.infer<typeof input>

/** Returns the ban from help that follows a false declaration (DPR 445/2000 art. 75(1-bis)). */
function banOf(context: Context, review: Review): Effect[] {
  const years = rulesOf(context).parameters.falseDeclarationBanYears.value
  const { municipality, application } = context.file.request
  return review.falseDeclaration && years > 0
    ? [banPerson(municipality, application.applicant.taxCode, addMonths(dayOf(context.now), 12 * years))]
    : []
}

/**
 * The question that rules on a review, asked of the manager. An upheld warning changes nothing else. Any other review
 * ends the request: open questions fall, uncleared payments are cancelled and their money returns to the funds.
 * Dismissed, a review changes nothing.
 */
export const ruling: Question<Input> = {
  input,
  workflow: reviewWorkflow,
  addressee: (context) => staffOf('manager', context),
  dueInDays: () => 10,
  subject: (context) => {
    // An abstention passes the question to another: each round has its own ask.
    const { number } = reviewUnderWay(context)
    const rounds = asksOf(context.file, 'ruling').filter((ask) => subjectOf(ask).number === number)
    const current = rounds.find(({ status }) => status === 'open')
    if (current) return subjectOf(current)
    return rounds.length === 0 ? { number } : { number, round: rounds.length + 1 }
  },
  decide: (context) => {
    const { answer, ask, by, file, now } = context
    if (answer.choice === 'abstain') return abstention(context, answer.reasons)
    const review = requireSubject(reviewOfAsk(context), ask)
    const upheld = answer.choice === 'uphold'
    const late = annulmentIsLate(context, review)
    if (upheld && late) return [late]
    const reviews = withReview(context.file.request, {
      ...review,
      ruling: { upheld, reasons: answer.reasons, by: by.id, at: now },
    })
    if (!upheld) return { act: 'review.dismissed', law: 'L. 241/1990 art. 3', request: { reviews } }
    // A warning leaves the grant unchanged.
    if (review.kind === 'warning') return { act: 'warning.given', law: WARNING_LAW, request: { reviews } }
    const payments = cancelUncleared(file)
    return {
      ...move(TRANSITION_OF[review.kind], file.request, 'manager', { reviews, ...NOT_QUEUED }),
      about: ask.id,
      payments,
      effects: [
        ...release({ ...file, payments }),
        ...recordDrawnHelp({ ...file, payments }, now),
        ...banOf(context, review),
      ],
    }
  },
  restartsWorkflows: true,
}
