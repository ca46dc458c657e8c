import { reviewOfAsk } from '../../domain/questions/subjects.ts'
import { disputeMessagesOf, messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { reviewSummary } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which the person is heard on a review. */
export const hearing: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.hearing.options, { send: [control('hearing.text', 'text', 'area')], none: [] })
  },
  facts: (context) => <Facts facts={reviewSummary(context)} />,
  words: (context) =>
    reviewOfAsk(context)?.kind === 'warning' ? disputeMessagesOf(context.language).warning.hearing : {},
}
