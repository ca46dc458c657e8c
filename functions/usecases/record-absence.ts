import { periodOn } from '../domain/hours.ts'
import { balance, type Entry, entriesOf, post, shiftsOf } from '../domain/ledger.ts'
import type { Problem } from '../domain/problems.ts'
import type { Addressee, CaseFile, Posting, Request } from '../domain/records.ts'
import type { Context } from './questions/question.ts'
import { plannedIn } from './record-shift.ts'
import { withSanction } from './sanctions.ts'

/** What an absence is called in the ledger: there is one a day. */
export const absenceId = (on: string): string => `absence-${on}`

/** What comes of an absence: its postings, and the review it opens where a threshold is reached. */
export type Absent = { postings: Posting[]; request: Partial<Request> }

type Absence = { on: string; excused: boolean; reasons?: string | undefined; by: Addressee; why: string }

/** The absence of a day, as long as it counts. */
export const absenceOn = (postings: readonly Posting[], on: string): Entry | undefined =>
  entriesOf(postings).find((entry) => entry.absence && entry.on === on && entry.counted > 0)

/**
 * Records that somebody did not come on a day on which they had agreed to: the minutes agreed for it less those done on it.
 * Used by every way an absence becomes known. One that is recorded already stands as it is. In the same write goes the
 * review that too many unexcused absences open. The code of a problem is a key of the catalogue of errors.
 */
export function recordAbsence(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  { on, excused, reasons, by, why }: Absence,
): Absent | Omit<Problem, 'field'> {
  const { file, municipality, now } = context
  const { request, postings } = file
  if (absenceOn(postings, on)) return { postings: [], request: {} }
  const period = periodOn(request, on)
  if ((request.stage !== 'active' && request.stage !== 'suspended') || !period) return { code: 'absence.unplanned' }
  if (period.settledAt) return { code: 'shift.settled' }
  const planned = plannedIn(municipality, file, { from: on, to: on }).reduce((sum, { minutes }) => sum + minutes, 0)
  if (planned === 0) return { code: 'absence.unplanned' }
  const done = shiftsOf(postings).reduce((sum, entry) => sum + (entry.on === on ? entry.counted : 0), 0)
  if (done >= planned) return { code: 'absence.present' }
  const missed = post(postings, {
    request: request.id,
    period: period.number,
    entry: absenceId(on),
    on,
    minutes: planned - done,
    from: 'agreement',
    to: 'missed',
    by,
    at: now,
    why,
    absence: { excused },
    ...(reasons ? { reasons } : {}),
  })
  return { postings: [missed], request: withSanction(context, [missed]) }
}

type Correction = Pick<Absence, 'by' | 'why'> & { reasons: string; now: string }

/** Takes an absence back: it was none. What had made it up is taken back first, so that no account goes below nothing. */
export function takeBackAbsence(
  { postings }: Pick<CaseFile, 'postings'>,
  { id, on, period, counted, made: { request } }: Entry,
  { by, why, reasons, now }: Correction,
): Posting[] {
  const common = { request, period, entry: id, on, by, at: now, why, reasons }
  const short = Math.max(0, counted - balance(postings, 'missed'))
  const unmade = short > 0 ? [post(postings, { ...common, minutes: short, from: 'madeUp', to: 'missed' })] : []
  return [...unmade, post([...postings, ...unmade], { ...common, minutes: counted, from: 'missed', to: 'agreement' })]
}

/** The postings by which an absence counts as excused, or no longer does: posted back and anew, with the reasons. */
export function excusePostings(
  { postings }: Pick<CaseFile, 'postings'>,
  { id, on, period, counted, made: { request } }: Entry,
  excused: boolean,
  { by, why, reasons, now }: Correction,
): Posting[] {
  const common = { request, period, entry: id, on, minutes: counted, by, at: now, why, reasons }
  const back = post(postings, { ...common, from: 'missed', to: 'agreement' })
  return [back, post([...postings, back], { ...common, from: 'agreement', to: 'missed', absence: { excused } })]
}
