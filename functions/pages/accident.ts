import type { Language } from '../domain/application.ts'
import type { Control } from './controls.ts'
import { siteMessagesOf } from './messages/site.ts'

/** What is asked about an accident. */
export function accidentControls(language: Language): Control[] {
  const { accident: m } = siteMessagesOf(language)
  return [
    { path: 'on', type: 'date', ...m.on },
    { path: 'time', type: 'text', short: true, optional: true, ...m.time },
    { path: 'text', type: 'area', ...m.text },
  ]
}
