import { type ActView, fieldsOf } from './view.ts'

export const seal: ActView = {
  controls: (context) => {
    const { confirm, confirmYes } = fieldsOf(context)
    return [{ path: 'confirm', type: 'radio', ...confirm, options: [{ value: 'yes', label: confirmYes }] }]
  },
}
