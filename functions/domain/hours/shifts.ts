import { dayOf } from '../base/calendar.ts'
import {
  type HourLimits,
  inMinutes,
  minutesOf,
  periodOn,
  plannedShifts,
  type Planned,
  type Shift,
  shiftProblem,
} from './hours.ts'
import { placementOn } from '../activity/placements.ts'
import {
  balance,
  type Correction,
  type Entry,
  entriesOf,
  remainingMinutes,
  post,
  shiftsOf,
  reverseEntry,
} from './ledger.ts'
import type { Problem } from '../base/problems.ts'
import { holidaysAround, type Municipality } from '../municipality/regulation.ts'
import { findAsk, type CaseFile } from '../file/case-file.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { Period } from '../file/activity.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Posting } from './posting.ts'

/** Returns the maximum minutes per day and week. A community project (PUC) has its own week. */
export function hourLimitsOf(context: Pick<Context, 'file' | 'municipality' | 'now'>): HourLimits {
  const { parameters } = rulesOf(context)
  const hoursWeek = context.file.request.grant?.hoursWeek
    ? parameters.communityHoursWeek.value.max
    : parameters.maxHoursWeek.value
  return { minutesDay: parameters.maxHoursDay.value * 60, minutesWeek: hoursWeek * 60 }
}

/** Returns true if the site is closed on a day: a holiday, or a day on which the host is closed. */
const isClosedAt = (municipality: Municipality, hostId: string | undefined, on: string): boolean =>
  holidaysAround(municipality, on).includes(on) ||
  (municipality.hosts.find(({ id }) => id === hostId)?.closed ?? []).some(({ from, to }) => from <= on && on <= to)

/** Returns the shifts planned in a period. */
export const plannedIn = (
  municipality: Municipality,
  { request }: Pick<CaseFile, 'request'>,
  period: Pick<Period, 'from' | 'to'>,
): Planned[] => plannedShifts(request, period, (on) => isClosedAt(municipality, placementOn(request, on)?.host, on))

/** Returns the ledger id of a shift; shifts with the same start are the same. */
export const shiftId = ({ starts }: Shift): string => `shift-${starts.replaceAll(/[-:]/g, '')}`

type Recording = { shift: Shift; recorded: NonNullable<Posting['shift']>['recorded']; by: Addressee; why: string }
type Hours = Pick<Context, 'file' | 'municipality' | 'now'>

/** The ways of recording that a verification covers: once a period is verified, missing hours need a dispute. */
const VERIFIED: readonly string[] = ['code', 'sheet', 'paper']

/**
 * Returns the minutes of a day beyond those agreed that do not make up an absence yet; negative if more was made up than there
 * is now.
 */
function extraOn({ file, municipality }: Pick<Hours, 'file' | 'municipality'>, on: string): number {
  const planned = plannedIn(municipality, file, { from: on, to: on }).reduce((sum, { minutes }) => sum + minutes, 0)
  const ofDay = entriesOf(file.postings).filter((entry) => entry.on === on)
  const sum = (of: (entry: Entry) => number) => ofDay.reduce((total, entry) => total + of(entry), 0)
  const missed = sum(({ absence, counted }) => (absence ? counted : 0))
  const came = sum(({ shift, counted }) => (shift ? counted : 0))
  return Math.max(0, came - Math.max(0, planned - missed)) - sum(({ madeUp }) => madeUp)
}

const withPostings = <Its extends Pick<Hours, 'file'>>(context: Its, postings: readonly Posting[]): Its => ({
  ...context,
  file: { ...context.file, postings: [...context.file.postings, ...postings] },
})

/**
 * Returns the postings of a shift, or why it may not be recorded. Hours beyond those owed do not count. Hours on days or at
 * times that were not agreed make up missed ones. A shift belongs to the day and the period in which it begins.
 */
export function recordShift(
  context: Hours,
  { shift: typed, recorded, by, why }: Recording,
): Posting[] | Omit<Problem, 'field'> {
  const { file, now } = context
  const { request, postings } = file
  const shift = inMinutes(typed)
  const problem = shiftProblem(file, shift, hourLimitsOf(context), now)
  if (problem) return problem
  const on = dayOf(shift.starts)
  const period = periodOn(request, on)
  const counted = Math.min(minutesOf(shift), remainingMinutes(postings))
  if (counted === 0 || !period) return []
  if (VERIFIED.includes(recorded) && findAsk(file, 'verification', String(period.number))?.status === 'answered')
    return { code: 'shift.settled' }
  const entry = shiftId(shift)
  const common = { request: request.id, period: period.number, entry, on, by, at: now, why }
  const done = post(postings, {
    ...common,
    minutes: counted,
    from: 'owed',
    to: 'done',
    shift: { ...shift, recorded },
  })
  const beyond = Math.min(counted, extraOn(withPostings(context, [done]), on), balance(postings, 'missed'))
  return beyond <= 0
    ? [done]
    : [done, post([...postings, done], { ...common, minutes: beyond, from: 'missed', to: 'madeUp' })]
}

/** Returns the postings by which hours of a period beyond those agreed make up an absence recorded after them. */
export function makeUpLate(context: Hours, period: Pick<Period, 'number'>, by: Addressee, why: string): Posting[] {
  const { file, now } = context
  const made: Posting[] = []
  for (const { id, on, counted, madeUp } of shiftsOf(file.postings)) {
    const current = withPostings(context, made)
    const { postings } = current.file
    const minutes = Math.min(counted - madeUp, balance(postings, 'missed'), extraOn(current, on))
    if (minutes <= 0 || periodOn(file.request, on)?.number !== period.number) continue
    const common = { request: file.request.id, period: period.number, entry: id, on, by, at: now, why }
    made.push(post(postings, { ...common, minutes, from: 'missed', to: 'madeUp' }))
  }
  return made
}

/** Returns the postings that cancel an entry, with a reason. An absence that is no longer made up is missed again. */
export function strikeOut(context: Hours, { id }: Entry, correction: Correction): Posting[] {
  const { postings } = context.file
  // Reads the entry again: cancelling an earlier one may have changed the minutes that it makes up.
  const entry = entriesOf(postings).find((each) => each.id === id)
  if (!entry) return []
  const back = reverseEntry(postings, entry, correction)
  if (entry.absence) return back
  for (const other of shiftsOf(postings).toReversed()) {
    const current = withPostings(context, back)
    const minutes = Math.min(other.madeUp, balance(current.file.postings, 'madeUp'), -extraOn(current, entry.on))
    if (other.id === entry.id || other.on !== entry.on || minutes <= 0) continue
    const fields = { ...correction, entry: other.id, on: other.on, period: other.period, minutes }
    back.push(post(current.file.postings, { ...fields, from: 'madeUp', to: 'missed' }))
  }
  return back
}
