import { dayOf, timeOf } from '../../../domain/base/calendar.ts'
import { balance, entriesOf, type Entry } from '../../../domain/hours/ledger.ts'
import type { Planned } from '../../../domain/hours/hours.ts'
import { placementOn } from '../../../domain/activity/placements.ts'
import { isUnderWay, type CaseFile } from '../../../domain/file/case-file.ts'
import type { Municipality } from '../../../domain/municipality/regulation.ts'
import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { disputeMessagesOf, siteMessagesOf, statusMessagesOf } from '../../../texts/messages.ts'
import { Facts, link } from '../../../ui/page.tsx'
import { Columns } from '../../../ui/table.tsx'

/** The input of the hours on the citizen's page. */
export type HoursContext = {
  file: CaseFile
  municipality: Municipality
  language: Language
  /** Address of the person's page, without the language. */
  path: string
  /** The next agreed shift, and the PIN of the file. */
  next: Planned | undefined
  pin: string
}

type Props = { context: HoursContext }

function EntryRow({ entry, language }: { entry: Entry; language: Language }) {
  const { hours: m } = siteMessagesOf(language)
  const f = formatOf(language)
  const { shift, absence, on, state, counted, minutes, made } = entry
  return (
    <tr>
      <td>{f.weekday(on)}</td>
      <td>
        {shift
          ? `${timeOf(shift.starts)}–${timeOf(shift.ends)}`
          : absence && m.absence[absence.excused ? 'true' : 'false']}
      </td>
      <td>{f.hours(state === 'rejected' ? minutes : counted)}</td>
      <td>
        {m.states[state]}
        <br />
        <small>
          {shift && `${m.how[shift.recorded]}, `}
          {m.recordedOn({ day: f.day(dayOf(made.at)) })}
        </small>
      </td>
    </tr>
  )
}

/** Renders every recorded entry. */
function Entries({ context: { file, language, path } }: Props) {
  const { hours: m } = siteMessagesOf(language)
  const { request, postings } = file
  const entries = entriesOf(postings)
  return (
    <>
      <h3>{m.entries}</h3>
      <p>{entries.length === 0 ? m.noEntries : m.entriesLead}</p>
      {entries.length > 0 && (
        <table class="table">
          <Columns names={[m.day, m.time, m.minutes, m.state]} />
          <tbody>
            {entries.toReversed().map((entry) => (
              <EntryRow key={entry.id} entry={entry} language={language} />
            ))}
          </tbody>
        </table>
      )}
      <p>
        <a href={link(`${path}/disputes`, language)}>
          {isUnderWay(request) && request.placement ? disputeMessagesOf(language).link : m.disputes}
        </a>
      </p>
    </>
  )
}

/** Renders time, place and supervisor of the next shift. */
function Next({ context: { file, municipality, language, path, next } }: Props) {
  const { hours: m } = siteMessagesOf(language)
  const { weekday } = formatOf(language)
  const { request } = file
  const placement = placementOn(request, next?.on ?? request.periods.at(-1)?.to ?? '')
  const project = municipality.projects.find(({ id }) => id === placement?.project)
  const host = municipality.hosts.find(({ id }) => id === placement?.host)
  if (!host) return null
  const { firstName, lastName } = host.supervisor
  return (
    <>
      <h3>{m.next}</h3>
      {next ? (
        <p class="lead">{m.nextText({ day: weekday(next.on), from: timeOf(next.starts), to: timeOf(next.ends) })}</p>
      ) : (
        <p>{m.noNext}</p>
      )}
      <Facts
        facts={[
          [m.where, `${host.name}, ${project?.site?.address ?? host.address}`],
          project && [m.what, project.title],
          [m.supervisor, `${firstName} ${lastName}`],
        ]}
      />
      {next && (
        <p>
          <a href={`${path}/shifts.ics`} type="text/calendar">
            {m.calendar}
          </a>
        </p>
      )}
    </>
  )
}

/** Renders how to check in and out with the code: by this phone, or by number and PIN. */
function Code({ context: { file, language, pin } }: Props) {
  const { request } = file
  const { hours: m } = siteMessagesOf(language)
  return (
    <>
      <h3>{m.number}</h3>
      <p>{m.numberLead}</p>
      <form method="post">
        <button class="btn btn-outline-primary" type="submit" name="action" value="phone">
          {m.phone}
        </button>
      </form>
      {request.registryEntry && (
        <>
          <p class="mt-3">{m.typed({ number: request.registryEntry })}</p>
          <p class="pin">{pin}</p>
          <p>
            {m.keep}
            {request.pin && ` ${m.renewedOn({ day: formatOf(language).day(dayOf(request.pin.at)) })}`}
          </p>
          <p>{m.renewLead}</p>
          <form method="post">
            <button class="btn btn-outline-primary" type="submit" name="action" value="pin">
              {m.renew}
            </button>
          </form>
        </>
      )}
    </>
  )
}

/** Renders the hours of a person: those owed, the next shift and every entry. */
export function HoursSection({ context }: Props) {
  const { file, language } = context
  const { hours: m } = siteMessagesOf(language)
  const status = statusMessagesOf(language)
  const { hours } = formatOf(language)
  const { request, postings } = file
  if (!request.grant || !request.startsOn) return null
  const on = (account: Parameters<typeof balance>[1]) => balance(postings, account)
  const goesOn = request.stage === 'insured' || isUnderWay(request)
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">{status.hoursTitle}</h2>
      {request.grant.owedMinutes === 0 ? (
        <p>{status.noHours}</p>
      ) : (
        <>
          {request.present && (
            <p>
              <strong>{m.present({ time: timeOf(request.present.since) })}</strong>
            </p>
          )}
          <Facts
            facts={[
              [status.total, hours(request.grant.owedMinutes)],
              [status.owed, hours(on('owed'))],
              [status.doneHours, hours(on('done'))],
              [status.verified, hours(on('verified'))],
              on('disputed') > 0 && [m.disputed, hours(on('disputed'))],
              on('waived') > 0 && [m.waived, hours(on('waived'))],
              on('missed') > 0 && [m.missed, hours(on('missed'))],
            ]}
          />
          {goesOn && <Next context={context} />}
          {goesOn && <Code context={context} />}
          <Entries context={context} />
        </>
      )}
    </section>
  )
}
