import { paymentOfAsk } from '../../domain/questions/subjects.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { routeFacts } from '../parts/destination.ts'
import { askTools } from './facts.tsx'
import { choicesFrom, controlsIn, withoutChoices, type QuestionView } from './view.ts'

/** The page on which another account is given for money that came back. */
export const account: QuestionView = {
  single: true,
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return withoutChoices(
      choicesFrom(asks.kinds.account.options, {
        account: [control('account.iban', 'iban', 'text')],
        again: [control('again.reasons', 'reasons', 'area')],
      }),
      [paymentOfAsk(context)?.method === 'advantage' ? 'account' : 'again'],
    )
  },
  facts: (context) => {
    const { request, labels, f } = askTools(context)
    const payment = paymentOfAsk(context)
    const last = payment?.returns.at(-1)
    return (
      <Facts
        facts={[
          payment && [labels.amount, f.euro(payment.amountCents)],
          ...(payment?.payee ? routeFacts(payment, request.grant, context.language) : []),
          last && [labels.returned, <Prose text={last.reasons} />],
        ]}
      />
    )
  },
  words: (context) => {
    const { m } = askTools(context)
    const payment = paymentOfAsk(context)
    if (payment?.method === 'advantage') return m.advantageAccount
    return payment?.payee ? m.payeeAccount : context.inPlaceOfPerson ? m.personAccount : {}
  },
}
