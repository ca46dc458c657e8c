import { messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { NumberedList, askTools } from './facts.tsx'
import { choicesFrom, pointControls, type QuestionView } from './view.ts'

/** The page on which the person answers the grounds against the request. */
export const observations: QuestionView = {
  choices: (context) => {
    const { file, language } = context
    const { request } = file
    const { asks } = messagesOf(language)
    return choicesFrom(asks.kinds.observations.options, {
      send: pointControls(language, request.notices?.at(-1)?.grounds ?? [], 'observations.text'),
      none: [],
    })
  },
  facts: (context) => {
    const { request, labels } = askTools(context)
    return <Facts facts={[[labels.reasons, <NumberedList items={request.notices?.at(-1)?.grounds ?? []} />]]} />
  },
}
