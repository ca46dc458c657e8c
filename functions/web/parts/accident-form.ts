import type { Language } from '../../domain/file/application.ts'
import type { Control } from '../../ui/controls.ts'
import { siteMessagesOf } from '../../texts/site.ts'

/** What is asked about an accident. */
export function accidentControls(language: Language): Control[] {
  const { accident: m } = siteMessagesOf(language)
  return [
    { path: 'on', type: 'date', ...m.on },
    { path: 'time', type: 'text', short: true, optional: true, ...m.time },
    { path: 'text', type: 'area', ...m.text },
  ]
}
