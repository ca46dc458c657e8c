import { type ActView, fieldsOf, memberOptions } from './view.ts'

export const addMember: ActView = {
  controls: (context) => {
    const options = memberOptions(context, ({ id }) => !context.file.request.sealed?.named.includes(id))
    return [{ path: 'member', type: 'radio', ...fieldsOf(context).member, options }]
  },
}
