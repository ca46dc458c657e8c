import * as z from 'zod'
import type { Language } from '../../../domain/base/languages.ts'
import { applyMessagesOf, messagesOf } from '../../../texts/messages.ts'
import { household, RELATIONS, SECTIONS, type Section } from '../../../domain/file/application.ts'
import { check, type Problem } from '../../../domain/base/problems.ts'
import {
  type Control,
  type ControlType,
  errorsAt,
  type FieldError,
  type Form,
  readValues,
  fieldsOf,
} from '../../../ui/controls.ts'
/** The steps of the form: the sections of an application, then the page that shows them all and sends. */
export const FORM_STEPS = ['applicant', 'home', 'household', 'need', 'payout', 'review'] as const
export type StepName = (typeof FORM_STEPS)[number]
export const SECTION_STEPS = ['applicant', 'home', 'household', 'need', 'payout'] as const satisfies Section[]
export type SectionStep = (typeof SECTION_STEPS)[number]
export const stepName = z.enum(FORM_STEPS)

/** Sections that are complete and valid, as they were saved. */
export type Sections = { [Name in SectionStep]?: z.output<(typeof SECTIONS)[Name]> }

type Plain = Exclude<Section, 'household'>
const more = (options: Record<string, string>) => Object.entries(options).map(([value, label]) => ({ value, label }))

/** Returns the controls of a section. */
export function sectionControls(section: Plain, language: Language): Control[] {
  const { fields } = applyMessagesOf(language)
  const { options } = messagesOf(language).apply
  const ask = (path: keyof typeof fields, type: ControlType, rest: Partial<Control> = {}): Control => ({
    path,
    type,
    ...fields[path],
    ...rest,
  })
  switch (section) {
    case 'applicant':
      return [
        ask('firstName', 'text', { autocomplete: 'given-name' }),
        ask('lastName', 'text', { autocomplete: 'family-name' }),
        ask('taxCode', 'text'),
        ask('birthDate', 'date'),
        ask('email', 'email', { autocomplete: 'email' }),
        ask('phone', 'tel', { autocomplete: 'tel', optional: true }),
      ]
    case 'home':
      return [
        ask('street', 'text', { autocomplete: 'address-line1' }),
        ask('postalCode', 'text', { autocomplete: 'postal-code', short: true }),
        ask('town', 'text', { autocomplete: 'address-level2' }),
        ask('resident', 'yesno'),
      ]
    case 'need':
      return [
        ask('kind', 'radio', { options: more(options.kind) }),
        ask('reason', 'area'),
        ask('iseeCents', 'euro', { short: true }),
        ask('workStatus', 'radio', { options: more(options.workStatus) }),
        ask('abilities', 'area', { optional: true }),
      ]
    case 'payout':
      return [
        ask('method', 'radio', { options: more(options.method) }),
        ask('iban', 'text', { when: { path: 'method', value: 'transfer', label: options.method.transfer } }),
      ]
    case 'declarations':
      return [ask('truthful', 'confirm'), ask('privacy', 'confirm')]
  }
}

/** Returns the controls of one member of the household. */
export function memberControls(language: Language): Control[] {
  const { fields } = applyMessagesOf(language)
  const { options } = messagesOf(language).apply
  return [
    { path: 'firstName', type: 'text', ...fields.firstName },
    { path: 'lastName', type: 'text', ...fields.lastName },
    { path: 'taxCode', type: 'text', ...fields.taxCode },
    {
      path: 'relation',
      type: 'radio',
      ...fields.relation,
      options: RELATIONS.map((value) => ({ value, label: options.relation[value] })),
    },
  ]
}

/** Returns the control that asks if the person lives alone: an empty list would be no answer. */
export function aloneControl(language: Language): Control {
  const m = applyMessagesOf(language).household
  const options = [
    { value: 'true', label: m.alone },
    { value: 'false', label: m.together },
  ]
  return { path: 'alone', type: 'radio', label: m.question, options }
}

export const MAX_MEMBERS = 15
const rowName = (row: number) => `member.${row}.`

/** Returns the number of rows for members in a form, at least one. */
export const memberRowCount = (values: URLSearchParams): number =>
  Math.min(
    MAX_MEMBERS,
    Math.max(1, ...[...values.keys()].map((key) => Number(/^member\.(\d{1,2})\./.exec(key)?.[1] ?? -1) + 1)),
  )

/** Returns the rows with any text. */
const filledRows = (values: URLSearchParams): number[] =>
  Array.from({ length: memberRowCount(values) }, (_, row) => row).filter((row) =>
    [...values].some(([key, value]) => key.startsWith(rowName(row)) && value.trim() !== ''),
  )

/** Removes one row of the form and moves up those after it. */
export function withoutRow(values: URLSearchParams, removed: number): URLSearchParams {
  const kept = new URLSearchParams()
  for (const [key, value] of values) {
    const row = Number(/^member\.(\d{1,2})\./.exec(key)?.[1] ?? -1)
    if (row === removed) continue
    kept.append(row > removed ? key.replace(rowName(row), rowName(row - 1)) : key, value)
  }
  return kept
}

/** Adds a row to the form. */
export function withRow(values: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(values)
  const rows = memberRowCount(values)
  if (rows < MAX_MEMBERS) next.set(`${rowName(rows)}firstName`, '')
  return next
}

const householdValues = (members: z.output<typeof household>, language: Language): URLSearchParams => {
  const values = new URLSearchParams({ alone: String(members.length === 0) })
  for (const [row, member] of members.entries())
    for (const [key, value] of fieldsOf(memberControls(language), member, rowName(row))) values.set(key, value)
  return values
}

type Parsed<Value> = { typed: Value } | { errors: FieldError[] }

/** Reads the household, with an explicit answer for people who live alone: an empty list is no answer. */
function readHousehold({ values, language }: Pick<Form, 'values' | 'language'>): Parsed<z.output<typeof household>> {
  const alone = values.get('alone')
  const rows = filledRows(values)
  const aboutAlone = (code: string): Parsed<never> => ({
    errors: errorsAt([{ field: 'alone', code }], [aloneControl(language)], { values, language }),
  })
  if (alone === 'true') return { typed: [] }
  if (alone !== 'false') return aboutAlone('choice')
  if (rows.length === 0) return aboutAlone('household.empty')
  const controls = memberControls(language)
  const parsed = check(
    household,
    rows.map((row) => readValues(controls, values, rowName(row))),
  )
  if ('value' in parsed) return { typed: parsed.value }
  return {
    errors: parsed.problems.flatMap((problem) => {
      const [index, ...field] = problem.field.split('.')
      const row = rows[Number(index)] ?? 0
      const person = applyMessagesOf(language).household.person({ number: row + 1 })
      return errorsAt([{ ...problem, field: field.join('.') }], controls, { values, language }, rowName(row)).map(
        (error) => ({ ...error, label: `${person}, ${error.label}` }),
      )
    }),
  }
}

/** Reads the form of a section as the section or all its errors. */
export function readSection(name: Section, values: URLSearchParams, language: Language): Parsed<unknown> {
  if (name === 'household') return readHousehold({ values, language })
  const controls = sectionControls(name, language)
  const parsed = check(SECTIONS[name], readValues(controls, values))
  return 'value' in parsed
    ? { typed: parsed.value }
    : { errors: errorsAt(parsed.problems, controls, { values, language }) }
}

/** Returns the form of a step with its saved values. */
export function valuesOf(step: SectionStep, sections: Sections, language: Language): URLSearchParams {
  if (step === 'household')
    return sections.household ? householdValues(sections.household, language) : new URLSearchParams()
  return fieldsOf(sectionControls(step, language), sections[step])
}

const saved = z.object(SECTIONS).omit({ declarations: true }).partial()

/** Returns the complete sections of a draft, without those that the rules no longer accept. */
export function sectionsOf(stored: Record<string, unknown>): Sections {
  const sections: Sections = {}
  for (const name of SECTION_STEPS) Object.assign(sections, saved.safeParse({ [name]: stored[name] }).data)
  return sections
}

/** Returns the first section that is not filled in. */
export const firstMissing = (sections: Sections): SectionStep | undefined =>
  SECTION_STEPS.find((name) => sections[name] === undefined)

/** Problems of a whole application, at the sections they are about. */
export const bySection = (problems: readonly Problem[], language: Language): FieldError[] =>
  errorsAt(
    problems,
    SECTION_STEPS.map((path) => ({ path, type: 'text', label: applyMessagesOf(language).steps[path] })),
    { values: new URLSearchParams(), language },
  )
