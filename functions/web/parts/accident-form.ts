import type { Language } from '../../domain/base/languages.ts'
import { siteMessagesOf } from '../../texts/messages.ts'
import type { Control } from '../../ui/controls.ts'

/** Returns the controls of an accident report. */
export function accidentControls(language: Language): Control[] {
  const { accident: m } = siteMessagesOf(language)
  return [
    { path: 'on', type: 'date', ...m.on },
    { path: 'time', type: 'text', short: true, optional: true, ...m.time },
    { path: 'text', type: 'area', ...m.text },
  ]
}
