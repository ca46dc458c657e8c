import { entriesIn } from '../../domain/hours/period-hours.ts'
import { plannedIn } from '../../domain/hours/shifts.ts'
import { timeOf } from '../../domain/base/calendar.ts'
import { subjectOf } from '../../domain/file/common.ts'
import { periodOfAsk } from '../../domain/questions/subjects.ts'
import { formatOf } from '../../texts/format.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { HourEntries } from '../parts/hour-entries.tsx'
import { endOfPeriod, nameForHost, periodFact, placeFacts, recordedOptions, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, withoutChoices, type QuestionView } from './view.ts'

/** The page on which the supervisor of the host signs the hours. */
export const timesheet: QuestionView = {
  choices: (context) => {
    const { ask, file, municipality, language } = context
    const { asks } = messagesOf(language)
    const { weekday } = formatOf(language)
    const control = controlsIn(language)
    const period = periodOfAsk(context)
    const entries = entriesIn(file.postings, subjectOf(ask).number)
    const days = period ? plannedIn(municipality, file, period) : []
    const rows = days
      .filter(({ on }) => !entries.some((entry) => entry.on === on))
      .map(({ on, starts, minutes }) => ({
        value: on,
        label: weekday(on),
        planned: { from: timeOf(starts), minutes },
      }))
    const wrong = recordedOptions(context)
    const all = choicesFrom(asks.kinds.timesheet.options, {
      hours: [
        control('hours.days', 'days', 'timesheet', { options: rows }),
        control('hours.days', 'absences', 'absences', { options: rows }),
        ...(wrong.length > 0
          ? [
              control('hours.struck', 'struck', 'checks', { options: wrong, optional: true }),
              control('hours.reasons', 'reasons', 'area', { optional: true }),
            ]
          : []),
        control('hours.note', 'note', 'area', { optional: true }),
      ],
      none: [control('none.reasons', 'reasons', 'area')],
    })
    return withoutChoices(all, [entries.length > 0 && 'none'])
  },
  facts: (context) => (
    <>
      <Facts
        facts={[
          [askTools(context).labels.person, nameForHost(context.file.request)],
          ...placeFacts(context, endOfPeriod(context)),
          periodFact(context),
        ]}
      />
      <HourEntries context={context} period={subjectOf(context.ask).number} />
    </>
  ),
}
