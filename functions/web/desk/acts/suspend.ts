import { type ActView, fieldsOf, toldReasonsControl } from './view.ts'

export const suspend: ActView = {
  controls: (context) => [{ path: 'from', type: 'date', ...fieldsOf(context).from }, toldReasonsControl(context)],
}
