import { encode } from 'uqr'
import type { ComponentChildren } from 'preact'
import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { messagesOf, siteMessagesOf, worksMessagesOf } from '../../../texts/messages.ts'
import { timeOf } from '../../../domain/base/calendar.ts'
import type { Host, Municipality } from '../../../domain/municipality/regulation.ts'
import type { Coming, GridDay, Guest, HostView } from '../../../usecases/desk/host-view.ts'
import { accidentControls } from '../../parts/accident-form.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { ErrorSummary, FieldErrors, Fields, invalidIf } from '../../../ui/form.tsx'
import { link, Notice, Page } from '../../../ui/page.tsx'
import { Choice, Columns } from '../../../ui/table.tsx'
import { WorkList } from '../../parts/work-list.tsx'

/** Whose page it is. */
export type HostContext = { host: Host; municipality: Municipality; language: Language }

type ShellProps = HostContext & { title: string; path: string; hasErrors?: boolean; children: ComponentChildren }
/** A page of a host: which one, and the way out. */
export function HostShell({ host, municipality, language, title, path, hasErrors = false, children }: ShellProps) {
  const { host: m } = siteMessagesOf(language)
  return (
    <Page language={language} title={title} office={municipality.office} path={path} hasErrors={hasErrors}>
      <div class="desk-bar">
        <p>
          <a href={link('/host', language)}>{m.title}</a> · <strong>{host.name}</strong>
        </p>
        <form method="post" action={link('/host/leave', language)}>
          <button class="btn btn-outline-secondary btn-sm" type="submit">
            {m.leave}
          </button>
        </form>
      </div>
      {children}
    </Page>
  )
}

type WhoProps = { guest: Guest; language: Language; children?: ComponentChildren }
const Who = ({ guest: { name, limits }, language, children }: WhoProps) => (
  <li>
    <strong>{name}</strong>
    <span>
      {children}
      {limits && (
        <>
          <br />
          {siteMessagesOf(language).host.limits({ text: limits })}
        </>
      )}
    </span>
  </li>
)

/** Who comes, who is in, what waits. */
export function HostPage({ view, isReported, ...context }: HostContext & { view: HostView; isReported: boolean }) {
  const { language } = context
  const { host: m } = siteMessagesOf(language)
  const { letters } = messagesOf(language)
  const f = formatOf(language)
  const coming = (shift: Coming, on = '') => (
    <Who key={shift.request + shift.on} guest={shift} language={language}>
      {on}
      {m.at({ from: shift.from, to: shift.to })}
    </Who>
  )
  return (
    <HostShell {...context} title={m.title} path="/host">
      <h1>{m.title}</h1>
      {isReported && (
        <Notice kind="success" live>
          <p>{m.reported}</p>
        </Notice>
      )}
      <p>
        <a class="btn btn-primary btn-lg" href={link('/host/code', language)}>
          {m.code}
        </a>
        <br />
        <small>{m.codeLead}</small>
      </p>
      <p>
        <a class="btn btn-outline-primary" href={link('/host/hours', language)}>
          {m.hours}
        </a>
        <br />
        <small>{m.hoursLead}</small>
      </p>
      <WorkList id="today" title={m.today} none={m.todayNone}>
        {view.today.map((shift) => coming(shift))}
      </WorkList>
      <WorkList id="present" title={m.present} none={m.presentNone}>
        {view.present.map((guest) => (
          <Who key={guest.request} guest={guest} language={language}>
            {m.since({ moment: timeOf(guest.since) })}
          </Who>
        ))}
      </WorkList>
      {view.forgotten.length > 0 && (
        <WorkList id="forgotten" title={m.forgotten} lead={m.forgottenLead}>
          {view.forgotten.map((guest) => (
            <Who key={guest.request + guest.since} guest={guest} language={language}>
              {m.entered({ moment: f.moment(guest.since) })}
            </Who>
          ))}
        </WorkList>
      )}
      <WorkList id="sign" title={m.sign} none={m.signNone}>
        {view.asks.map(({ id, kind, dueOn, name }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span>{letters.ask.kinds[kind]}</span>
            <span class="due">{m.by({ day: f.day(dueOn) })}</span>
            <form method="post" action={link(`/host/asks/${id}`, language)}>
              <button
                class="btn btn-primary btn-sm"
                type="submit"
                aria-label={m.openWhat({ what: letters.ask.kinds[kind], name })}
              >
                {m.open}
              </button>
            </form>
          </li>
        ))}
      </WorkList>
      <WorkList id="week" title={m.week} none={m.weekNone}>
        {view.week.map((shift) => coming(shift, `${f.weekday(shift.on)}, `))}
      </WorkList>
      <section aria-labelledby="accident">
        <h2 id="accident">{m.accident}</h2>
        <p>{view.guests.length === 0 ? m.accidentNone : m.accidentLead}</p>
        <ul class="plain">
          {view.guests.map(({ request, name }) => (
            <li key={request}>
              <a href={link(`/host/accidents/${request}`, language)}>{m.report({ name })}</a>
            </li>
          ))}
        </ul>
      </section>
      <p class="mt-4">
        <a href={link('/host/works', language)}>{worksMessagesOf(language).title}</a>
      </p>
    </HostShell>
  )
}

/** White around a code, in modules: readers need it. */
const QUIET = 4

/** A text as a QR code, drawn here: dark on light whatever the theme, as large as its place. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('')
  const side = size + 2 * QUIET
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

type CodeProps = HostContext & { address: string; seconds: number; changesAt: string }
/** The code, and nothing else to read: the page loads itself anew when the code changes. */
export function HostCodePage({ host, language, address, seconds, changesAt }: CodeProps) {
  const { code: m } = siteMessagesOf(language)
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta http-equiv="refresh" content={String(seconds)} />
        <title>{`${m.title} – ${host.name}`}</title>
        <link rel="stylesheet" href="/assets/baratto.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body class="code-screen">
        <main>
          <h1>
            {m.title} · {host.name}
          </h1>
          <p>{m.lead}</p>
          <QrCode text={address} label={m.alt} />
          <p>
            <strong>{m.changes({ count: seconds })}</strong> {m.until({ time: changesAt })}
          </p>
          <p>{m.typed}</p>
          <p>
            <a href={link('/host', language)}>{m.close}</a>
          </p>
        </main>
      </body>
    </html>
  )
}

/** What the fields of a row of the grid are called. */
export const rowName = (request: string, on: string): string => `${request}.${on}`
/** The row of a person for a day that was not agreed. */
export const OTHER = 'other'

/** What a row says of a day that was agreed: nothing yet, that somebody was there, or that they did not come. */
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

type RowProps = { form: Form; guest: Guest; day?: GridDay }
function GridRow({ form, guest, day }: RowProps) {
  const { language, errors, values } = form
  const { grid: m } = siteMessagesOf(language)
  const f = formatOf(language)
  const name = rowName(guest.request, day?.on ?? OTHER)
  const when = day ? f.weekday(day.on) : m.other
  const own = errors.flatMap((error) => (error.name === `${name}.state` ? error.message : []))
  const told = invalidIf(own, name)
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
              {...told}
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
              <Choice
                id={`${name}.state`}
                name={`${name}.state`}
                label={said(m.state)}
                values={STATES}
                chosen={values.get(`${name}.state`) ?? ''}
                words={(state) => m.states[state || 'none']}
                {...told}
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
/** People and days in one form, with the agreed times already in it. */
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

type AccidentProps = HostContext & { guest: Guest; form?: Form; isRefused?: boolean }
/** Tells of an accident. */
export function HostAccidentPage({ guest, form, isRefused = false, ...context }: AccidentProps) {
  const { language } = context
  const { accident: m, host } = siteMessagesOf(language)
  const shown = form ?? blank(language)
  const title = m.title({ name: guest.name })
  const path = `/host/accidents/${guest.request}`
  return (
    <HostShell {...context} title={title} path={path} hasErrors={isRefused || shown.errors.length > 0}>
      <div class="narrow">
        <ErrorSummary form={shown} />
        <h1>{title}</h1>
        <p class="lead">{m.lead}</p>
        <p>{m.inail}</p>
        {isRefused && (
          <div class="alert alert-danger" role="alert">
            <p>{m.refused}</p>
          </div>
        )}
        <form method="post" action={link(path, language)} novalidate>
          <Fields form={shown} controls={accidentControls(language)} />
          <button class="btn btn-primary" type="submit">
            {m.submit}
          </button>
        </form>
        <p class="mt-4">
          <a href={link('/host', language)}>{host.back}</a>
        </p>
      </div>
    </HostShell>
  )
}
