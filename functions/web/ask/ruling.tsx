import { reviewOfAsk } from '../../domain/questions/subjects.ts'
import { disputeMessagesOf, messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { applicationFacts, exchanges, reviewFacts, tools } from './facts.tsx'
import { type AskContext, choicesFrom, controlsIn, type QuestionView } from './view.ts'

const isOfWarning = (context: AskContext): boolean => reviewOfAsk(context)?.kind === 'warning'

/** The page on which the manager rules on a review. */
export const ruling: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    const reasons = [control('ruling.reasons', 'reasons', 'area')]
    return choicesFrom(
      isOfWarning(context) ? disputeMessagesOf(language).warning.ruling.options : asks.kinds.ruling.options,
      {
        uphold: reasons,
        dismiss: reasons,
        abstain: [control('abstain.reasons', 'reasons', 'area')],
      },
    )
  },
  facts: (context) => {
    const { labels } = tools(context)
    const review = reviewOfAsk(context)
    return (
      <Facts
        facts={[
          ...reviewFacts(context),
          review && [labels.hearing, review.hearing ? <Prose text={review.hearing.text} /> : labels.hearingNone],
          ...applicationFacts(context, false),
          ...exchanges(context),
        ]}
      />
    )
  },
  words: (context) => (isOfWarning(context) ? disputeMessagesOf(context.language).warning.ruling : {}),
}
