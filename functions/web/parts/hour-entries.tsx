import type { ComponentChildren } from 'preact'
import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { lookUp } from '../../texts/sentences.ts'
import { messagesOf } from '../../texts/messages.ts'
import { timeOf } from '../../domain/base/calendar.ts'
import { type Entry, entriesOf } from '../../domain/hours/ledger.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { Prose } from '../../ui/page.tsx'
import { Columns, Scrolled } from '../../ui/table.tsx'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'

/** Formats the content of an entry: the times of a shift, or an absence. */
function whatOf({ shift, absence }: Entry, language: Language): string {
  const { sheet } = messagesOf(language).asks
  if (shift) return sheet.fromTo({ from: timeOf(shift.starts), to: timeOf(shift.ends) })
  return absence?.excused ? sheet.excused : sheet.unexcused
}

/** Formats an entry in one line, as an option to choose. */
export function entryLabel(entry: Entry, language: Language): string {
  const { weekday, hours } = formatOf(language)
  return `${weekday(entry.on)}: ${whatOf(entry, language)}, ${hours(entry.counted)}`
}

/** Returns the reasons of the latest absence or correction of an entry. */
const reasonsOf = ({ postings }: Entry): string | undefined => postings.findLast(({ reasons }) => reasons)?.reasons

type RowsProps = {
  context: { file: CaseFile; municipality: Municipality; language: Language }
  period: number
  /** True to show disputes of entries, and the reasons of absences and corrections. */
  disputes?: boolean
}

const entriesOfPeriod = ({ context: { file }, period }: RowsProps): Entry[] =>
  entriesOf(file.postings).filter((entry) => entry.period === period)

const Head = ({ language }: { language: Language }) => {
  const { sheet } = messagesOf(language).asks
  return <Columns names={[sheet.day, sheet.hours, sheet.how, sheet.state]} />
}

/** Renders the entries of a period as rows under `Head`: shifts and absences, each with its source, author and state. */
function EntryRows(props: RowsProps) {
  const { context, disputes = false } = props
  const { municipality, language } = context
  const { sheet } = messagesOf(language).asks
  const { weekday, hours } = formatOf(language)
  const nameOf = ({ role, id }: Addressee): string => {
    const member = municipality.staff.find((each) => each.id === id)
    if (role === 'citizen') return sheet.citizen
    return member ? `${member.firstName} ${member.lastName}` : sheet.host
  }
  const howOf = ({ shift, made }: Entry): string =>
    sheet.by({
      how: shift ? (lookUp(sheet.recorded, shift.recorded) ?? shift.recorded) : sheet.noted,
      who: nameOf(made.by),
    })
  return (
    <>
      {entriesOfPeriod(props).map((entry) => (
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
    </>
  )
}

/** Renders the disputes of a period, also about missing entries. */
function Disputed({ context: { file, language }, period }: RowsProps) {
  const { day, hours } = formatOf(language)
  const said = (file.request.disputes ?? []).filter((dispute) => dispute.period === period)
  return said.length === 0 ? null : (
    <>
      <h3>{messagesOf(language).asks.sheet.disputes}</h3>
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
  )
}

/** Renders the entries of a period in a table of their own. */
export function HourEntries(props: RowsProps) {
  const { language } = props.context
  const { sheet } = messagesOf(language).asks
  return (
    <>
      <h2>{sheet.title}</h2>
      {entriesOfPeriod(props).length === 0 ? (
        <p>{sheet.none}</p>
      ) : (
        <Scrolled label={sheet.title}>
          <table class="table">
            <Head language={language} />
            <tbody>
              <EntryRows {...props} />
            </tbody>
          </table>
        </Scrolled>
      )}
      {props.disputes && <Disputed {...props} />}
    </>
  )
}

type Group = { id: string; heading: ComponentChildren; rows: RowsProps; action: ComponentChildren }
type PeriodsProps = { language: Language; groups: readonly Group[] }

/** Renders the entries of several periods, each with a heading and an action. */
export function PeriodsTable({ language, groups }: PeriodsProps) {
  const { sheet } = messagesOf(language).asks
  return (
    <table class="table periods">
      <Head language={language} />
      {groups.map(({ id, heading, rows, action }) => (
        <tbody key={id}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {heading}
            </th>
          </tr>
          {entriesOfPeriod(rows).length === 0 ? (
            <tr>
              <td colSpan={4}>{sheet.none}</td>
            </tr>
          ) : (
            <EntryRows {...rows} disputes />
          )}
          <tr>
            <td colSpan={4}>
              <Disputed {...rows} />
              {action}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  )
}
