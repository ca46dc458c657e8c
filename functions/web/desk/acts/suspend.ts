import { type ActView, fieldsOf, personReasonsControl } from './view.ts'

export const suspend: ActView = {
  controls: (context) => [{ path: 'from', type: 'date', ...fieldsOf(context).from }, personReasonsControl(context)],
}
