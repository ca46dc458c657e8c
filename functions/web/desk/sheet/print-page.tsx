import { timeOf } from '../../../domain/base/calendar.ts'
import { placementOn } from '../../../domain/activity/placements.ts'
import { plannedIn } from '../../../domain/hours/shifts.ts'
import type { DeskContext } from '../context.ts'
import { formatOf } from '../../../texts/format.ts'
import { deskHoursMessagesOf } from '../../../texts/messages.ts'
import { Facts, link } from '../../../ui/page.tsx'
import { Columns } from '../../../ui/table.tsx'
import type { Period } from '../../../domain/file/activity.ts'
import { numberOf } from '../../../domain/file/request.ts'

/** The number of rows for days that were not agreed. */
const FREE_ROWS = 4

/**
 * Renders a sheet for the hours of a period, to be printed and signed by hand. It leaves the office, so of a sealed file it
 * shows the first name only, without place or supervisor.
 */
export function HoursSheetPage({ context, period }: { context: DeskContext; period: Period }) {
  const { file, municipality, language } = context
  const { paper: m } = deskHoursMessagesOf(language)
  const f = formatOf(language)
  const { request } = file
  const { office, hosts, projects } = municipality
  const { firstName, lastName } = request.application.applicant
  const placement = placementOn(request, period.to)
  const host = hosts.find(({ id }) => id === placement?.host)
  const project = projects.find(({ id }) => id === placement?.project)
  const showsPlace = !request.sealed
  const signed = (
    <>
      <td />
      <td />
      <td />
      <td />
    </>
  )
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${m.title} – ${office.name}`}</title>
        <link rel="stylesheet" href="/assets/baratto.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body class="paper-sheet">
        <main>
          <p class="screen-only">
            {m.print} <a href={link(`/desk/files/${request.id}`, language)}>{m.back}</a>
          </p>
          <p>
            <strong>{office.name}</strong>, {office.office}
          </p>
          <h1>{m.title}</h1>
          <Facts
            facts={[
              [m.person, request.sealed ? firstName : `${firstName} ${lastName}`],
              [m.number, numberOf(request)],
              [m.period, m.fromTo({ from: f.day(period.from), to: f.day(period.to) })],
              showsPlace && host && [m.host, `${host.name}, ${host.address}`],
              showsPlace && project && [m.project, project.title],
              showsPlace && host && [m.supervisor, `${host.supervisor.firstName} ${host.supervisor.lastName}`],
              request.cover && [m.policy, request.cover.policy],
            ]}
          />
          <p>{m.how}</p>
          <table>
            <caption>{m.table}</caption>
            <Columns names={[m.day, m.agreed, m.from, m.to, m.personSigns, m.supervisorSigns]} />
            <tbody>
              {plannedIn(municipality, file, period).map(({ on, starts, ends }) => (
                <tr key={on}>
                  <th scope="row">{f.weekday(on)}</th>
                  <td>{m.span({ from: timeOf(starts), to: timeOf(ends) })}</td>
                  {signed}
                </tr>
              ))}
            </tbody>
            <tbody>
              <tr>
                <th scope="rowgroup" colSpan={6}>
                  {m.extra}
                </th>
              </tr>
              {Array.from({ length: FREE_ROWS }, (_, index) => (
                <tr key={index}>
                  <td />
                  <td />
                  {signed}
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            {m.total}: ________ · {m.date}: ________
          </p>
          <p>{m.accident}</p>
          <p>
            {m.end} {office.office}, {office.address}. {office.phone}, {office.email}
          </p>
        </main>
      </body>
    </html>
  )
}
