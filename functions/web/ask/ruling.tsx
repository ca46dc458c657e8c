import { reviewOfAsk } from '../../domain/questions/subjects.ts'
import { disputeMessagesOf, messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { applicationSummary, exchanges, reviewSummary, askTools } from './facts.tsx'
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
    const { labels } = askTools(context)
    const review = reviewOfAsk(context)
    return (
      <Facts
        facts={[
          ...reviewSummary(context),
          review && [labels.hearing, review.hearing ? <Prose text={review.hearing.text} /> : labels.hearingNone],
          ...applicationSummary(context, false),
          ...exchanges(context),
        ]}
      />
    )
  },
  words: (context) => (isOfWarning(context) ? disputeMessagesOf(context.language).warning.ruling : {}),
}
