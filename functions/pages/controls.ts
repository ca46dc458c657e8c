import { centsOf, dayFrom, minutesFrom, typedEuro, wholeOf } from './typed.ts'
import type { Problem } from '../domain/problems.ts'
import type { Language } from '../domain/application.ts'
import { formatOf } from './format.ts'
import { messagesOf, sentence } from './messages/index.ts'

export type Option = { value: string; label: string; hint?: string }

/** What kinds of question a form can ask; each knows how it is read and written. */
export type ControlType =
  | 'text'
  | 'email'
  | 'tel'
  | 'area'
  /** A list, one point a line. */
  | 'points'
  | 'euro'
  | 'whole'
  | 'date'
  | 'duration'
  | 'radio'
  | 'yesno'
  | 'checks'
  | 'weekdays'
  | 'confirm'
  | 'timesheet'

/**
 * One question of a form. Its markup, the reading of what was typed, the page that shows it again and the place of its
 * error message all follow from this description.
 */
export type Control = {
  type: ControlType
  /** Where its value goes, for instance `work.maxHours`. */
  path: string
  label: string
  hint?: string
  optional?: boolean
  options?: readonly Option[]
  /** Asked only with this answer to another control of the form. */
  when?: { path: string; value: string; label: string }
  autocomplete?: string
  short?: boolean
  number?: boolean
}

/** What was typed and what is wrong with it: everything a form needs to show itself again. */
export type Form = { language: Language; values: URLSearchParams; errors: readonly FieldError[] }
/** An error at a control, or at none when its name is empty; `label` says where, for who reads the list of errors. */
export type FieldError = { name: string; label: string; message: string }

export const blank = (language: Language, values = new URLSearchParams()): Form => ({ language, values, errors: [] })

const typedIn = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim()
const orNothing = (text: string): string | undefined => (text === '' ? undefined : text)

/** Days beside the agreed ones that a timesheet has room for. */
const OTHER_DAYS = ['other-1', 'other-2', 'other-3'] as const

type SheetRow = { row: string; on: string | undefined; minutes: unknown }

/** The rows of a timesheet that are filled in, in order: the agreed days, then others. */
function sheetRows(form: URLSearchParams, name: string, { options = [] }: Control): SheetRow[] {
  const agreed = options.map(({ value: on }) => ({
    row: `${name}.${on}`,
    on,
    minutes: READERS.duration(form, `${name}.${on}`),
  }))
  const others = otherRows(name).map((row) => ({
    row,
    on: READERS.date(form, row),
    minutes: READERS.duration(form, `${row}.time`),
  }))
  return [...agreed.filter((row) => row.minutes !== undefined), ...others.filter((row) => row.on ?? row.minutes)]
}

const READERS = {
  text: (form, name) => orNothing(typedIn(form, name)),
  email: (form, name) => orNothing(typedIn(form, name)),
  tel: (form, name) => orNothing(typedIn(form, name)),
  // Browsers send lines with CRLF: counted and kept as one character.
  area: (form, name) => orNothing(typedIn(form, name).replaceAll('\r\n', '\n')),
  // Who numbers or dashes the lines means the same list.
  points: (form, name) => {
    const lines = typedIn(form, name)
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*(?:[-–•*]|\d{1,2}[.)])\s+/, '').trim())
      .filter((line) => line !== '')
    return lines.length > 0 ? lines : undefined
  },
  euro: (form, name) => {
    const typed = orNothing(typedIn(form, name))
    return typed === undefined ? undefined : (centsOf(typed) ?? typed)
  },
  whole: (form, name) => {
    const typed = orNothing(typedIn(form, name))
    return typed === undefined ? undefined : wholeOf(typed)
  },
  date: (form, name) =>
    dayFrom(typedIn(form, `${name}.day`), typedIn(form, `${name}.month`), typedIn(form, `${name}.year`)),
  duration: (form, name) => minutesFrom(typedIn(form, `${name}.hours`), typedIn(form, `${name}.minutes`)),
  radio: (form, name) => orNothing(typedIn(form, name)),
  yesno: (form, name) => ({ true: true, false: false })[typedIn(form, name)],
  checks: (form, name) => form.getAll(name),
  weekdays: (form, name) => form.getAll(name).map(wholeOf),
  confirm: (form, name) => (form.get(name) === 'true' ? true : undefined),
  timesheet: (form, name, control) => sheetRows(form, name, control).map(({ on, minutes }) => ({ on, minutes })),
} satisfies Record<ControlType, (form: URLSearchParams, name: string, control: Control) => unknown>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path such as `work.maxHours`. */
export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    target[first] = value
    return
  }
  const inner = isRecord(target[first]) ? target[first] : {}
  put(inner, rest.join('.'), value)
  target[first] = inner
}

/** What a form says, for the schema to judge. What belongs to an answer that was not chosen is left out. */
export function read(controls: readonly Control[], form: URLSearchParams, prefix = ''): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const control of controls) {
    if (control.when && typedIn(form, prefix + control.when.path) !== control.when.value) continue
    const given = READERS[control.type](form, prefix + control.path, control)
    if (given !== undefined) put(value, control.path, given)
    // A group with nothing in it is still there, so that its first missing field is named.
    else if (control.path.includes('.')) {
      const group = control.path.slice(0, control.path.lastIndexOf('.'))
      if (!control.optional) put(value, control.path, undefined)
      else if (at(value, group) === undefined) put(value, group, {})
    }
  }
  return value
}

/** The fields of a form that say a value: what was saved, to be changed. */
export function write(controls: readonly Control[], value: unknown, prefix = ''): URLSearchParams {
  const form = new URLSearchParams()
  for (const control of controls) {
    const name = prefix + control.path
    const given = at(value, control.path)
    if (given === undefined) continue
    if (control.type === 'euro' && typeof given === 'number') form.set(name, typedEuro(given))
    else if (control.type === 'date' && typeof given === 'string') {
      const [year = '', month = '', day = ''] = given.split('-')
      form.set(`${name}.day`, String(Number(day)))
      form.set(`${name}.month`, String(Number(month)))
      form.set(`${name}.year`, year)
    } else if (control.type === 'duration' && typeof given === 'number') {
      form.set(`${name}.hours`, String(Math.floor(given / 60)))
      form.set(`${name}.minutes`, String(given % 60))
    } else if (control.type === 'weekdays' && Array.isArray(given))
      for (const each of given) form.append(name, String(each))
    else if (control.type === 'points' && Array.isArray(given)) form.set(name, given.join('\n'))
    else form.set(name, String(given))
  }
  return form
}

/** How a value reads on the page that shows it before it is sent. */
export function shown(control: Control, value: unknown, language: Language): string {
  const given = at(value, control.path)
  const { site } = messagesOf(language)
  if (given === undefined) return site.none
  if (control.type === 'euro' && typeof given === 'number') return formatOf(language).euro(given)
  if (control.type === 'date') return formatOf(language).day(String(given))
  if (control.type === 'yesno') return given === true ? site.yes : site.no
  return control.options?.find((option) => option.value === given)?.label ?? String(given)
}

/** Where on the form the problems of its value are told, and in which words. */
export function errorsAt(
  problems: readonly Problem[],
  controls: readonly Control[],
  { language, values }: Pick<Form, 'language' | 'values'>,
  prefix = '',
): FieldError[] {
  return problems.map((problem) => {
    const { field } = problem
    const control = controls.find(({ path }) => field === path || field.startsWith(`${path}.`))
    // What is chosen from a list is not written: a missing choice says so.
    const isUnchosen = problem.code === 'required' && control?.options !== undefined
    const message = sentence(isUnchosen ? { ...problem, code: 'choice' } : problem, language)
    if (!control) return { name: '', label: field, message }
    const name = prefix + control.path
    const [index, part] = field.slice(control.path.length + 1).split('.')
    const row = control.type === 'timesheet' ? sheetRows(values, name, control)[Number(index || -1)]?.row : undefined
    if (row === undefined) return { name, label: control.label, message }
    const other = otherRows(name).indexOf(row)
    const label = control.options?.find(({ value }) => row === `${name}.${value}`)?.label
    return {
      name: other >= 0 && part === 'minutes' ? `${row}.time` : row,
      label: label ?? messagesOf(language).asks.otherDay(other + 1),
      message,
    }
  })
}

/** The rows of a timesheet for days that were not agreed. */
export const otherRows = (name: string): string[] => OTHER_DAYS.map((key) => `${name}.${key}`)
