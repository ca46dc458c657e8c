import { type ActView, fieldsOf } from './view.ts'

export const signedOnPaper: ActView = {
  controls: (context) => {
    const { signedOn, kept, keptYes } = fieldsOf(context)
    return [
      { path: 'on', type: 'date', ...signedOn },
      { path: 'confirm', type: 'radio', ...kept, options: [{ value: 'yes', label: keptYes }] },
    ]
  },
}
