import { type ActView, fieldsOf } from './view.ts'

export const resumeActivity: ActView = {
  controls: (context) => [{ path: 'on', type: 'date', ...fieldsOf(context).again }],
}
