import { messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { NumberedList, askTools } from './facts.tsx'
import { choicesFrom, pointControls, type QuestionView } from './view.ts'

/** The page on which the person sends what is missing. */
export const integration: QuestionView = {
  choices: (context) => {
    const { file, language } = context
    const { request } = file
    const { asks } = messagesOf(language)
    const answers = pointControls(language, request.integration?.items ?? [], 'integration.text')
    return choicesFrom(asks.kinds.integration.options, { send: answers, keep: answers })
  },
  facts: (context) => {
    const { request, labels } = askTools(context)
    return <Facts facts={[[labels.missing, <NumberedList items={request.integration?.items ?? []} />]]} />
  },
  words: (context) => ({ hint: askTools(context).m.keepHint }),
  prefill: ({ ask }) => ({ texts: ask.kept ?? {} }),
}
