import { formatOf } from '../../../texts/format.ts'
import { siteMessagesOf } from '../../../texts/messages.ts'
import type { GridDay, HostGuest, HostView } from '../../../usecases/desk/host-view.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { FieldErrors, invalidIf } from '../../../ui/field-parts.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { link, Notice } from '../../../ui/page.tsx'
import { ChoiceCell, Columns } from '../../../ui/table.tsx'
import { type HostContext, HostShell } from '../shell.tsx'

/** Returns the field name prefix of a row of the grid. */
export const rowName = (request: string, on: string): string => `${request}.${on}`

/** The row of a person for a day that was not agreed. */
export const OTHER_DAY = 'other'

/** States of an agreed day: no record, present, or absent. */
const STATES = ['', 'there', 'excused', 'unexcused'] as const

type CellProps = { form: Form; name: string; part: 'from' | 'to'; label: string; agreed: string }

const Time = ({ form, name, part, label, agreed }: CellProps) => (
  <input
    type="time"
    class="form-control"
    id={`${name}.${part}`}
    name={`${name}.${part}`}
    value={form.values.get(`${name}.${part}`) ?? agreed}
    aria-label={label}
  />
)

type RowProps = { form: Form; guest: HostGuest; day?: GridDay }

function GridRow({ form, guest, day }: RowProps) {
  const { language, errors, values } = form
  const { grid: m } = siteMessagesOf(language)
  const f = formatOf(language)
  const name = rowName(guest.request, day?.on ?? OTHER_DAY)
  const when = day ? f.weekday(day.on) : m.other
  const own = errors.flatMap((error) => (error.name === `${name}.state` ? error.message : []))
  const invalid = invalidIf(own, name)
  const said = (what: string) => m.row({ what, name: guest.name, day: when })
  const noted = day && (day.recorded.length > 0 || day.absent)
  return (
    <tr>
      <th scope="row">
        {day ? (
          when
        ) : (
          <>
            {m.other}{' '}
            <input
              type="date"
              class="form-control"
              id={`${name}.state`}
              name={`${name}.on`}
              value={values.get(`${name}.on`) ?? ''}
              aria-label={said(m.date)}
              {...invalid}
            />
          </>
        )}
        <FieldErrors name={name} messages={own} language={language} />
      </th>
      {noted ? (
        <td colSpan={3}>
          {day.recorded.map(({ from, to, minutes }) => (
            <p key={from}>{m.recorded({ from, to, hours: f.hours(minutes) })}</p>
          ))}
          {day.absent && <p>{m.absent}</p>}
        </td>
      ) : (
        <>
          <td {...(day ? { 'data-label': m.state } : {})}>
            {day && (
              <ChoiceCell
                id={`${name}.state`}
                name={`${name}.state`}
                label={said(m.state)}
                values={STATES}
                chosen={values.get(`${name}.state`) ?? ''}
                words={(state) => m.states[state || 'none']}
                {...invalid}
              />
            )}
          </td>
          <td data-label={m.from}>
            <Time form={form} name={name} part="from" label={said(m.from)} agreed={day?.from ?? ''} />
          </td>
          <td data-label={m.to}>
            <Time form={form} name={name} part="to" label={said(m.to)} agreed={day?.to ?? ''} />
          </td>
        </>
      )}
    </tr>
  )
}

type HoursProps = HostContext & { guests: HostView['guests']; form?: Form; saved?: number | undefined }

/** Renders people and days in one form, with the agreed times filled in. */
export function HostHoursPage({ guests, form, saved, ...context }: HoursProps) {
  const { language } = context
  const { grid: m, host } = siteMessagesOf(language)
  const shown = form ?? blank(language)
  const hasErrors = shown.errors.length > 0
  return (
    <HostShell {...context} title={m.title} path="/host/hours" hasErrors={hasErrors}>
      <ErrorSummary form={shown} />
      <h1>{m.title}</h1>
      {saved !== undefined && (
        <Notice kind={hasErrors || saved === 0 ? 'warning' : 'success'} live>
          <p>
            {saved === 0 && !hasErrors ? m.nothing : m.saved({ count: saved })} {hasErrors && m.someNot}
          </p>
        </Notice>
      )}
      {guests.length === 0 ? (
        <p>{m.none}</p>
      ) : (
        <form method="post" action={link('/host/hours', language)}>
          <p>{m.lead}</p>
          {guests.map((guest) => (
            <table class="table hours-grid" key={guest.request}>
              <caption>{guest.name}</caption>
              <Columns names={[m.date, m.state, m.from, m.to]} />
              <tbody>
                {guest.days.map((day) => (
                  <GridRow key={day.on} form={shown} guest={guest} day={day} />
                ))}
                <GridRow form={shown} guest={guest} />
              </tbody>
            </table>
          ))}
          <button class="btn btn-primary btn-lg" type="submit">
            {m.save}
          </button>
        </form>
      )}
      <p class="mt-4">
        <a href={link('/host', language)}>{host.back}</a>
      </p>
    </HostShell>
  )
}
