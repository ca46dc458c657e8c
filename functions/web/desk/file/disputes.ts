import { entriesOf, unexcusedMinutes } from '../../../domain/hours/ledger.ts'
import type { DeskContext } from '../context.ts'
import { formatOf } from '../../../texts/format.ts'
import { disputeMessagesOf } from '../../../texts/messages.ts'

/** Returns the lines about absences and disputes of a file, with their state and what counts. */
export function disputeLines({ file, language }: DeskContext): [label: string, lines: string[]][] {
  const m = disputeMessagesOf(language)
  const f = formatOf(language)
  const { request, postings } = file
  const absences = entriesOf(postings).filter(({ absence, counted }) => absence && counted > 0)
  const unexcused = unexcusedMinutes(postings)
  const isReviewed = (request.reviews ?? []).some(({ ruling, unexcusedMinutes: minutes }) => minutes && !ruling)
  return [
    ...absences.map(({ on, counted, absence, postings: own }): [string, string[]] => [
      m.desk.absence({ day: f.weekday(on), hours: f.hours(counted) }),
      [m.excused[absence?.excused ? 'true' : 'false'], ...own.flatMap(({ reasons }) => reasons ?? []).slice(-1)],
    ]),
    ...(unexcused > 0
      ? [[m.desk.counted, [f.hours(unexcused), ...(isReviewed ? [m.desk.stays] : [])]] satisfies [string, string[]]]
      : []),
    ...(request.disputes ?? []).map(({ on, minutes, reasons, ruling }): [string, string[]] => [
      m.desk.dispute({ day: f.weekday(on) }),
      [
        minutes === undefined ? m.facts.claimedExcuse : m.facts.claimedHours({ hours: f.hours(minutes) }),
        reasons,
        ...(ruling ? [ruling.upheld ? m.desk.upheld : m.desk.dismissed, ruling.reasons] : [m.past.open]),
      ],
    ]),
  ]
}
