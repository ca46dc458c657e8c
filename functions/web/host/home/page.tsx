import type { ComponentChildren } from 'preact'
import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { messagesOf, siteMessagesOf, worksMessagesOf } from '../../../texts/messages.ts'
import { timeOf } from '../../../domain/base/calendar.ts'
import type { ExpectedShift, HostGuest, HostView } from '../../../usecases/desk/host-view.ts'
import { link, Notice } from '../../../ui/page.tsx'
import { WorkList } from '../../parts/work-list.tsx'
import { type HostContext, HostShell } from '../shell.tsx'

type WhoProps = { guest: HostGuest; language: Language; children?: ComponentChildren }

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

/** Renders expected shifts, people present and open tasks. */
export function HostPage({ view, isReported, ...context }: HostContext & { view: HostView; isReported: boolean }) {
  const { language } = context
  const { host: m } = siteMessagesOf(language)
  const { letters } = messagesOf(language)
  const f = formatOf(language)
  const coming = (shift: ExpectedShift, on = '') => (
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
