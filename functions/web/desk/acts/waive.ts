import { owedMinutes } from '../../../domain/activity/ledger.ts'
import { formatOf } from '../../../ui/format.ts'
import { type ActView, fieldsOf, toldReasonsControl } from './view.ts'

export const waive: ActView = {
  controls: (context) => {
    const { minutes, owed } = fieldsOf(context)
    const hint = owed(formatOf(context.language).hours(owedMinutes(context.file.postings)))
    return [{ path: 'minutes', type: 'duration', ...minutes, hint }, toldReasonsControl(context)]
  },
}
