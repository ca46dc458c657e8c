import type { Language } from '../../domain/base/languages.ts'
import { matchingMessagesOf } from '../../texts/messages.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import type { Control, Option } from '../../ui/controls.ts'
const options = (labels: Record<string, string>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))
const named = (list: readonly { id: string; name: string }[]): Option[] =>
  list.map(({ id, name }) => ({ value: id, label: name }))

/** Returns the controls of a profile, all optional; their paths begin with `prefix`. */
export function profileControls({ zones, hosts }: Municipality, language: Language, prefix = ''): Control[] {
  const { fields, strains, transports, italian } = matchingMessagesOf(language)
  const controls: (Omit<Control, 'label' | 'hint'> & { path: keyof typeof fields })[] = [
    { path: 'spared', type: 'checks', options: options(strains) },
    { path: 'free', type: 'openings' },
    { path: 'zone', type: 'radio', options: named(zones) },
    { path: 'transport', type: 'radio', options: options(transports) },
    { path: 'italian', type: 'radio', options: options(italian) },
    { path: 'excludedHosts', type: 'checks', options: named(hosts) },
    { path: 'elsewhere', type: 'yesno' },
  ]
  return controls.map((control) => ({
    ...control,
    ...fields[control.path],
    path: prefix + control.path,
    optional: true,
  }))
}
