import type { Answer } from '../../domain/questions/index.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import {
  OUTCOME_FORMAT,
  readOutcomes,
  readStatusReport,
  type TreasuryOutcome,
  type Unread,
} from '../../domain/money/treasury.ts'
import { inTurn } from './in-turn.ts'
import { type Disagreement, type OutcomeDeps, recordOutcome } from './record-outcome.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { attempt } from '../file/attempt.ts'
import type { Payment } from '../../domain/file/payment.ts'

/** The most outcomes in one file: so many are recorded before the gateway gives up. */
export const MOST_OUTCOMES = 1000
const AT_ONCE = 8
/** The most lines that are told as not understood: a file of another kind has as many as it is long. */
export const MOST_UNREAD = 200

/** Why a line that was understood was not recorded. */
export type NotRecorded =
  | Disagreement
  /** It tells of a day that has not come. */
  | 'future'
  /** It tells of a day before the money was committed. */
  | 'early'
  /** Help that is no money has no order. */
  | 'noOrder'
  /** The write failed for no reason of the file's: it may be imported again. */
  | 'failed'

type Line = Pick<TreasuryOutcome, 'line' | 'reference' | 'outcome'>
/** What became of each line of a file. `on` is the day that is on record now, where one is. */
export type ImportReport = {
  recorded: (Line & { on: string })[]
  already: (Line & { on: string })[]
  refused: (Line & { why: NotRecorded; on?: string })[]
  /** At most `MOST_UNREAD`; `unreadMore` says how many there are beside them. */
  unread: Unread[]
  unreadMore: number
}
export type Imported = { outcome: 'imported'; report: ImportReport } | { outcome: 'tooMany'; count: number }

/** What an answer has room for. */
const LONGEST_ORDER = 40
const SHORTEST = 10
const LONGEST = 4000
const fitting = (text: string, length: number): string =>
  text.replaceAll('\0', '').slice(0, length).toWellFormed().trim()

/**
 * What a line says as the answer to the question. A treasury may tell no number of an order, and a bank why by a mere code: the
 * reference stands beside the one.
 */
export function answerOf({ reference, outcome, on, order, reasons = '' }: TreasuryOutcome): Answer<'outcome'> {
  const number = fitting(order ?? '', LONGEST_ORDER)
  if (outcome === 'ordered') return { choice: 'ordered', orderedOn: on, order: number }
  if (outcome === 'paid') return { choice: 'paid', paidOn: on, ...(number === '' ? {} : { order: number }) }
  const said = fitting(reasons, LONGEST)
  return { choice: 'returned', reasons: said.length < SHORTEST ? fitting(`${said} (${reference})`, LONGEST) : said }
}

/** What stands for the number of an order that nobody told: the number the bank gave it, else the reference. */
const standInOf = ({ reference, order = '' }: TreasuryOutcome): string =>
  fitting(order, LONGEST_ORDER) || fitting(reference, LONGEST_ORDER)

/** Why a line cannot be so, by what is wrong with it as an answer. */
const WRONG: Partial<Record<string, NotRecorded>> = { 'date.future': 'future', choice: 'noOrder' }

/** Whether a text is XML rather than a table. */
const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text)

/**
 * Records the outcomes of a treasury's file (CSV) or a bank's report (pain.002). Each is one write of its own, as if the
 * question about it were answered; what does not fit what is known is listed with its line and changes nothing. The same file
 * again changes nothing either.
 */
export async function importOutcomes(deps: OutcomeDeps, staff: Staff, text: string): Promise<Imported> {
  const { finance } = await deps.configuration.of(staff.municipality)
  const isReport = isXml(text)
  const { outcomes, unread } = isReport
    ? readStatusReport(text)
    : readOutcomes(text, finance.outcomeFormat ?? OUTCOME_FORMAT)
  if (outcomes.length > MOST_OUTCOMES) return { outcome: 'tooMany', count: outcomes.length }
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
        // A bank numbers what it was sent, not the orders of a municipality.
        answerOf(isReport ? numberless : read),
        standInOf(read),
      ),
    )
    if (!result) return report.refused.push({ ...about, why: 'failed' })
    if (result.status === 'recorded') return report.recorded.push({ ...about, on })
    if (result.status === 'already') return report.already.push({ ...about, on: dayTold(outcome, result.payment, on) })
    const [problem] = result.status === 'invalid' ? result.problems : []
    const payment = result.status === 'refused' ? result.payment : undefined
    return report.refused.push({
      ...about,
      why: result.status === 'refused' ? result.why : (WRONG[problem?.code ?? ''] ?? 'early'),
      ...(payment?.paid ? { on: payment.paid.on } : {}),
    })
  }
  // What is said of one reference goes in its order: ordered, then what became of it.
  const byReference = [...Map.groupBy(outcomes, ({ reference }) => reference.toLowerCase()).values()]
  await inTurn(byReference, AT_ONCE, async (said) => {
    for (const read of said) await tell(read)
  })
  for (const lines of [report.recorded, report.already, report.refused]) lines.sort((a, b) => a.line - b.line)
  return { outcome: 'imported', report }
}

/** The day on record of an outcome that was told before. */
const dayTold = (outcome: Line['outcome'], { ordered, paid, returns }: Payment, on: string) => {
  const last = returns.at(-1)
  if (outcome === 'ordered') return ordered?.on ?? last?.ordered?.on ?? on
  return paid?.on ?? (last ? dayOf(last.at) : on)
}
