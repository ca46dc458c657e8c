import { isUnderWay } from '../../domain/file/case-file.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Prose } from '../../ui/page.tsx'
import { askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which the person reads the agreement. */
export const agreement: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.agreement.options, {
      accept: [],
      decline: [control('decline.reasons', 'reasons', 'area')],
    })
  },
  facts: ({ file: { request } }) => {
    // The proposed version, if an agreement is in force.
    const { text = '', courtesy } = request.amendment?.agreement ?? request.agreement ?? {}
    return (
      <>
        {courtesy && (
          <div class="agreement">
            <Prose text={courtesy.text} lang={courtesy.language} />
          </div>
        )}
        <div class="agreement">
          <Prose text={text} lang="it" />
        </div>
      </>
    )
  },
  words: (context) => (isUnderWay(context.file.request) ? askTools(context).m.underWay.agreement : {}),
}
