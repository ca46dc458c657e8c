import { addDays, dayOf } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Effect } from '../file/effect.ts'
import type { Payment } from '../file/payment.ts'
import { hasFallen } from '../procedure/lifecycle.ts'
import type { Answer } from '../questions/index.ts'
import { giveBack } from './fund-effects.ts'
import { helpComesTo } from './household-help.ts'
import { isKnownOrder } from './orders.ts'

/** Gives the money of one payment back; it is no help any more. */
const takenBack = ({ request, payments }: CaseFile, { id, lines }: Payment): Effect[] => [
  ...giveBack(request, lines),
  ...helpComesTo({ request, payments: payments.filter((other) => other.id !== id) }),
]

/** Days in which an outcome is expected: from the clearance, and again from when finance tells that it is ordered. */
export const OUTCOME_DAYS = 15

/**
 * Nothing is ordered or paid on a day to come, nor before the money was committed: that is a slip of the year, or a file of
 * other payments.
 */
function dayProblems(field: string, on: string, { file, payment, now }: Telling): Problem[] {
  if (on > dayOf(now)) return [{ field, code: 'date.future' }]
  return on < dayOf(file.request.fundedAt ?? payment.eligibleAt) ? [{ field, code: 'date.beforeCommitment' }] : []
}

type Telling = { file: CaseFile; payment: Payment; now: string }

/**
 * The order (mandato) was issued: the payment still waits for what becomes of it, and so does the question. Another order for
 * the same clearance is refused: two of them would pay it twice. Where one took the place of the other, its number is told
 * with the payment.
 */
function orderTold(telling: Telling, { orderedOn: on, order }: { orderedOn: string; order: string }) {
  const { payment, now } = telling
  // Help that is no money is not ordered from a treasury.
  if (payment.method === 'advantage') return [{ field: 'choice', code: 'choice' }]
  if (payment.ordered)
    return isKnownOrder(order, payment.ordered.order)
      ? undefined
      : [{ field: 'order', code: 'order.other', values: { order: payment.ordered.order } }]
  const problems = dayProblems('orderedOn', on, telling)
  if (problems.length > 0) return problems
  return {
    act: 'payment.ordered',
    law: 'D.Lgs. 267/2000 art. 185',
    about: payment.id,
    payments: [{ ...payment, state: 'ordered' as const, ordered: { on, order } }],
    // Finance did its part: it is reminded of the rest from now on.
    keeps: { dueOn: addDays(dayOf(now), OUTCOME_DAYS), reminders: 0, escalatedAt: undefined },
  }
}

/**
 * What is told of a clearance brings, whoever tells it: to the question, by a file of the treasury, or by its software; nothing
 * where it was told before. `standIn` stands for the number of an order that nobody told.
 */
export function outcomeOf(
  file: CaseFile,
  payment: Payment,
  answer: Answer<'outcome'>,
  now: string,
  standIn?: string,
): ChangeDraft | Problem[] | undefined {
  if (answer.choice === 'ordered') return orderTold({ file, payment, now }, answer)
  if (answer.choice === 'returned') {
    const { ordered, paid, ...rest } = payment
    const back = { reasons: answer.reasons, at: now, ...(ordered ? { ordered } : {}), ...(paid ? { paid } : {}) }
    const returned = { ...rest, returns: [...payment.returns, back] }
    return hasFallen(file.request.stage)
      ? {
          act: 'payment.cancelled',
          law: 'D.Lgs. 267/2000 art. 184',
          about: payment.id,
          payments: [{ ...returned, state: 'cancelled' }],
          effects: takenBack(file, payment),
        }
      : { act: 'payment.returned', about: payment.id, payments: [{ ...returned, state: 'returned' }] }
  }
  const order = answer.order ?? payment.ordered?.order ?? standIn
  const problems = dayProblems('paidOn', answer.paidOn, { file, payment, now })
  if (order === undefined) problems.push({ field: 'order', code: 'required' })
  if (order === undefined || problems.length > 0) return problems
  return {
    act: 'payment.paid',
    about: payment.id,
    payments: [{ ...payment, state: 'paid', paid: { on: answer.paidOn, order } }],
  }
}
