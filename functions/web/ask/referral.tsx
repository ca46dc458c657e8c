import { messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { nameForHost, placeFacts, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which an association says whether it can take a person. */
export const referral: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.referral.options, {
      accept: [control('verify.note', 'note', 'area', { optional: true })],
      decline: [control('referral.reasons', 'reasons', 'area')],
    })
  },
  facts: (context) => {
    const { request, all, labels, f } = askTools(context)
    const { interview, grant, sealed, application } = request
    return (
      <Facts
        facts={[
          [labels.person, nameForHost(request)],
          !sealed && [labels.workStatus, all.apply.options.workStatus[application.need.workStatus]],
          !sealed && interview?.abilities && [labels.abilities, <Prose text={interview.abilities} />],
          !sealed && grant?.limits && [labels.limits, <Prose text={grant.limits} />],
          grant && [labels.owed, f.hours(grant.owedMinutes)],
          ...placeFacts(context),
        ]}
      />
    )
  },
}
