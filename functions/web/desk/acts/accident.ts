import { accidentControls } from '../../parts/accident-form.ts'
import type { ActView } from './view.ts'

export const accident: ActView = { controls: ({ language }) => accidentControls(language) }
