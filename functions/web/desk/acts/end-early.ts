import { type ActView, fieldsOf, toldReasonsControl } from './view.ts'

export const endEarly: ActView = {
  controls: (context) => [{ path: 'on', type: 'date', ...fieldsOf(context).lastDay }, toldReasonsControl(context)],
}
