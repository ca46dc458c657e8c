import { type ActView, fieldsOf, personReasonsControl } from './view.ts'

export const endEarly: ActView = {
  controls: (context) => [{ path: 'on', type: 'date', ...fieldsOf(context).lastDay }, personReasonsControl(context)],
}
