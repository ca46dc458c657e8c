import type { ComponentChildren } from 'preact'
import type { Control, Form } from './controls.ts'
import { messagesOf } from '../texts/messages.ts'

type Described = { hint?: string | undefined; errors: readonly string[] }

/** Returns the messages about a field. */
export const fieldErrors = ({ errors }: Form, name: string): string[] =>
  errors.filter((error) => error.name === name).map((error) => error.message)

/** Returns the ARIA attributes that tie a field to its hint and error. */
export const describedBy = (name: string, { hint, errors }: Described) => {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(errors.length > 0 ? [`${name}-error`] : [])]
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(errors.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
  }
}

/** Shows the hint of a field. */
export const Hint = ({ name, hint }: { name: string; hint?: string | undefined }) =>
  hint ? (
    <p class="form-text" id={`${name}-hint`}>
      {hint}
    </p>
  ) : null

type FieldErrorsProps = { name: string; messages: readonly string[]; language: Form['language'] }

/** Renders the errors of a field beside it. */
export const FieldErrors = ({ name, messages, language }: FieldErrorsProps) =>
  messages.length === 0 ? null : (
    <div class="field-error" id={`${name}-error`}>
      {messages.map((message) => (
        <p key={message}>
          <span class="visually-hidden">{messagesOf(language).site.error} </span>
          {message}
        </p>
      ))}
    </div>
  )

/** Returns the ARIA attributes of an invalid field. */
export const invalidIf = (messages: readonly string[], name: string) =>
  messages.length > 0 ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-error` } : {}

/** Renders the errors of a control. */
export const ControlErrors = ({ name, form }: { name: string; form: Form }) => (
  <FieldErrors name={name} messages={fieldErrors(form, name)} language={form.language} />
)

export type Props = { form: Form; name: string; control: Control }

/** Shows the label of a field, and whether it is optional. */
export const Label = ({ form, control }: Pick<Props, 'form' | 'control'>) => (
  <>
    {control.label}
    {control.optional && <span class="optional"> {messagesOf(form.language).site.optional}</span>}
  </>
)

type GroupProps = Props & { children: ComponentChildren; role?: 'radiogroup' }

/** Renders several inputs of one answer, with the question as their legend. */
export function Group({ form, name, control, role, children }: GroupProps) {
  const described = describedBy(name, { hint: control.hint, errors: fieldErrors(form, name) })
  const { 'aria-invalid': _, ...withoutInvalid } = described
  return (
    <fieldset class="form-group" {...(role ? { role, ...described } : withoutInvalid)}>
      <legend>
        <Label form={form} control={control} />
      </legend>
      <Hint name={name} hint={control.hint} />
      <ControlErrors name={name} form={form} />
      {children}
    </fieldset>
  )
}

type PartProps = {
  form: Form
  group: string
  part: string
  id?: string
  label: string
  size: 'small' | 'year'
  /** The value shown before anything is typed. */
  initial?: string | undefined
}

/** Shows one of the numbers that make a date or a time. */
export function Part({ form, group, part, id, label, size, initial = '' }: PartProps) {
  const name = `${group}.${part}`
  const invalid = fieldErrors(form, group).length > 0
  return (
    <div class="part">
      <label for={id ?? name}>{label}</label>
      <input
        id={id ?? name}
        name={name}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        class={`form-control ${size}${invalid ? ' is-invalid' : ''}`}
        value={form.values.get(name) ?? initial}
        {...(invalid ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${group}-error` } : {})}
      />
    </div>
  )
}

/** Renders day, month and year as three numbers, which is faster than a calendar for a known date. */
export const DateParts = ({ form, name }: { form: Form; name: string }) => {
  const { site } = messagesOf(form.language)
  return (
    <div class="parts">
      <Part form={form} group={name} part="day" id={name} label={site.day} size="small" />
      <Part form={form} group={name} part="month" label={site.month} size="small" />
      <Part form={form} group={name} part="year" label={site.year} size="year" />
    </div>
  )
}

type TimeProps = { form: Form; name: string; minutes?: number | undefined }

/** Shows hours and minutes as two numbers. */
export const TimeParts = ({ form, name, minutes }: TimeProps) => {
  const { site } = messagesOf(form.language)
  const [whole, rest] = minutes === undefined ? [] : [String(Math.floor(minutes / 60)), String(minutes % 60)]
  return (
    <div class="parts">
      <Part form={form} group={name} part="hours" id={name} label={site.hours} size="small" initial={whole} />
      <Part form={form} group={name} part="minutes" label={site.minutes} size="small" initial={rest} />
    </div>
  )
}

type CheckProps = {
  form: Form
  name: string
  type: 'radio' | 'checkbox'
  id: string
  value: string
  label: ComponentChildren
  hint?: string | undefined
  more?: object
}

/** Shows one radio button or checkbox with its label. */
export function Check({ form, name, type, id, value, label, hint, more = {} }: CheckProps) {
  return (
    <div class="form-check">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        checked={form.values.getAll(name).includes(value)}
        {...more}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p class="form-text" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
