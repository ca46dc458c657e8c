import { messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { MatchingNotes, projectOptions } from './matching.tsx'
import { personName, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which the educator finds a place. */
export const placement: QuestionView = {
  needs: ['matching'],
  single: true,
  choices: (context) => {
    const { language } = context
    const { asks, weekdays } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.placement.options, {
      place: [
        control('place.project', 'project', 'radio', { options: projectOptions(context) }),
        control('place.startsOn', 'startsOn', 'date'),
        control('place.weekdays', 'weekdays', 'weekdays', {
          options: weekdays.map((label, index) => ({ value: String(index + 1), label })),
        }),
        control('place.at', 'at', 'time', { optional: true, short: true }),
        control('place.minutesADay', 'minutesADay', 'duration'),
        control('place.overrides', 'overrides', 'area', { optional: true }),
        control('place.note', 'note', 'area', { optional: true }),
      ],
    })
  },
  facts: (context) => {
    const { request, all, labels, f } = askTools(context)
    const { applicant, home, need } = request.application
    const { grant } = request
    return (
      <>
        <Facts
          facts={[
            [labels.person, personName(request.application)],
            [labels.contacts, [applicant.email, applicant.phone].filter(Boolean).join(', ')],
            [labels.home, `${home.street}, ${home.town}`],
            [labels.workStatus, all.apply.options.workStatus[need.workStatus]],
            need.abilities && [labels.abilities, <Prose text={need.abilities} />],
            grant && [labels.owed, f.hours(grant.owedMinutes)],
            grant && [labels.months, String(grant.months)],
            grant?.limits && [labels.limits, <Prose text={grant.limits} />],
            request.declined && [labels.declined, <Prose text={request.declined} />],
          ]}
        />
        {context.matching && <MatchingNotes {...context} matching={context.matching} />}
      </>
    )
  },
}
