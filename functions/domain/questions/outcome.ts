import * as z from 'zod'
import { day } from '../base/calendar.ts'
import { writing } from '../file/application.ts'
import { OUTCOME_DAYS, outcomeOf } from '../treasury/outcome.ts'
import { staffOf } from '../procedure/who-may.ts'
import { choice, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requireSubject, paymentOfAsk } from './subjects.ts'
import { paymentUnderWay, paymentWorkflow } from './workflows.ts'

/** The number of a payment order (mandato). */
const order = writing.min(1, 'required').max(40, 'tooLong')

const input = z.discriminatedUnion(
  'choice',
  [
    /** Leaves the question open: the payment is still to be made. */
    choice('ordered', { orderedOn: day, order }),
    /** The number may be omitted if the order was reported before. */
    choice('paid', { paidOn: day, order: order.optional() }),
    choice('returned', { reasons }),
  ],
  'choice',
)
type Input = z.infer<typeof input>

/** The question on the outcome of a payment, asked of finance. */
export const outcome: Question<Input> = {
  input,
  workflow: paymentWorkflow,
  addressee: (context) => staffOf('finance', context),
  dueInDays: () => OUTCOME_DAYS,
  subject: paymentUnderWay,
  decide: (context) =>
    outcomeOf(context.file, requireSubject(paymentOfAsk(context), context.ask), context.answer, context.now),
  // A cleared payment proceeds to its outcome even if the request ends.
  outlivesRequest: () => true,
}
