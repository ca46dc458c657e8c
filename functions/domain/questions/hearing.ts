import * as z from 'zod'
import { rulesOf } from '../procedure/transition.ts'
import { withReview } from '../procedure/reviews.ts'
import { toCitizen } from '../procedure/who-may.ts'
import { choice, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requireSubject, reviewOfAsk } from './subjects.ts'
import { reviewUnderWay, reviewWorkflow } from './workflows.ts'

const input = z.discriminatedUnion('choice', [choice('send', { text: reasons }), choice('none', {})], 'choice')
type Input = z.infer<typeof input>

/** The question that gives the person notice of a review and time to be heard (L. 241/1990 art. 7, 10). */
export const hearing: Question<Input> = {
  input,
  workflow: reviewWorkflow,
  addressee: toCitizen,
  dueInDays: (context) => rulesOf(context).parameters.hearingDays.value,
  subject: reviewUnderWay,
  opening: () => ({ act: 'review.noticed', law: 'L. 241/1990 art. 7-8' }),
  lapse: () => ({ act: 'review.unheard', law: 'L. 241/1990 art. 10' }),
  decide: (context) => {
    const { answer, now } = context
    const act = { act: 'review.heard', law: 'L. 241/1990 art. 10' }
    if (answer.choice === 'none') return act
    const review = { ...requireSubject(reviewOfAsk(context), context.ask), hearing: { text: answer.text, at: now } }
    return { ...act, request: { reviews: withReview(context.file.request, review) } }
  },
}
