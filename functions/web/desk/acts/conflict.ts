import { type ActView, reasonsControl } from './view.ts'

export const conflict: ActView = {
  controls: (context) => [reasonsControl(context)],
  // A member with a conflict of interest no longer sees the file.
  next: '/desk',
}
