import { dayOf } from '../base/calendar.ts'
import { periodOn, toTheMinute } from './hours.ts'
import { type Correction, type Entry, entriesOf, remainingMinutes, post, shiftsOf, reverseEntry } from './ledger.ts'
import type { Problem } from '../base/problems.ts'
import { isUnderWay, type CaseFile } from '../file/case-file.ts'
import type { Context } from '../file/context.ts'
import { plannedIn } from './shifts.ts'
import { withSanction } from './sanctions.ts'
import type { Request } from '../file/request.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Posting } from './posting.ts'
/** Returns the ledger id of an absence; there is one per day. */
const absenceId = (on: string): string => `absence-${on}`

/** The postings of an absence, and the fields of the request that change with them. */
export type AbsenceChange = { postings: Posting[]; request: Partial<Request> }

type Absence = { on: string; excused: boolean; reasons?: string | undefined; by: Addressee; why: string }

/** Returns the absence of a day, if one counts. */
export const absenceOn = (postings: readonly Posting[], on: string): Entry | undefined =>
  entriesOf(postings).find((entry) => entry.absence && entry.on === on && entry.counted > 0)

/**
 * Records an absence on a day with agreed shifts, for the agreed minutes. All channels use it; a recorded absence is
 * kept. If there are too many unexcused absences, the same write opens a review. The code of a problem is a key of the
 * catalogue.
 */
export function recordAbsence(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  { on, excused, reasons, by, why }: Absence,
): AbsenceChange | Omit<Problem, 'field'> {
  const { file, municipality, now } = context
  const { request, postings } = file
  if (absenceOn(postings, on)) return { postings: [], request: {} }
  const period = periodOn(request, on)
  const planned = plannedIn(municipality, file, { from: on, to: on })
  const minutes = planned.reduce((sum, shift) => sum + shift.minutes, 0)
  if (!period || minutes === 0) return { code: 'absence.unplanned' }
  if (period.settledAt) return { code: 'shift.settled' }
  // A person who owed no hours on that day was not absent.
  const { cover, present } = request
  if (!cover || on < cover.from || on > cover.to) return { code: 'absence.cover' }
  if (remainingMinutes(postings) === 0) return { code: 'absence.nothingOwed' }
  // Only the person may report an absence in advance.
  if (by.role !== 'citizen' && planned.some(({ ends }) => ends > toTheMinute(now))) return { code: 'shift.future' }
  const isHere = present !== undefined && dayOf(present.since) === on
  if (isHere || shiftsOf(postings).some((entry) => entry.on === on)) return { code: 'absence.present' }
  const missed = post(postings, {
    request: request.id,
    period: period.number,
    entry: absenceId(on),
    on,
    minutes,
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

/** Returns the postings that cancel absences on days whose shifts are no longer due. */
export function cancelAbsences(
  { postings }: Pick<CaseFile, 'postings'>,
  { from, to }: { from: string; to?: string },
  correction: Correction,
): Posting[] {
  const back: Posting[] = []
  for (const entry of entriesOf(postings))
    if (entry.absence && from <= entry.on && (to === undefined || entry.on <= to))
      back.push(...reverseEntry([...postings, ...back], entry, correction))
  return back
}

/** Returns the postings that excuse an absence or withdraw its excuse: reversed and posted again, with the reasons. */
export function excusePostings(
  { postings }: Pick<CaseFile, 'postings'>,
  { id, on, period, counted }: Entry,
  excused: boolean,
  correction: Correction,
): Posting[] {
  const common = { ...correction, entry: id, on, period, minutes: counted }
  const back = post(postings, { ...common, from: 'missed', to: 'agreement' })
  return [back, post([...postings, back], { ...common, from: 'agreement', to: 'missed', absence: { excused } })]
}

/** Returns the absences of a file that may be reviewed: not those in an open dispute. */
export const excusableAbsences = ({ request, postings }: Pick<CaseFile, 'request' | 'postings'>): Entry[] =>
  isUnderWay(request)
    ? entriesOf(postings).filter(
        ({ id, absence, counted }) =>
          absence && counted > 0 && !request.disputes?.some(({ entry, ruling }) => entry === id && !ruling),
      )
    : []
