import { remainingMinutes } from '../../../domain/hours/ledger.ts'
import { formatOf } from '../../../texts/format.ts'
import { type ActView, fieldsOf, personReasonsControl } from './view.ts'

export const waive: ActView = {
  controls: (context) => {
    const { minutes, owed } = fieldsOf(context)
    const hint = owed({ hours: formatOf(context.language).hours(remainingMinutes(context.file.postings)) })
    return [{ path: 'minutes', type: 'duration', ...minutes, hint }, personReasonsControl(context)]
  },
}
