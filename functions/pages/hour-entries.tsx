import type { Language } from '../domain/application.ts'
import { timeOf } from '../domain/calendar.ts'
import { type Entry, entriesOf } from '../domain/ledger.ts'
import type { Addressee, Ask, CaseFile } from '../domain/records.ts'
import type { Municipality } from '../domain/regulation.ts'
import { formatOf } from './format.ts'
import { lookUp, messagesOf } from './messages/index.ts'
import { Prose } from './page.tsx'

/** What an entry is, with its day: a shift from when to when, or an absence. */
function whatOf({ shift, absence }: Entry, language: Language): string {
  const { sheet } = messagesOf(language).asks
  if (shift) return sheet.fromTo(timeOf(shift.starts), timeOf(shift.ends))
  return absence?.excused ? sheet.excused : sheet.unexcused
}

/** An entry in one line, for who has to choose some of them. */
export function entryLabel(entry: Entry, language: Language): string {
  const { weekday, hours } = formatOf(language)
  return `${weekday(entry.on)}: ${whatOf(entry, language)}, ${hours(entry.counted)}`
}

/** Why somebody was absent, or an entry was corrected last. */
const reasonsOf = ({ postings }: Entry): string | undefined => postings.findLast(({ reasons }) => reasons)?.reasons

type Props = {
  context: { ask: Ask; file: CaseFile; municipality: Municipality; language: Language }
  /** Whether it is shown what the person says against entries, and the reasons of absences and corrections. */
  disputes?: boolean
}

/** What is recorded in the period of a question: shifts and absences, each with how, by whom and what became of it. */
export function HourEntries({ context: { ask, file, municipality, language }, disputes = false }: Props) {
  const { sheet } = messagesOf(language).asks
  const { weekday, hours, day } = formatOf(language)
  const entries = entriesOf(file.postings).filter(({ period }) => period === Number(ask.subject))
  const said = (disputes ? (file.request.disputes ?? []) : []).filter(({ period }) => period === Number(ask.subject))
  const nameOf = ({ role, id }: Addressee): string => {
    const member = municipality.staff.find((each) => each.id === id)
    if (role === 'citizen') return sheet.citizen
    return member ? `${member.firstName} ${member.lastName}` : sheet.host
  }
  const howOf = ({ shift, made }: Entry): string =>
    sheet.by(shift ? (lookUp(sheet.recorded, shift.recorded) ?? shift.recorded) : sheet.noted, nameOf(made.by))
  return (
    <>
      <h2>{sheet.title}</h2>
      {entries.length === 0 ? (
        <p>{sheet.none}</p>
      ) : (
        <div class="table-responsive">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{sheet.day}</th>
                <th scope="col">{sheet.hours}</th>
                <th scope="col">{sheet.how}</th>
                <th scope="col">{sheet.state}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <th scope="row">{weekday(entry.on)}</th>
                  <td>
                    {whatOf(entry, language)}: {hours(entry.counted || entry.minutes)}
                    {disputes && reasonsOf(entry) && <Prose text={reasonsOf(entry) ?? ''} />}
                  </td>
                  <td>{howOf(entry)}</td>
                  <td>{sheet.states[entry.state]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {said.length > 0 && (
        <>
          <h3>{sheet.disputes}</h3>
          {said.map(({ number, on, minutes, reasons }) => (
            <div key={number}>
              <p>
                <strong>{day(on)}</strong>
                {minutes !== undefined && `: ${hours(minutes)}`}
              </p>
              <Prose text={reasons} />
            </div>
          ))}
        </>
      )}
    </>
  )
}
