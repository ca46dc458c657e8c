import { hasConflict } from '../../../domain/procedure/who-may.ts'
import { type ActView, fieldsOf, memberOptions, reasonsControl } from './view.ts'

export const reassign: ActView = {
  controls: (context) => {
    const { request } = context.file
    const options = memberOptions(
      context,
      (each) => each.role === 'socialWorker' && each.id !== request.caseOfficer && !hasConflict(each, request),
    )
    return [{ path: 'to', type: 'radio', ...fieldsOf(context).to, options }, reasonsControl(context)]
  },
}
