import { dayOf } from '../../domain/calendar.ts'
import type { Payment } from '../../domain/records.ts'
import { paymentOf } from '../../domain/standing.ts'
import { staffOf, toCitizen } from './people.ts'
import type { Context, Question } from './question.ts'

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

export const outcome: Question<'outcome'> = {
  to: (context) => staffOf('finance', context),
  days: () => 15,
  subject,
  answer: (context) => {
    const { answer, now } = context
    const payment = paymentOfAsk(context)
    if (answer.choice === 'returned')
      return {
        act: 'payment.returned',
        about: payment.id,
        payments: [
          { ...payment, state: 'returned', returns: [...payment.returns, { reasons: answer.reasons, at: now }] },
        ],
      }
    if (answer.paidOn > dayOf(now)) return [{ field: 'paidOn', code: 'date.future' }]
    return {
      act: 'payment.paid',
      about: payment.id,
      payments: [{ ...payment, state: 'paid', paid: { on: answer.paidOn, order: answer.order } }],
    }
  },
}

export const account: Question<'account'> = {
  to: toCitizen,
  days: () => 10,
  subject,
  answer: (context) => {
    const { clearance: _, ...payment } = paymentOfAsk(context)
    const { iban } = context.answer
    return {
      act: 'payment.reissued',
      about: payment.id,
      // The next instalments go there too.
      request: { payout: { method: 'transfer', iban } },
      payments: [{ ...payment, state: 'eligible', issue: payment.issue + 1, method: 'transfer', iban }],
    }
  },
}
