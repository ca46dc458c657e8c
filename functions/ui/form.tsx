import type { ComponentChildren } from 'preact'
import {
  type Control,
  type FieldError,
  type Form,
  openingRows,
  type Option,
  otherRows,
  SHEET_CHOICES,
} from './controls.ts'
import { matchingMessagesOf, messagesOf } from '../texts/messages.ts'

type Described = { hint?: string | undefined; errors: readonly string[] }

const errorsOf = ({ errors }: Form, name: string): string[] =>
  errors.filter((error) => error.name === name).map((error) => error.message)

/** What ties a field to its hint and its error for whoever does not see them. */
const describedBy = (name: string, { hint, errors }: Described) => {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(errors.length > 0 ? [`${name}-error`] : [])]
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(errors.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
  }
}

const Hint = ({ name, hint }: { name: string; hint?: string | undefined }) =>
  hint ? (
    <p class="form-text" id={`${name}-hint`}>
      {hint}
    </p>
  ) : null

type FieldErrorsProps = { name: string; messages: readonly string[]; language: Form['language'] }
/** What is wrong with a field, where it stands. */
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

/** How a field says that it is wrong, and where that is told. */
export const invalidIf = (messages: readonly string[], name: string) =>
  messages.length > 0 ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-error` } : {}

const Errors = ({ name, form }: { name: string; form: Form }) => (
  <FieldErrors name={name} messages={errorsOf(form, name)} language={form.language} />
)

type Props = { form: Form; name: string; control: Control }

const Label = ({ form, control }: Pick<Props, 'form' | 'control'>) => (
  <>
    {control.label}
    {control.optional && <span class="optional"> {messagesOf(form.language).site.optional}</span>}
  </>
)

const INPUTS = {
  text: { type: 'text' },
  email: { type: 'email', spellcheck: false },
  tel: { type: 'tel' },
  euro: { type: 'text', inputmode: 'decimal' },
  whole: { type: 'text', inputmode: 'numeric' },
  time: { type: 'time' },
} as const

type InputControl = Control & { type: keyof typeof INPUTS | 'area' | 'points' }
const isInput = (control: Control): control is InputControl =>
  control.type in INPUTS || control.type === 'area' || control.type === 'points'

/** One line or a text, with its label above: it stays in sight and needs no script. */
function Input({ form, name, control }: Props & { control: InputControl }) {
  const described = { hint: control.hint, errors: errorsOf(form, name) }
  const common = {
    id: name,
    name,
    class: `form-control${described.errors.length > 0 ? ' is-invalid' : ''}${control.short ? ' short' : ''}`,
    autocomplete: control.autocomplete ?? 'off',
    ...describedBy(name, described),
  }
  const value = form.values.get(name) ?? ''
  return (
    <div class="form-group">
      <label for={name}>
        <Label form={form} control={control} />
      </label>
      <Hint name={name} hint={control.hint} />
      <Errors name={name} form={form} />
      {control.type === 'area' || control.type === 'points' ? (
        <textarea {...common} rows={5} value={value} />
      ) : (
        <input {...common} {...INPUTS[control.type]} value={value} />
      )}
    </div>
  )
}

type GroupProps = Props & { children: ComponentChildren; role?: 'radiogroup' }
/** Several inputs that make one answer, with the question as their legend. */
function Group({ form, name, control, role, children }: GroupProps) {
  const described = describedBy(name, { hint: control.hint, errors: errorsOf(form, name) })
  const { 'aria-invalid': _, ...withoutInvalid } = described
  return (
    <fieldset class="form-group" {...(role ? { role, ...described } : withoutInvalid)}>
      <legend>
        <Label form={form} control={control} />
      </legend>
      <Hint name={name} hint={control.hint} />
      <Errors name={name} form={form} />
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
  /** What stands there before anything was typed. */
  initial?: string | undefined
}
/** One of the numbers that make a date or a time. */
function Part({ form, group, part, id, label, size, initial = '' }: PartProps) {
  const name = `${group}.${part}`
  const invalid = errorsOf(form, group).length > 0
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

/** Day, month and year as three numbers: faster and safer than a calendar for a date one knows. */
const DateParts = ({ form, name }: { form: Form; name: string }) => {
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
const TimeParts = ({ form, name, minutes }: TimeProps) => {
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
function Check({ form, name, type, id, value, label, hint, more = {} }: CheckProps) {
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

/** Choices with nothing chosen beforehand. The first carries the name as id: errors lead there. */
const Choices = ({ form, name, control, type }: Props & { type: 'radio' | 'checkbox' }) => (
  <Group form={form} name={name} control={control} {...(type === 'radio' ? { role: 'radiogroup' } : {})}>
    {(control.options ?? []).map((option, index) => (
      <Check
        key={option.value}
        form={form}
        name={name}
        type={type}
        id={index === 0 ? name : `${name}-${/^[\w-]+$/.test(option.value) ? option.value : index}`}
        value={option.value}
        label={option.label}
        hint={option.hint}
      />
    ))}
  </Group>
)

type RowProps = { form: Form; name: string; option: Option }
/** A planned day: whether the person came, with the agreed time filled in, and why not. */
function PlannedRow({ form, name, option: { value: on, label, planned } }: RowProps) {
  const { sheet } = messagesOf(form.language).asks
  const row = `${name}.${on}`
  return (
    <fieldset class="sheet-row">
      <legend>{label}</legend>
      <Errors name={row} form={form} />
      <div class="sheet-fields">
        <div class="sheet-choices">
          {SHEET_CHOICES.map((was) => (
            <Check
              key={was}
              form={form}
              name={`${row}.was`}
              type="radio"
              id={`${row}.was-${was}`}
              value={was}
              label={sheet.was[was]}
            />
          ))}
        </div>
        <div class="parts">
          <Part form={form} group={row} part="from" label={sheet.from} size="year" initial={planned?.from} />
          <TimeParts form={form} name={row} minutes={planned?.minutes} />
        </div>
        <div class="part">
          <label for={`${row}.why`}>{sheet.why}</label>
          <input
            id={`${row}.why`}
            name={`${row}.why`}
            type="text"
            autocomplete="off"
            class="form-control"
            value={form.values.get(`${row}.why`) ?? ''}
          />
        </div>
      </div>
    </fieldset>
  )
}

/** One row a day: planned days with a choice each, then free rows with a date. */
function Timesheet({ form, name, control }: Props) {
  const { asks } = messagesOf(form.language)
  const { options = [] } = control
  return (
    <>
      {options.length > 0 && (
        <Group form={form} name={name} control={control}>
          <div id={name}>
            <Check
              form={form}
              name={`${name}.rest`}
              type="checkbox"
              id={`${name}.rest`}
              value="true"
              label={asks.sheet.rest}
              hint={asks.sheet.restHint}
            />
          </div>
          {options.map((option) => (
            <PlannedRow key={option.value} form={form} name={name} option={option} />
          ))}
        </Group>
      )}
      <fieldset class="form-group" {...(options.length > 0 ? {} : { id: name })}>
        <legend>{asks.otherDays}</legend>
        <p class="form-text">{asks.otherDaysHint}</p>
        {options.length === 0 && <Errors name={name} form={form} />}
        {otherRows(name).map((row, index) => (
          <fieldset class="sheet-row" key={row}>
            <legend>{asks.otherDay({ number: index + 1 })}</legend>
            <Errors name={row} form={form} />
            <Errors name={`${row}.time`} form={form} />
            <div class="parts">
              <DateParts form={form} name={row} />
              <Part form={form} group={row} part="from" label={asks.sheet.from} size="year" />
              <TimeParts form={form} name={`${row}.time`} />
            </div>
          </fieldset>
        ))}
      </fieldset>
    </>
  )
}

/** Days with the same hours, a row: which days, from when to when. */
function Openings({ form, name, control }: Props) {
  const { from, to, row: label } = matchingMessagesOf(form.language)
  const { weekdays } = messagesOf(form.language)
  return (
    <Group form={form} name={name} control={control}>
      {openingRows(form.values, name).map((row, index) => (
        <fieldset class="sheet-row" key={row} {...(index === 0 ? { id: name } : {})}>
          <legend>{label({ number: index + 1 })}</legend>
          {weekdays.map((day, at) => (
            <Check
              key={day}
              form={form}
              name={`${row}.days`}
              type="checkbox"
              id={`${row}.days-${at + 1}`}
              value={String(at + 1)}
              label={day}
            />
          ))}
          <div class="parts">
            {(['from', 'to'] as const).map((part) => (
              <div class="part" key={part}>
                <label for={`${row}.${part}`}>{part === 'from' ? from : to}</label>
                <input
                  id={`${row}.${part}`}
                  name={`${row}.${part}`}
                  type="time"
                  class="form-control"
                  value={form.values.get(`${row}.${part}`) ?? ''}
                />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
    </Group>
  )
}

/** One question of a form. */
export function Field({ form, control, prefix = '' }: { form: Form; control: Control; prefix?: string }) {
  const name = prefix + control.path
  const { site } = messagesOf(form.language)
  if (isInput(control)) return <Input form={form} name={name} control={control} />
  switch (control.type) {
    case 'date':
      return (
        <Group form={form} name={name} control={control}>
          <DateParts form={form} name={name} />
        </Group>
      )
    case 'duration':
      return (
        <Group form={form} name={name} control={control}>
          <TimeParts form={form} name={name} />
        </Group>
      )
    case 'yesno': {
      const options = [
        { value: 'true', label: site.yes },
        { value: 'false', label: site.no },
      ]
      return <Choices form={form} name={name} control={{ ...control, options }} type="radio" />
    }
    case 'confirm':
      return (
        <div class="form-group">
          <Errors name={name} form={form} />
          <Check
            form={form}
            name={name}
            type="checkbox"
            id={name}
            value="true"
            label={control.label}
            more={describedBy(name, { errors: errorsOf(form, name) })}
          />
        </div>
      )
    case 'absences':
      return null
    case 'openings':
      return <Openings form={form} name={name} control={control} />
    case 'timesheet':
      return <Timesheet form={form} name={name} control={control} />
    default:
      return (
        <Choices form={form} name={name} control={control} type={control.type === 'radio' ? 'radio' : 'checkbox'} />
      )
  }
}

type Block = { when: Control['when']; folded: string | undefined; controls: Control[] }

/** Questions in order; those that depend on an answer come in a group that says so. */
export function Fields({ form, controls, prefix = '' }: { form: Form; controls: readonly Control[]; prefix?: string }) {
  const { site } = messagesOf(form.language)
  const blocks: Block[] = []
  for (const control of controls) {
    const last = blocks.at(-1)
    if (last && last.when?.value === control.when?.value && last.folded === control.folded) last.controls.push(control)
    else blocks.push({ when: control.when, folded: control.folded, controls: [control] })
  }
  return (
    <>
      {blocks.map(({ when, folded, controls: inside }) => {
        const fields = inside.map((control) => (
          <Field key={control.path} form={form} control={control} prefix={prefix} />
        ))
        if (folded) {
          const hasErrors = inside.some(({ path }) => errorsOf(form, prefix + path).length > 0)
          return (
            <details class="folded" key={folded} open={hasErrors}>
              <summary>{folded}</summary>
              <p class="form-text">{matchingMessagesOf(form.language).profileLead}</p>
              {fields}
            </details>
          )
        }
        return when ? (
          <fieldset class="only-if" key={when.value}>
            <legend>{site.onlyIf({ option: when.label })}</legend>
            {fields}
          </fieldset>
        ) : (
          fields
        )
      })}
    </>
  )
}

/** A long label is known by its first sentence. */
const lineOf = ({ label, message }: FieldError) => (label ? `${label.split(/[.?:]/)[0]}: ${message}` : message)

/** Every error of a form at once, each leading to its field; announced, and first on the page. */
export const ErrorSummary = ({ form, hrefOf }: { form: Form; hrefOf?: (error: FieldError) => string }) =>
  form.errors.length === 0 ? null : (
    <div class="alert alert-danger" role="alert">
      <h2 class="alert-heading h5">{messagesOf(form.language).site.errorSummary}</h2>
      <ul>
        {form.errors.map((error) => (
          <li key={error.name + error.message}>
            {error.name ? <a href={hrefOf ? hrefOf(error) : `#${error.name}`}>{lineOf(error)}</a> : lineOf(error)}
          </li>
        ))}
      </ul>
    </div>
  )
