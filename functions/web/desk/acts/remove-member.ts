import { idleMembers } from '../../../domain/acts/remove-member.ts'
import { type ActView, fieldsOf, memberOptions } from './view.ts'

export const removeMember: ActView = {
  controls: (context) => {
    const idle = idleMembers(context.file)
    const options = memberOptions(context, ({ id }) => idle.includes(id))
    return [{ path: 'member', type: 'radio', ...fieldsOf(context).unnamed, options }]
  },
}
