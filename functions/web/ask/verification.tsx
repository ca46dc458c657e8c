import { findAsk } from '../../domain/file/case-file.ts'
import { subjectOf } from '../../domain/file/common.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { HourEntries } from '../parts/hour-entries.tsx'
import { endOfPeriod, periodFact, personName, placeFacts, recordedOptions, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, withoutChoices, type QuestionView } from './view.ts'

/** The page on which the hours of a period are verified. */
export const verification: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    const recorded = recordedOptions(context)
    const all = choicesFrom(asks.kinds.verification.options, {
      verify: [control('verify.note', 'note', 'area', { optional: true })],
      contest: [
        control('contest.entries', 'entries', 'checks', { options: recorded }),
        control('contest.reasons', 'reasons', 'area'),
      ],
    })
    return withoutChoices(all, [recorded.length === 0 && 'contest'])
  },
  facts: (context) => {
    const { labels, request } = askTools(context)
    const sheet = findAsk(context.file, 'timesheet', context.ask.subject)
    const said =
      sheet?.answer?.choice === 'hours'
        ? sheet.answer.note
        : sheet?.answer?.choice === 'none' && 'reasons' in sheet.answer
          ? sheet.answer.reasons
          : undefined
    return (
      <>
        <Facts
          facts={[
            [labels.person, personName(request.application)],
            ...placeFacts(context, endOfPeriod(context)),
            periodFact(context),
            said && [labels.hostNote, <Prose text={said} />],
          ]}
        />
        <HourEntries context={context} period={subjectOf(context.ask).number} disputes />
      </>
    )
  },
}
