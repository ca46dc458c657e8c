import { addDays, dayOf } from '../../domain/calendar.ts'
import type { Answer } from '../../domain/answers.ts'
import { routeOf } from '../../domain/gate.ts'
import { hasFallen } from '../../domain/lifecycle.ts'
import type { Problem } from '../../domain/problems.ts'
import type { CaseFile, Payment, Request } from '../../domain/records.ts'
import { paymentOf } from '../../domain/standing.ts'
import { PAYMENT_DAYS } from '../instalments.ts'
import { helpComesTo } from '../help.ts'
import type { Effect } from '../ports.ts'
import { benefit } from '../withdraw.ts'
import { assessorOf, staffOf, toCitizen } from './people.ts'
import type { Context, Effectual, Question } from './question.ts'

const instalmentOf = (subject: string): number => Number(subject.split('-')[0])

/** @throws when the payment is gone: payments are never taken away */
function paymentOfAsk({ file, ask }: Context & { ask: { id: string; subject: string } }): Payment {
  const payment = paymentOf(file, instalmentOf(ask.subject))
  if (!payment) throw new Error(`${ask.id} is about a payment that is not there`)
  return payment
}

const subject: Question<'outcome'>['subject'] = ({ file, drive }) => {
  const payment = drive.machine === 'payment' ? paymentOf(file, drive.instalment) : undefined
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

/** What the outcome of a clearance brings, whoever tells it: to the question, by a file of the treasury, or by its software. */
export function outcomeOf(
  file: CaseFile,
  payment: Payment,
  answer: Answer<'outcome'>,
  now: string,
): Effectual | Problem[] {
  if (answer.choice === 'returned') {
    const { paid, ...unpaid } = payment
    const back = { reasons: answer.reasons, at: now, ...(paid ? { paid } : {}) }
    const returned = { ...unpaid, returns: [...payment.returns, back] }
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
  if (answer.paidOn > dayOf(now)) return [{ field: 'paidOn', code: 'date.future' }]
  // A slip of the year or a file of other payments: nothing is paid before the money was committed.
  if (answer.paidOn < dayOf(file.request.fundedAt ?? payment.eligibleAt))
    return [{ field: 'paidOn', code: 'date.beforeCommitment' }]
  return {
    act: 'payment.paid',
    about: payment.id,
    payments: [{ ...payment, state: 'paid', paid: { on: answer.paidOn, order: answer.order } }],
  }
}

export const outcome: Question<'outcome'> = {
  to: (context) => staffOf('finance', context),
  days: () => 15,
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
    const { drive, file } = context
    const payment = drive.machine === 'payment' ? paymentOf(file, drive.instalment) : undefined
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
