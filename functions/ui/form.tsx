import type { Control, FieldError, Form } from './controls.ts'
import { matchingMessagesOf, messagesOf } from '../texts/messages.ts'
import {
  fieldErrors,
  describedBy,
  Hint,
  ControlErrors,
  type Props,
  Label,
  Group,
  DateParts,
  TimeParts,
  Check,
} from './field-parts.tsx'
import { Timesheet, Openings } from './sheet-fields.tsx'

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

/** Renders a text field with its label above. */
function Input({ form, name, control }: Props & { control: InputControl }) {
  const described = { hint: control.hint, errors: fieldErrors(form, name) }
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
      <ControlErrors name={name} form={form} />
      {control.type === 'area' || control.type === 'points' ? (
        <textarea {...common} rows={5} value={value} />
      ) : (
        <input {...common} {...INPUTS[control.type]} value={value} />
      )}
    </div>
  )
}

/** Renders choices without a preselection. The first one has the name as id, so that errors can link to it. */
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

/** Renders one control of a form. */
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
          <ControlErrors name={name} form={form} />
          <Check
            form={form}
            name={name}
            type="checkbox"
            id={name}
            value="true"
            label={control.label}
            more={describedBy(name, { errors: fieldErrors(form, name) })}
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

/** Renders controls in order; those that depend on an answer form a labelled group. */
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
          const hasErrors = inside.some(({ path }) => fieldErrors(form, prefix + path).length > 0)
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

/** Formats an error as a line with the first sentence of its label. */
const lineOf = ({ label, message }: FieldError) => (label ? `${label.split(/[.?:]/)[0]}: ${message}` : message)

/** Renders all errors of a form at the top of the page, each with a link to its field. */
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
