import { type ActView, fieldsOf, reasonsControl } from './view.ts'

export const keepApart: ActView = {
  controls: (context) => [
    { path: 'people', type: 'points', optional: true, ...fieldsOf(context).people },
    reasonsControl(context),
  ],
  prefill: ({ file }) => ({ people: file.request.profile?.excludedPeople }),
}
