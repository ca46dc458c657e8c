import { type Form, openingRows, type Option, otherRows, SHEET_CHOICES } from './controls.ts'
import { matchingMessagesOf, messagesOf } from '../texts/messages.ts'
import { ControlErrors, type Props, Group, Part, DateParts, TimeParts, Check } from './field-parts.tsx'

type RowProps = { form: Form; name: string; option: Option }

/** Renders a planned day: attendance with the agreed times filled in, or an absence with its reason. */
function PlannedRow({ form, name, option: { value: on, label, planned } }: RowProps) {
  const { sheet } = messagesOf(form.language).asks
  const row = `${name}.${on}`
  return (
    <fieldset class="sheet-row">
      <legend>{label}</legend>
      <ControlErrors name={row} form={form} />
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

/** Shows a row for each planned day, then free rows with a date. */
export function Timesheet({ form, name, control }: Props) {
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
        {options.length === 0 && <ControlErrors name={name} form={form} />}
        {otherRows(name).map((row, index) => (
          <fieldset class="sheet-row" key={row}>
            <legend>{asks.otherDay({ number: index + 1 })}</legend>
            <ControlErrors name={row} form={form} />
            <ControlErrors name={`${row}.time`} form={form} />
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

/** Shows rows of days with the same hours: which days, from when to when. */
export function Openings({ form, name, control }: Props) {
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
