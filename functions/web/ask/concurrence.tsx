import { messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { applicationSummary, grantFacts, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which the second municipality agrees with a proposal, or does not. */
export const concurrence: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.concurrence.options, {
      agree: [control('verify.note', 'note', 'area', { optional: true })],
      object: [control('concurrence.reasons', 'reasons', 'area')],
    })
  },
  facts: (context) => {
    const { request, labels } = askTools(context)
    const { proposal, sealed } = request
    // For a sealed file the other municipality sees figures only.
    return (
      <Facts
        facts={[
          ...(sealed ? [] : applicationSummary(context, false)),
          // The other municipality agrees to figures; it never sees names of a sealed file.
          ...(proposal?.grant ? grantFacts(context, proposal.grant, !sealed) : []),
          !sealed && proposal && [labels.reasons, <Prose text={proposal.reasons} />],
        ]}
      />
    )
  },
}
