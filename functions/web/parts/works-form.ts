import type { Language } from '../../domain/base/languages.ts'
import { messagesOf, worksMessagesOf } from '../../texts/messages.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { type Work, WEEKDAYS } from '../../domain/activity/work.ts'
import { type Control, type Option, fieldsOf } from '../../ui/controls.ts'
/** The questions of the forms of work requests; markup, reading and errors follow from them. */

const options = (labels: Record<string, string>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** Returns the controls of a host's work request. */
export function postingControls(language: Language): Control[] {
  const { host, areas } = worksMessagesOf(language)
  const { fields: m } = host
  return [
    { path: 'title', type: 'text', ...m.title },
    { path: 'description', type: 'area', ...m.description },
    { path: 'area', type: 'radio', ...m.area, options: options(areas) },
    { path: 'site', type: 'text', ...m.site, optional: true },
    { path: 'wanted.from', type: 'date', ...m.from },
    { path: 'wanted.to', type: 'date', ...m.to },
    { path: 'people', type: 'whole', ...m.people, short: true },
    { path: 'hazards', type: 'area', ...m.hazards, optional: true },
    { path: 'contact', type: 'text', ...m.contact },
  ]
}

/** Prefixes the names of the acceptance form, because the page has another form. */
export const ACCEPTANCE_PREFIX = 'accept.'
export function acceptanceControls(language: Language, { zones, programmes }: Municipality): Control[] {
  const { desk, areas, strains, italian } = worksMessagesOf(language)
  const { weekdays } = messagesOf(language)
  const { fields: m } = desk
  const named = (entries: readonly { id: string; name: string }[]): Option[] =>
    entries.map(({ id, name }) => ({ value: id, label: name }))
  return [
    { path: 'title', type: 'text', ...m.title },
    { path: 'description', type: 'area', ...m.description },
    { path: 'area', type: 'radio', ...m.area, options: options(areas) },
    { path: 'site.address', type: 'text', ...m.address, optional: true },
    { path: 'site.zone', type: 'radio', ...m.zone, optional: true, options: named(zones) },
    { path: 'places', type: 'whole', ...m.places, short: true },
    ...WEEKDAYS.map((weekday): Control => {
      const hint = weekday === 1 ? { hint: m.hoursHint } : {}
      const label = m.hours({ weekday: weekdays[weekday - 1] ?? '' })
      return { path: `hours.${weekday}`, type: 'text', label, ...hint, optional: true, short: true }
    }),
    { path: 'abilities', type: 'points', ...m.abilities, optional: true },
    { path: 'strains', type: 'checks', ...m.strains, optional: true, options: options(strains) },
    { path: 'italian', type: 'radio', ...m.italian, options: options(italian) },
    { path: 'age.min', type: 'whole', ...m.ageMin, optional: true, short: true },
    { path: 'age.max', type: 'whole', ...m.ageMax, optional: true, short: true },
    { path: 'notFor', type: 'checks', ...m.notFor, optional: true, options: named(programmes) },
    { path: 'community', type: 'yesno', ...m.community },
  ]
}

/** Returns the acceptance form filled from the work request; the educator adds the rest. */
export function acceptanceOf(work: Work, language: Language, municipality: Municipality): URLSearchParams {
  const { title, description, area, people, site } = work
  const known = { title, description, area, places: people, site: { address: site } }
  return fieldsOf(acceptanceControls(language, municipality), known, ACCEPTANCE_PREFIX)
}

export const DECLINE_PREFIX = 'decline.'
export const declineControls = (language: Language): Control[] => [
  { path: 'reasons', type: 'area', ...worksMessagesOf(language).desk.fields.reasons },
]

/** Returns the controls of the evidence that closes a work request. */
export function evidenceControls(language: Language): Control[] {
  const { fields: m } = worksMessagesOf(language).close
  return [
    { path: 'before', type: 'area', ...m.before },
    { path: 'after', type: 'area', ...m.after },
  ]
}
