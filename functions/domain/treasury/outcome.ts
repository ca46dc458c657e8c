import { addDays, dayOf } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Effect } from '../file/effect.ts'
import type { Payment } from '../file/payment.ts'
import { isDecisionSetAside } from '../procedure/lifecycle.ts'
import type { Answer } from '../questions/index.ts'
import { returnToFunds } from '../money/fund-effects.ts'
import { recordNetHelp } from '../money/household-help.ts'
import { isKnownOrder } from './orders.ts'

/**
 * Returns the effects of a returned payment: its money goes back to the funds and no longer counts as benefit or help.
 */
const takenBack = ({ request, payments }: CaseFile, { id, lines }: Payment): Effect[] => [
  ...returnToFunds(request, lines),
  ...recordNetHelp({ request, payments: payments.filter((other) => other.id !== id) }),
]

/** The days in which an outcome is expected: from the clearance, and again from the order. */
export const OUTCOME_DAYS = 15

/** Rejects a day in the future or before the commitment, such as a wrong year. */
function dayProblems(field: string, on: string, { file, payment, now }: OutcomeReport): Problem[] {
  if (on > dayOf(now)) return [{ field, code: 'date.future' }]
  return on < dayOf(file.request.fundedAt ?? payment.eligibleAt) ? [{ field, code: 'date.beforeCommitment' }] : []
}

type OutcomeReport = { file: CaseFile; payment: Payment; now: string }

/**
 * Records that the order (mandato) was issued; the payment and the question stay open. Another order for the same clearance is
 * rejected, since two would pay it twice. If one replaced the other, its number comes with the payment.
 */
function recordOrder(report: OutcomeReport, { orderedOn: on, order }: { orderedOn: string; order: string }) {
  const { payment, now } = report
  // Help that is not money is not ordered from a treasury.
  if (payment.method === 'advantage') return [{ field: 'choice', code: 'choice' }]
  if (payment.ordered)
    return isKnownOrder(order, payment.ordered.order)
      ? undefined
      : [{ field: 'order', code: 'order.other', values: { order: payment.ordered.order } }]
  const problems = dayProblems('orderedOn', on, report)
  if (problems.length > 0) return problems
  return {
    act: 'payment.ordered',
    law: 'D.Lgs. 267/2000 art. 185',
    about: payment.id,
    payments: [{ ...payment, state: 'ordered' as const, ordered: { on, order } }],
    // Finance has acted, so reminders start again from now.
    keeps: { dueOn: addDays(dayOf(now), OUTCOME_DAYS), reminders: 0, escalatedAt: undefined },
  }
}

/**
 * Returns the change for a reported outcome of a clearance, from any channel; undefined if it was known. `standIn`
 * replaces a missing order number.
 */
export function outcomeOf(
  file: CaseFile,
  payment: Payment,
  answer: Answer<'outcome'>,
  now: string,
  standIn?: string,
): ChangeDraft | Problem[] | undefined {
  if (answer.choice === 'ordered') return recordOrder({ file, payment, now }, answer)
  if (answer.choice === 'returned') {
    const { ordered, paid, ...rest } = payment
    const back = { reasons: answer.reasons, at: now, ...(ordered ? { ordered } : {}), ...(paid ? { paid } : {}) }
    const returned = { ...rest, returns: [...payment.returns, back] }
    return isDecisionSetAside(file.request.stage)
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
