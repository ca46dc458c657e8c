import { isUnderWay } from '../../domain/file/case-file.ts'
import { messagesOf } from '../../texts/messages.ts'
import { Facts } from '../../ui/page.tsx'
import { personName, placeFacts, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which the educator writes the cover. */
export const insurance: QuestionView = {
  single: true,
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    return choicesFrom(asks.kinds.insurance.options, {
      confirm: [
        control('confirm.policy', 'policy', 'text'),
        control('confirm.coverFrom', 'coverFrom', 'date'),
        control('confirm.coverTo', 'coverTo', 'date'),
      ],
    })
  },
  facts: (context) => {
    const { request, labels, f } = askTools(context)
    const { applicant } = request.application
    return (
      <Facts
        facts={[
          [labels.person, personName(request.application)],
          [labels.taxCode, applicant.taxCode],
          [labels.birthDate, f.day(applicant.birthDate)],
          ...placeFacts(context),
          request.placement && [labels.starts, f.day(request.startsOn ?? request.placement.startsOn)],
          request.grant && !isUnderWay(request) && [labels.months, String(request.grant.months)],
          // During an activity, the question is about an extension of the cover.
          isUnderWay(request) && [labels.ends, f.day(request.periods.at(-1)?.to ?? '')],
        ]}
      />
    )
  },
  words: (context) => (isUnderWay(context.file.request) ? askTools(context).m.underWay.insurance : {}),
}
