import { type ActView, fieldsOf } from './view.ts'

export const breakGlass: ActView = {
  controls: (context) => [{ path: 'reasons', type: 'area', ...fieldsOf(context).exception }],
}
