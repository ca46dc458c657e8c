import { type ActView, reasonsControl } from './view.ts'

export const conflict: ActView = {
  controls: (context) => [reasonsControl(context)],
  // Who has a conflict of interest reads the file no more.
  next: '/desk',
}
