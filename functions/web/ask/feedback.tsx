import { messagesOf } from '../../texts/messages.ts'
import { choicesFrom, controlsIn, optionsFrom, type QuestionView } from './view.ts'

/** The page on which the person says how the service was. */
export const feedback: QuestionView = {
  choices: ({ language }) => {
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.feedback.options, {
      rate: [
        control('rate.mark', 'mark', 'radio', { options: optionsFrom(asks.marks) }),
        control('verify.note', 'note', 'area', { optional: true }),
      ],
      none: [],
    })
  },
  facts: () => null,
}
