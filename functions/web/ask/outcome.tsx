import { dayOf } from '../../domain/base/calendar.ts'
import { numberOf } from '../../domain/file/request.ts'
import { paymentOfAsk } from '../../domain/questions/subjects.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { routeFacts } from '../parts/destination.ts'
import { fundFacts, personName, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which finance reports the outcome of a payment. */
export const outcome: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    const payment = paymentOfAsk(context)
    const all = choicesFrom(asks.kinds.outcome.options, {
      ordered: [
        control('ordered.orderedOn', 'orderedOn', 'date'),
        control('ordered.order', 'order', 'text', { short: true }),
      ],
      paid: [control('paid.paidOn', 'paidOn', 'date'), control('paid.order', 'order', 'text', { short: true })],
      returned: [control('returned.reasons', 'reasons', 'area')],
    })
    // Ordered payments and advantages cannot be ordered. A repeated form may still say so and is accepted.
    const isOrdered = payment?.ordered !== undefined || payment?.method === 'advantage'
    return all.map((choice) => (choice.value === 'ordered' && isOrdered ? { ...choice, offered: false } : choice))
  },
  facts: (context) => {
    const { request, labels, f } = askTools(context)
    const payment = paymentOfAsk(context)
    if (!payment) return null
    const { decision } = request
    return (
      <Facts
        facts={[
          [labels.creditor, personName(request.application)],
          [labels.taxCode, request.application.applicant.taxCode],
          ...routeFacts(payment, request.grant, context.language),
          [labels.amount, f.euro(payment.amountCents)],
          [labels.reference, payment.clearance?.reference ?? payment.id],
          [labels.due, f.day(payment.dueOn)],
          [labels.instalment, String(payment.instalment)],
          payment.ordered && [
            labels.ordered,
            labels.orderOf({ order: payment.ordered.order, day: f.day(payment.ordered.on) }),
          ],
          ...fundFacts(context, payment.lines),
          decision && [labels.act, labels.actOf({ number: numberOf(request), day: f.day(dayOf(decision.at)) })],
        ]}
      />
    )
  },
  words: (context) => {
    const { m } = askTools(context)
    return { ...(paymentOfAsk(context)?.method === 'advantage' ? m.advantageOutcome : {}), kept: m.keptOrder }
  },
  prefill: (context) => ({ order: paymentOfAsk(context)?.ordered?.order }),
}
