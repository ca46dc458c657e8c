import * as z from 'zod'
import { centsOf, dayFrom, minutesFrom, typedEuro, wholeNumber } from './typed.ts'
import type { Problem } from '../domain/base/problems.ts'
import type { Language } from '../domain/base/languages.ts'
import { formatOf } from '../texts/format.ts'
import { messagesOf } from '../texts/messages.ts'
import { sentence } from '../texts/sentences.ts'

/** An option; `planned` is the agreed shift of the day that it stands for. */
export type Option = { value: string; label: string; hint?: string; planned?: { from: string; minutes: number } }

/** Kinds of form controls; each is read and written in its own way. */
export type ControlType =
  | 'text'
  | 'email'
  | 'tel'
  | 'area'
  /** A list with one point per line. */
  | 'points'
  | 'euro'
  | 'whole'
  | 'date'
  | 'duration'
  | 'radio'
  | 'yesno'
  | 'checks'
  | 'weekdays'
  | 'time'
  /** Weekly hours, in rows of days with the same hours. */
  | 'openings'
  | 'confirm'
  | 'timesheet'
  /** The absences chosen in the rows of the timesheet; it has no markup of its own. */
  | 'absences'

/**
 * A control of a form: one question. Its markup, how its fields are parsed, how its value is shown for review and where its
 * error appears all derive from this description.
 */
export type Control = {
  type: ControlType
  /** The path of the value, for instance `work.maxHours`. */
  path: string
  label: string
  hint?: string
  optional?: boolean
  options?: readonly Option[]
  /** The answer to another control that makes this one apply. */
  when?: { path: string; value: string; label: string }
  /** The heading of a collapsed group; adjacent controls with the same heading share it. */
  folded?: string
  autocomplete?: string
  short?: boolean
  number?: boolean
}

/** The submitted values of a form and their errors. */
export type Form = { language: Language; values: URLSearchParams; errors: readonly FieldError[] }
/** An error of a control, or of the whole form if `name` is empty. The error summary shows `label`. */
export type FieldError = { name: string; label: string; message: string }

export const blank = (language: Language, values = new URLSearchParams()): Form => ({ language, values, errors: [] })

const typedIn = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim()
const orNothing = (text: string): string | undefined => (text === '' ? undefined : text)

/** Rows of a timesheet for days that were not agreed. */
const OTHER_DAYS = ['other-1', 'other-2', 'other-3'] as const

/** Choices on a row of a timesheet. */
export const SHEET_CHOICES = ['present', 'excused', 'absent'] as const
type SheetRow = {
  row: string
  on: string | undefined
  from: string | undefined
  minutes: unknown
  was: (typeof SHEET_CHOICES)[number]
  why?: string | undefined
}

/** Returns the name of the rows of a timesheet, which also hold absences. */
const rowsName = (name: string): string => name.replace(/absences$/, 'days')

/**
 * Returns the filled rows of a timesheet in order: the agreed days, then others. Without a choice a row is filled if its
 * times differ from the agreed ones, or if all other days were as agreed.
 */
function sheetRows(form: URLSearchParams, name: string, { options = [] }: Control): SheetRow[] {
  const isRest = form.get(`${name}.rest`) === 'true'
  const agreed = options.flatMap(({ value: on, planned }): SheetRow[] => {
    const row = `${name}.${on}`
    const from = orNothing(typedIn(form, `${row}.from`))
    const minutes = READERS.duration(form, row)
    const isOther = minutes !== undefined && (minutes !== planned?.minutes || from !== planned?.from)
    const chosen = SHEET_CHOICES.find((choice) => choice === form.get(`${row}.was`))
    const was = chosen ?? (isOther || (isRest && minutes !== undefined) ? 'present' : undefined)
    return was ? [{ row, on, from, minutes, was, why: orNothing(typedIn(form, `${row}.why`)) }] : []
  })
  const others = otherRows(name).map((row) => ({
    row,
    on: READERS.date(form, row),
    from: orNothing(typedIn(form, `${row}.from`)),
    minutes: READERS.duration(form, `${row}.time`),
    was: 'present' as const,
  }))
  return [...agreed, ...others.filter((row) => row.on ?? row.minutes)]
}

/** Returns the rows of a timesheet or of its absences, by which problems are numbered. */
const sheetRowsOf = (form: URLSearchParams, name: string, control: Control): SheetRow[] =>
  sheetRows(form, rowsName(name), control).filter(({ was }) => (was === 'present') === (control.type === 'timesheet'))

/** The maximum number of rows of weekly hours. */
const MOST_ROWS = 21
const openingNames = (name: string): string[] => Array.from({ length: MOST_ROWS }, (_, row) => `${name}.${row}`)

/** Returns the rows to show: the filled ones and some empty ones. */
export function openingRows(form: URLSearchParams, name: string): string[] {
  const filled = openingNames(name).findLastIndex((row) =>
    ['days', 'from', 'to'].some((part) => form.get(`${row}.${part}`)),
  )
  return openingNames(name).slice(0, Math.max(3, filled + 2))
}

/** Reads weekly hours: each row gives one opening per ticked day. */
const readOpenings = (form: URLSearchParams, name: string): unknown[] =>
  openingNames(name).flatMap((row) => {
    const [days, from, to] = [form.getAll(`${row}.days`), typedIn(form, `${row}.from`), typedIn(form, `${row}.to`)]
    const times = { from: orNothing(from), to: orNothing(to) }
    if (days.length === 0) return from || to ? [times] : []
    return days.map((day) => ({ weekday: wholeNumber(day), ...times }))
  })

const opening = z.object({ weekday: z.number(), from: z.string(), to: z.string() })

/** Writes weekly hours to the rows of a form, with days of the same hours in one row. */
function writeOpenings(form: URLSearchParams, name: string, openings: readonly unknown[]): void {
  const spans: string[] = []
  for (const each of openings) {
    const { weekday, from, to } = opening.parse(each)
    const span = `${from} ${to}`
    if (!spans.includes(span)) spans.push(span)
    const row = `${name}.${spans.indexOf(span)}`
    form.append(`${row}.days`, String(weekday))
    form.set(`${row}.from`, from)
    form.set(`${row}.to`, to)
  }
}

const READERS = {
  text: (form, name) => orNothing(typedIn(form, name)),
  email: (form, name) => orNothing(typedIn(form, name)),
  tel: (form, name) => orNothing(typedIn(form, name)),
  // Browsers send CRLF, which is counted and stored as one character.
  area: (form, name) => orNothing(typedIn(form, name).replaceAll('\r\n', '\n')),
  // Numbers and dashes at the start of a line are dropped.
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
    return typed === undefined ? undefined : wholeNumber(typed)
  },
  date: (form, name) =>
    dayFrom(typedIn(form, `${name}.day`), typedIn(form, `${name}.month`), typedIn(form, `${name}.year`)),
  duration: (form, name) => minutesFrom(typedIn(form, `${name}.hours`), typedIn(form, `${name}.minutes`)),
  radio: (form, name) => orNothing(typedIn(form, name)),
  yesno: (form, name) => ({ true: true, false: false })[typedIn(form, name)],
  checks: (form, name) => form.getAll(name),
  weekdays: (form, name) => form.getAll(name).map(wholeNumber),
  time: (form, name) => orNothing(typedIn(form, name)),
  openings: readOpenings,
  confirm: (form, name) => (form.get(name) === 'true' ? true : undefined),
  timesheet: (form, name, control) =>
    sheetRowsOf(form, name, control).map(({ on, from, minutes }) => ({ on, ...(from ? { from } : {}), minutes })),
  absences: (form, name, control) => {
    const absences = sheetRowsOf(form, name, control).map(({ on, was, why }) => ({
      on,
      excused: was === 'excused',
      ...(why ? { reasons: why } : {}),
    }))
    return absences.length > 0 ? absences : undefined
  },
} satisfies Record<ControlType, (form: URLSearchParams, name: string, control: Control) => unknown>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns the value at a path such as `work.maxHours`. */
const at = (value: unknown, path: string): unknown =>
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

/** Reads the values of a form, without those of choices not made; the schema then judges them. */
export function readValues(controls: readonly Control[], form: URLSearchParams, prefix = ''): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const control of controls) {
    if (control.when && typedIn(form, prefix + control.when.path) !== control.when.value) continue
    const given = READERS[control.type](form, prefix + control.path, control)
    if (given !== undefined) put(value, control.path, given)
    // An empty group is kept, so that its first missing field is reported.
    else if (control.path.includes('.')) {
      const group = control.path.slice(0, control.path.lastIndexOf('.'))
      if (!control.optional) put(value, control.path, undefined)
      else if (at(value, group) === undefined) put(value, group, {})
    }
  }
  return value
}

/** Returns the fields of a form for a saved value. */
export function fieldsOf(controls: readonly Control[], value: unknown, prefix = ''): URLSearchParams {
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
    else if (control.type === 'openings' && Array.isArray(given)) writeOpenings(form, name, given)
    else if (control.type === 'checks' && Array.isArray(given))
      for (const each of given) form.append(name, String(each))
    else form.set(name, String(given))
  }
  return form
}

/** Formats a value for the review page. */
export function formatValue(control: Control, value: unknown, language: Language): string {
  const given = at(value, control.path)
  const { site } = messagesOf(language)
  if (given === undefined) return site.none
  if (control.type === 'euro' && typeof given === 'number') return formatOf(language).euro(given)
  if (control.type === 'date') return formatOf(language).day(String(given))
  if (control.type === 'yesno') return given === true ? site.yes : site.no
  return control.options?.find((option) => option.value === given)?.label ?? String(given)
}

/** Returns the problems of a value as errors at the controls of its form. */
export function errorsAt(
  problems: readonly Problem[],
  controls: readonly Control[],
  { language, values }: Pick<Form, 'language' | 'values'>,
  prefix = '',
): FieldError[] {
  return problems.map((problem) => {
    const { field } = problem
    const control = controls.find(({ path }) => field === path || field.startsWith(`${path}.`))
    // A choice has no text, so a missing one has a message of its own.
    const isUnchosen = problem.code === 'required' && control?.options !== undefined
    const message = sentence(isUnchosen ? { ...problem, code: 'choice' } : problem, language)
    if (!control) return { name: '', label: field, message }
    const name = rowsName(prefix + control.path)
    const [index, part] = field.slice(control.path.length + 1).split('.')
    const isSheet = control.type === 'timesheet' || control.type === 'absences'
    const row = isSheet ? sheetRowsOf(values, name, control)[Number(index || -1)]?.row : undefined
    if (row === undefined) return { name, label: control.label, message }
    const other = otherRows(name).indexOf(row)
    const label = control.options?.find(({ value }) => row === `${name}.${value}`)?.label
    return {
      name: other >= 0 && part === 'minutes' ? `${row}.time` : row,
      label: label ?? messagesOf(language).asks.otherDay({ number: other + 1 }),
      message,
    }
  })
}

/** Returns the row names of days that were not agreed. */
export const otherRows = (name: string): string[] => OTHER_DAYS.map((key) => `${name}.${key}`)
