import type { Answer } from '../../domain/questions/index.ts'
import type { Problem } from '../../domain/base/problems.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import {
  OUTCOME_FORMAT,
  readOutcomes,
  readStatusReport,
  type TreasuryOutcome,
  type UnreadEntry,
  MOST_OUTCOMES,
} from '../../domain/treasury/treasury.ts'
import { mapInBatches } from './map-in-batches.ts'
import { type Disagreement, type OutcomeDeps, recordOutcome } from './record-outcome.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { attempt } from '../file/attempt.ts'
import type { Payment } from '../../domain/file/payment.ts'
const AT_ONCE = 8
/** The maximum number of unreadable lines in a report, for files of another kind. */
const MOST_UNREAD = 200

/** The reasons why a readable line was not recorded. */
type NotRecorded =
  | Disagreement
  /** Its day is in the future. */
  | 'future'
  /** Its day is before the commitment. */
  | 'early'
  /** An advantage in place of money has no order. */
  | 'noOrder'
  /** The write failed for a reason outside the file; importing again may succeed. */
  | 'failed'

type Line = Pick<TreasuryOutcome, 'line' | 'reference' | 'outcome'>
/** The result of each line of a file. `on` is the recorded day, if any. */
export type ImportReport = {
  recorded: (Line & { on: string })[]
  already: (Line & { on: string })[]
  refused: (Line & { why: NotRecorded; on?: string })[]
  /** At most `MOST_UNREAD`; `unreadMore` counts the rest. */
  unread: UnreadEntry[]
  unreadMore: number
}
export type ImportOutcome = { outcome: 'imported'; report: ImportReport } | { outcome: 'invalid'; problems: Problem[] }

/** The maximum length of an order in an answer. */
const LONGEST_ORDER = 40
const SHORTEST = 10
const LONGEST = 4000
const fitting = (text: string, length: number): string =>
  text.replaceAll('\0', '').slice(0, length).toWellFormed().trim()

/**
 * Converts a line to an answer. A treasury may give no number of the order, and a bank only a code as reason: the reference is
 * added.
 */
export function answerOfLine({ reference, outcome, on, order, reasons = '' }: TreasuryOutcome): Answer<'outcome'> {
  const number = fitting(order ?? '', LONGEST_ORDER)
  if (outcome === 'ordered') return { choice: 'ordered', orderedOn: on, order: number }
  if (outcome === 'paid') return { choice: 'paid', paidOn: on, ...(number === '' ? {} : { order: number }) }
  const said = fitting(reasons, LONGEST)
  return { choice: 'returned', reasons: said.length < SHORTEST ? fitting(`${said} (${reference})`, LONGEST) : said }
}

/** Returns the replacement for an unknown order number: the bank's number, else the reference. */
const standInOf = ({ reference, order = '' }: TreasuryOutcome): string =>
  fitting(order, LONGEST_ORDER) || fitting(reference, LONGEST_ORDER)

/** The reasons why a line was not recorded, by the problem of its answer. */
const WRONG: Partial<Record<string, NotRecorded>> = { 'date.future': 'future', choice: 'noOrder' }

/** Returns true if a text is XML rather than a table. */
const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text)

/**
 * Records the outcomes of a treasury's file (CSV) or a bank's report (pain.002). Each is one write, as if its question were
 * answered. A line that does not fit is listed and changes nothing; neither does the same file again.
 */
export async function importOutcomes(deps: OutcomeDeps, staff: Staff, text: string): Promise<ImportOutcome> {
  const { finance } = await deps.configuration.of(staff.municipality)
  const isReport = isXml(text)
  const { outcomes, unread } = isReport
    ? readStatusReport(text)
    : readOutcomes(text, finance.outcomeFormat ?? OUTCOME_FORMAT)
  if (outcomes.length > MOST_OUTCOMES) {
    const values = { max: MOST_OUTCOMES, count: outcomes.length }
    return { outcome: 'invalid', problems: [{ field: '', code: 'tooMany', values }] }
  }
  const report: ImportReport = {
    recorded: [],
    already: [],
    refused: [],
    unread: unread.slice(0, MOST_UNREAD),
    unreadMore: Math.max(0, unread.length - MOST_UNREAD),
  }
  const today = dayOf(deps.clock.now())
  const tell = async (read: TreasuryOutcome) => {
    const { line, reference, outcome, on } = read
    const about = { line, reference, outcome }
    if (on > today) return report.refused.push({ ...about, why: 'future', on })
    const { order: _, ...numberless } = read
    const result = await attempt(deps, 'outcome', reference, () =>
      recordOutcome(
        deps,
        staff,
        reference,
        // Banks number instructions, not the municipality's orders.
        answerOfLine(isReport ? numberless : read),
        standInOf(read),
      ),
    )
    if (!result) return report.refused.push({ ...about, why: 'failed' })
    if (result.status === 'recorded') return report.recorded.push({ ...about, on })
    if (result.status === 'already')
      return report.already.push({ ...about, on: recordedDay(outcome, result.payment, on) })
    const [problem] = result.status === 'invalid' ? result.problems : []
    const payment = result.status === 'refused' ? result.payment : undefined
    return report.refused.push({
      ...about,
      why: result.status === 'refused' ? result.why : (WRONG[problem?.code ?? ''] ?? 'early'),
      ...(payment?.paid ? { on: payment.paid.on } : {}),
    })
  }
  // The outcomes of one reference are recorded in order: ordered, then the result.
  const byReference = [...Map.groupBy(outcomes, ({ reference }) => reference.toLowerCase()).values()]
  await mapInBatches(byReference, AT_ONCE, async (said) => {
    for (const read of said) await tell(read)
  })
  for (const lines of [report.recorded, report.already, report.refused]) lines.sort((a, b) => a.line - b.line)
  return { outcome: 'imported', report }
}

/** Returns the recorded day of an outcome that was known before. */
const recordedDay = (outcome: Line['outcome'], { ordered, paid, returns }: Payment, on: string) => {
  const last = returns.at(-1)
  if (outcome === 'ordered') return ordered?.on ?? last?.ordered?.on ?? on
  return paid?.on ?? (last ? dayOf(last.at) : on)
}
