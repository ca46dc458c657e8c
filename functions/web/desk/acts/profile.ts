import { profileControls } from '../../parts/profile-form.ts'
import type { ActView } from './view.ts'

export const profile: ActView = {
  controls: ({ municipality, language }) => profileControls(municipality, language),
  prefill: ({ file }) => file.request.profile,
}
