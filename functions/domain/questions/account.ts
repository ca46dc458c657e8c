import * as z from 'zod'
import { addDays, dayOf } from '../base/calendar.ts'
import { iban } from '../base/identifiers.ts'
import { paymentOf } from '../file/case-file.ts'
import type { Payment } from '../file/payment.ts'
import type { Request } from '../file/request.ts'
import { routeOf } from '../money/gate.ts'
import { PAYMENT_DAYS } from '../money/instalments.ts'
import { assessorOf, substituteOf, toCitizen } from '../procedure/who-may.ts'
import { choice, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requireSubject, paymentOfAsk } from './subjects.ts'
import { paymentUnderWay, paymentWorkflow } from './workflows.ts'

/** Another account, or the confirmation that a returned voucher is issued again. */
const input = z.discriminatedUnion('choice', [choice('account', { iban }), choice('again', { reasons })], 'choice')
type Input = z.infer<typeof input>

/** Returns true for a payment that is not with finance, whose account can still change. */
const isUncleared = ({ state }: Payment): boolean => state === 'eligible' || state === 'published'

/**
 * The question about the right account for returned money, asked of the person. The social worker is asked if the payee is
 * somebody else, or about a voucher that was not collected.
 */
export const account: Question<Input> = {
  input,
  workflow: paymentWorkflow,
  addressee: (context) => {
    const { workflow, file } = context
    const payment = workflow.machine === 'payment' ? paymentOf(file, workflow.instalment) : undefined
    return payment?.payee ? assessorOf(context) : toCitizen()
  },
  // There is no substitute for the person: without the social worker the money would never be paid.
  escalatesTo: (context) =>
    context.ask.to.role === 'citizen' ? assessorOf(context) : substituteOf(context.ask.to, context),
  dueInDays: () => 10,
  subject: paymentUnderWay,
  decide: (context) => {
    const { clearance: _, held: _held, ...payment } = requireSubject(paymentOfAsk(context), context.ask)
    const { answer, file, now } = context
    const { grant } = file.request
    if ((answer.choice === 'again') !== (payment.method === 'advantage')) return [{ field: 'choice', code: 'choice' }]
    const reissued = {
      ...payment,
      state: 'eligible' as const,
      issue: payment.issue + 1,
      // The due day may have passed, so it is counted from today.
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
      // Later and uncleared instalments go to the same account.
      request: fields,
      payments: [reissued, ...others].map((each) => ({ ...each, ...route })),
    }
  },
  // A payment cancelled with the request needs no account.
  outlivesRequest: ({ number }, { payments }) =>
    !payments.some(({ instalment, state }) => state === 'cancelled' && instalment === number),
}
