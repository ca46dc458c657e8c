import { dayOf } from '../../domain/base/calendar.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { nameForHost, placeFacts, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, optionsFrom, type QuestionView } from './view.ts'

/** The page on which an association says how a path went. */
export const conclusion: QuestionView = {
  single: true,
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.conclusion.options, {
      conclude: [
        control('conclude.result', 'result', 'radio', { options: optionsFrom(asks.conclusions) }),
        control('conclude.report', 'report', 'area'),
      ],
    })
  },
  facts: (context) => {
    const { request, labels } = askTools(context)
    return (
      <Facts facts={[[labels.person, nameForHost(request)], ...placeFacts(context, dayOf(context.ask.openedAt))]} />
    )
  },
}
