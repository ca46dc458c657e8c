import { dayOf } from '../../../domain/base/calendar.ts'
import { formatOf } from '../../../texts/format.ts'
import { type ActView, fieldsOf, personReasonsControl } from './view.ts'

export const withdrawAmendment: ActView = {
  controls: (context) => {
    const { amendment } = context.file.request
    const { proposal, proposalOf } = fieldsOf(context)
    const { day } = formatOf(context.language)
    const options = amendment
      ? [{ value: amendment.at, label: proposalOf({ day: day(dayOf(amendment.at)) }), hint: amendment.reasons }]
      : []
    return [{ path: 'proposal', type: 'radio', ...proposal, options }, personReasonsControl(context)]
  },
}
