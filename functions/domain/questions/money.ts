import { addDays, dayOf } from '../base/calendar.ts'
import type { Answer } from './answers.ts'
import { routeOf } from '../money/gate.ts'
import { isKnownOrder } from '../money/orders.ts'
import { hasFallen } from '../procedure/lifecycle.ts'
import type { Problem } from '../base/problems.ts'
import { paymentOf, type CaseFile } from '../file/case-file.ts'
import { PAYMENT_DAYS } from '../money/instalments.ts'
import { helpComesTo } from '../money/household-help.ts'
import { assessorOf, staffOf, toCitizen } from '../procedure/who-may.ts'
import type { Question } from './question.ts'
import type { Context } from '../file/context.ts'
import type { Effect, ChangeDraft } from '../file/change.ts'
import { benefit } from '../money/release.ts'
import type { Request } from '../file/request.ts'
import type { Payment } from '../file/payment.ts'

const instalmentOf = (subject: string): number => Number(subject.split('-')[0])

/** @throws when the payment is gone: payments are never taken away */
function paymentOfAsk({ file, ask }: Context & { ask: { id: string; subject: string } }): Payment {
  const payment = paymentOf(file, instalmentOf(ask.subject))
  if (!payment) throw new Error(`${ask.id} is about a payment that is not there`)
  return payment
}

const subject: Question<'outcome'>['subject'] = ({ file, workflow }) => {
  const payment = workflow.machine === 'payment' ? paymentOf(file, workflow.instalment) : undefined
  return payment ? `${payment.instalment}-${payment.issue}` : ''
}

/** The money of one payment goes back to its funds, out of the benefits of the year, and is no help any more. */
const takenBack = ({ request, payments }: CaseFile, { id, lines, amountCents }: Payment): Effect[] => [
  ...lines.map(({ fund, cents }) => ({
    effect: 'releaseFund' as const,
    municipality: request.municipality,
    fund,
    amountCents: cents,
  })),
  benefit(request, -amountCents),
  ...helpComesTo({ request, payments: payments.filter((other) => other.id !== id) }),
]

/** Days in which an outcome is expected: from the clearance, and again from when finance tells that it is ordered. */
const OUTCOME_DAYS = 15

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

export const outcome: Question<'outcome'> = {
  to: (context) => staffOf('finance', context),
  days: () => OUTCOME_DAYS,
  subject,
  answer: (context) => outcomeOf(context.file, paymentOfAsk(context), context.answer, context.now),
}

/** Not with finance yet: where such a payment goes can still change. */
const isUncleared = ({ state }: Payment): boolean => state === 'eligible' || state === 'published'

/**
 * Money that came back. The person says which account of theirs is right; who is paid in their place is the social worker's to
 * ask, as is a voucher that was not taken.
 */
export const account: Question<'account'> = {
  to: (context) => {
    const { workflow, file } = context
    const payment = workflow.machine === 'payment' ? paymentOf(file, workflow.instalment) : undefined
    return payment?.payee ? assessorOf(context) : toCitizen()
  },
  days: () => 10,
  subject,
  answer: (context) => {
    const { clearance: _, held: _held, ...payment } = paymentOfAsk(context)
    const { answer, file, now } = context
    const { grant } = file.request
    if ((answer.choice === 'again') !== (payment.method === 'advantage')) return [{ field: 'choice', code: 'choice' }]
    const reissued = {
      ...payment,
      state: 'eligible' as const,
      issue: payment.issue + 1,
      // The day it should have arrived is past, or nearly: it counts anew from today.
      dueOn: addDays(dayOf(now), PAYMENT_DAYS),
    }
    const about = { act: 'payment.reissued', about: payment.id }
    if (answer.choice === 'again') return { ...about, payments: [reissued] }
    const fields: Partial<Request> =
      payment.payee && grant?.payee
        ? { grant: { ...grant, payee: { ...grant.payee, iban: answer.iban } } }
        : { payout: { method: 'transfer', iban: answer.iban } }
    const route = routeOf({ ...file.request, ...fields })
    const others = file.payments.filter((other) => other.id !== payment.id && isUncleared(other))
    return {
      ...about,
      // The next instalments go there too, and those that finance does not have yet.
      request: fields,
      payments: [reissued, ...others].map((each) => ({ ...each, ...route })),
    }
  },
}
