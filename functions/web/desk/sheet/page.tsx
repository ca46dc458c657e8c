import { dayOf, timeOf } from '../../../domain/base/calendar.ts'
import { toTheMinute } from '../../../domain/hours/hours.ts'
import type { PaperSheet } from '../../../domain/hours/paper-sheet.ts'
import type { Problem } from '../../../domain/base/problems.ts'
import type { ActRefusal } from '../../../domain/acts/act.ts'
import { entriesIn } from '../../../domain/hours/period-hours.ts'
import { plannedIn } from '../../../domain/hours/shifts.ts'
import { blank, type FieldError, type Form } from '../../../ui/controls.ts'
import { Desk } from '../shell.tsx'
import { type DeskContext, titleOf } from '../context.ts'
import { FieldErrors, invalidIf } from '../../../ui/field-parts.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { formatOf } from '../../../texts/format.ts'
import { deskHoursMessagesOf, deskMessagesOf } from '../../../texts/messages.ts'
import { sentence } from '../../../texts/sentences.ts'
import { HourEntries } from '../../parts/hour-entries.tsx'
import { link, Notice } from '../../../ui/page.tsx'
import { ChoiceCell, Columns } from '../../../ui/table.tsx'
import type { Period } from '../../../domain/file/activity.ts'

/** A day of the grid: one that was agreed, with its times, or a free one. */
export type GridRow = { name: string; on?: string; from: string; to: string }

/** The number of rows for days that were not agreed. */
const EXTRA_ROWS = 5
const extraRows = (): GridRow[] =>
  Array.from({ length: EXTRA_ROWS }, (_, index) => ({ name: `other-${index + 1}`, from: '', to: '' }))

const STATES = ['', 'present', 'excused', 'absent'] as const

/** Returns the periods in which hours may be recorded: begun and not settled. */
export const openPeriods = ({ file: { request }, now }: DeskContext): Period[] =>
  request.periods.filter(({ from, settledAt }) => !settledAt && from <= dayOf(now))

/**
 * Returns the past agreed days of a period without a record, then free rows. A submitted form keeps its rows, whatever was
 * recorded meanwhile.
 */
export function gridRows(
  { file, municipality, now }: DeskContext,
  period: Period,
  sent = new URLSearchParams(),
): GridRow[] {
  const entries = entriesIn(file.postings, period.number)
  return [
    ...plannedIn(municipality, file, period)
      .filter(({ ends }) => ends <= toTheMinute(now))
      .filter(({ on }) => sent.has(`${on}.from`) || !entries.some((entry) => entry.on === on))
      .map(({ on, starts, ends }) => ({ name: on, on, from: timeOf(starts), to: timeOf(ends) })),
    ...extraRows(),
  ]
}

export type Typed = { sheet: PaperSheet; errors: FieldError[]; rows: { days: GridRow[]; absences: GridRow[] } }

const labelOf = ({ name, on }: GridRow, language: DeskContext['language']): string => {
  const { typing: m } = deskHoursMessagesOf(language)
  return on ? formatOf(language).weekday(on) : m.other({ number: Number(name.slice('other-'.length)) })
}

/**
 * Reads the filled rows. Without a choice an agreed day is filled if its times differ from the agreed ones, or if all other
 * days were as agreed; half-filled rows are errors.
 */
export function readSheet(
  { language }: DeskContext,
  period: Period,
  rows: readonly GridRow[],
  values: URLSearchParams,
): Typed {
  const { typing: m } = deskHoursMessagesOf(language)
  const typed: Typed = {
    sheet: { period: period.number, days: [], absences: [] },
    errors: [],
    rows: { days: [], absences: [] },
  }
  const isRest = values.get('rest') === 'true'
  const at = (row: GridRow, part: string) => (values.get(`${row.name}.${part}`) ?? '').trim()
  for (const row of rows) {
    const [from, to, was, reasons] = [at(row, 'from'), at(row, 'to'), at(row, 'was'), at(row, 'why')]
    const on = row.on ?? at(row, 'on')
    if (row.on && (was === 'excused' || was === 'absent')) {
      typed.sheet.absences.push({ on, excused: was === 'excused', ...(reasons ? { reasons } : {}) })
      typed.rows.absences.push(row)
      continue
    }
    const isOther = row.on ? (from !== row.from || to !== row.to) && values.has(`${row.name}.from`) : on || from || to
    const isSaid = was === 'present' || isOther || (isRest && row.on && values.has(`${row.name}.from`))
    if (!isSaid) continue
    const message = !on ? m.date : !from || !to ? m.incomplete : undefined
    if (message) typed.errors.push({ name: row.name, label: labelOf(row, language), message })
    typed.sheet.days.push({ on, from, to })
    typed.rows.days.push(row)
  }
  return typed
}

/** Returns the problems of a sheet as errors at their rows. */
export function sheetErrors(
  { language }: DeskContext,
  { rows }: Pick<Typed, 'rows'>,
  problems: readonly Problem[],
): FieldError[] {
  const { typing: m } = deskHoursMessagesOf(language)
  return problems.map((problem) => {
    const [list, index] = problem.field.split('.')
    const row = list === 'days' || list === 'absences' ? rows[list][Number(index)] : undefined
    return row
      ? { name: row.name, label: labelOf(row, language), message: sentence(problem, language) }
      : { name: '', label: '', message: problem.code === 'required' ? m.nothing : sentence(problem, language) }
  })
}

type RowProps = { form: Form; row: GridRow }
/** Renders a row with four tab stops, in the order of the paper sheet. */
function Row({ form: { language, values, errors }, row }: RowProps) {
  const { typing: m } = deskHoursMessagesOf(language)
  const { name, on } = row
  const label = labelOf(row, language)
  const own = errors.flatMap((error) => (error.name === name ? error.message : []))
  const invalid = invalidIf(own, name)
  const field = (part: 'on' | 'from' | 'to' | 'why', initial = '') => ({
    class: 'form-control',
    // Errors lead to the first field of the row.
    id: part === 'on' ? name : `${name}.${part}`,
    name: `${name}.${part}`,
    value: values.get(`${name}.${part}`) ?? initial,
    autocomplete: 'off',
    'aria-label': m.cell({ what: { on: m.day, from: m.from, to: m.to, why: m.why }[part], day: label }),
    ...invalid,
  })
  return (
    <tr>
      <th scope="row">
        {label}
        <FieldErrors name={name} messages={own} language={language} />
      </th>
      <td data-label={on ? m.was : m.day}>
        {on ? (
          <ChoiceCell
            id={name}
            name={`${name}.was`}
            label={m.cell({ what: m.was, day: label })}
            values={STATES}
            chosen={values.get(`${name}.was`) ?? ''}
            words={(state) => m.states[state || 'none']}
            {...invalid}
          />
        ) : (
          <input type="date" {...field('on')} />
        )}
      </td>
      <td data-label={m.from}>
        <input type="time" {...field('from', row.from)} />
      </td>
      <td data-label={m.to}>
        <input type="time" {...field('to', row.to)} />
      </td>
      <td {...(on ? { 'data-label': m.why } : {})}>{on && <input type="text" {...field('why')} />}</td>
    </tr>
  )
}

type GridProps = { context: DeskContext; period: Period; form: Form }
function Grid({ context, period, form }: GridProps) {
  const { language, file } = context
  const { typing: m } = deskHoursMessagesOf(language)
  const query = { period: String(period.number) }
  return (
    <form method="post" action={link(`/desk/files/${file.request.id}/hours`, language, query)} novalidate>
      <p>{m.allOrNone}</p>
      <div class="form-check">
        <input
          type="checkbox"
          id="rest"
          name="rest"
          value="true"
          checked={form.values.get('rest') === 'true'}
          aria-describedby="rest-hint"
        />
        <label for="rest">{m.rest}</label>
        <p class="form-text" id="rest-hint">
          {m.restHint}
        </p>
      </div>
      <table class="table hours-grid">
        <caption>{m.grid}</caption>
        <Columns names={[m.day, m.was, m.from, m.to, m.why]} />
        <tbody>
          {gridRows(context, period, form.values).map((row) => (
            <Row key={row.name} form={form} row={row} />
          ))}
        </tbody>
      </table>
      <button class="btn btn-primary btn-lg" type="submit">
        {m.submit}
      </button>
    </form>
  )
}

type Props = {
  context: DeskContext
  period: Period | undefined
  form?: Form
  isSaved?: boolean
  refused?: ActRefusal
}

/** Renders the form to type in the hours of a paper sheet. */
export function TypeHoursPage({ context, period, form = blank(context.language), isSaved = false, refused }: Props) {
  const { language, file } = context
  const { typing: m, paper } = deskHoursMessagesOf(language)
  const { day } = formatOf(language)
  const { request } = file
  const path = `/desk/files/${request.id}`
  const { firstName, lastName } = request.application.applicant
  const hasErrors = form.errors.length > 0 || refused !== undefined
  return (
    <Desk {...context} title={m.title} path={`${path}/hours`} hasErrors={hasErrors}>
      <ErrorSummary form={form} />
      <h1>{m.title}</h1>
      <p class="lead">
        {firstName} {lastName}, {titleOf(context)}
      </p>
      {isSaved && (
        <Notice kind="success" live>
          <p>{m.saved}</p>
        </Notice>
      )}
      {refused && (
        <div class="alert alert-danger" role="alert">
          <p>{deskMessagesOf(language).refused[refused]}</p>
        </div>
      )}
      {period === undefined ? (
        <p>{m.none}</p>
      ) : (
        <>
          <p>{m.lead}</p>
          <nav aria-label={m.periods}>
            <ul class="plain">
              {openPeriods(context).map(({ number, from, to }) => (
                <li key={number}>
                  <a
                    href={link(`${path}/hours`, language, { period: String(number) })}
                    {...(number === period.number ? { 'aria-current': 'true' as const } : {})}
                  >
                    {m.period({ from: day(from), to: day(to) })}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <Grid context={context} period={period} form={form} />
          <HourEntries context={context} period={period.number} disputes />
        </>
      )}
      <p class="mt-4">
        <a href={link(path, language)}>{paper.back}</a>
      </p>
    </Desk>
  )
}
