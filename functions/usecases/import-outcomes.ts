import type { Answer } from '../domain/answers.ts'
import { dayOf } from '../domain/calendar.ts'
import {
  OUTCOME_FORMAT,
  readOutcomes,
  readStatusReport,
  type TreasuryOutcome,
  type Unread,
} from '../domain/treasury.ts'
import type { Staff } from './desk-pass.ts'
import { inTurn } from './in-turn.ts'
import { type Disagreement, type OutcomeDeps, recordOutcome } from './record-outcome.ts'

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
  /** It tells of a day before the payment was cleared. */
  | 'early'
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
 * reference stands for the one, and beside the other.
 */
export function answerOf({ reference, outcome, on, order = '', reasons = '' }: TreasuryOutcome): Answer<'outcome'> {
  if (outcome === 'paid')
    return { choice: 'paid', paidOn: on, order: fitting(order, LONGEST_ORDER) || fitting(reference, LONGEST_ORDER) }
  const said = fitting(reasons, LONGEST)
  return { choice: 'returned', reasons: said.length < SHORTEST ? fitting(`${said} (${reference})`, LONGEST) : said }
}

/** Whether a text is XML rather than a table. */
const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text)

/**
 * Records the outcomes of a treasury's file (CSV) or a bank's report (pain.002). Each is one write of its own, as if the
 * question about it were answered; what does not fit what is known is listed with its line and changes nothing. The same file
 * again changes nothing either.
 */
export async function importOutcomes(deps: OutcomeDeps, staff: Staff, text: string): Promise<Imported> {
  const { finance } = await deps.configuration.of(staff.municipality)
  const { outcomes, unread } = isXml(text)
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
  await inTurn(outcomes, AT_ONCE, async (read) => {
    const { line, reference, outcome, on } = read
    const about = { line, reference, outcome }
    if (on > today) return report.refused.push({ ...about, why: 'future', on })
    try {
      const told = await recordOutcome(deps, staff, reference, answerOf(read))
      if (told.told === 'recorded') return report.recorded.push({ ...about, on })
      if (told.told === 'already') return report.already.push({ ...about, on: dayTold(told.payment, on) })
      const payment = told.told === 'refused' ? told.payment : undefined
      return report.refused.push({
        ...about,
        why: told.told === 'refused' ? told.why : 'early',
        ...(payment?.paid ? { on: payment.paid.on } : {}),
      })
    } catch (error) {
      deps.report('outcome', reference, error)
      return report.refused.push({ ...about, why: 'failed' })
    }
  })
  for (const lines of [report.recorded, report.already, report.refused]) lines.sort((a, b) => a.line - b.line)
  return { outcome: 'imported', report }
}

/** The day on record of an outcome that was told before. */
const dayTold = (
  { paid, returns }: { paid?: { on: string } | undefined; returns: readonly { at: string }[] },
  on: string,
) => {
  const last = returns.at(-1)
  return paid?.on ?? (last ? dayOf(last.at) : on)
}
