import { excusableAbsences } from '../../../domain/hours/absences.ts'
import { disputeMessagesOf } from '../../../texts/messages.ts'
import { formatOf } from '../../../texts/format.ts'
import { type ActView, fieldsOf, reasonsControl } from './view.ts'

export const excuse: ActView = {
  controls: (context) => {
    const { file, language } = context
    const fields = fieldsOf(context)
    const { weekday, hours } = formatOf(language)
    const { excused } = disputeMessagesOf(language)
    const options = excusableAbsences(file).map(({ id, on, counted, absence }) => ({
      value: id,
      label: `${weekday(on)}: ${hours(counted)}`,
      hint: excused[absence?.excused ? 'true' : 'false'],
    }))
    return [
      { path: 'entry', type: 'radio', ...fields.absence, options },
      { path: 'excused', type: 'yesno', ...fields.excused },
      { ...reasonsControl(context), hint: fields.excuseHint },
    ]
  },
}
