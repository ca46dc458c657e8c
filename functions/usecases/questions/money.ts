import { dayOf } from '../../domain/calendar.ts'
import type { Answer } from '../../domain/answers.ts'
import type { Problem } from '../../domain/problems.ts'
import type { CaseFile, Payment, Request } from '../../domain/records.ts'
import { paymentOf } from '../../domain/standing.ts'
import type { Effect } from '../ports.ts'
import { benefit } from '../withdraw.ts'
import { staffOf, toCitizen } from './people.ts'
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

/** Whether the decision a payment rests on has fallen meanwhile: then what comes back from the bank is issued no more. */
const hasFallen = (stage: Request['stage']): boolean =>
  stage === 'revoked' || stage === 'forfeited' || stage === 'annulled'

/** The money of one payment goes back to its funds, and out of the benefits of the year. */
const takenBack = (request: Request, { lines, amountCents }: Payment): Effect[] => [
  ...lines.map(({ fund, cents }) => ({
    effect: 'releaseFund' as const,
    municipality: request.municipality,
    fund,
    amountCents: cents,
  })),
  benefit(request, -amountCents),
]

/** What the outcome of a clearance brings, whoever tells it: to the question, by a file of the treasury, or by its software. */
export function outcomeOf(
  file: CaseFile,
  payment: Payment,
  answer: Answer<'outcome'>,
  now: string,
): Effectual | Problem[] {
  if (answer.choice === 'returned') {
    const returned = { ...payment, returns: [...payment.returns, { reasons: answer.reasons, at: now }] }
    return hasFallen(file.request.stage)
      ? {
          act: 'payment.cancelled',
          law: 'D.Lgs. 267/2000 art. 184',
          about: payment.id,
          payments: [{ ...returned, state: 'cancelled' }],
          effects: takenBack(file.request, payment),
        }
      : { act: 'payment.returned', about: payment.id, payments: [{ ...returned, state: 'returned' }] }
  }
  if (answer.paidOn > dayOf(now)) return [{ field: 'paidOn', code: 'date.future' }]
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
