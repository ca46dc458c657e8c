import {
  addDays,
  dayOf,
  daysFromTo,
  minutesAfter,
  minutesBetween,
  momentOf,
  startOf,
  weekday,
} from '../base/calendar.ts'
import { shiftsOf } from './ledger.ts'
import { placementOn } from '../activity/placements.ts'
import type { Problem } from '../base/problems.ts'
import type { Period } from '../file/activity.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/** A shift from one instant to another. */
export type Shift = { starts: string; ends: string }

/** The maximum number of shifts of a person on a day, such as a morning and an afternoon. */
export const MAX_SHIFTS_A_DAY = 2

/** Returns a shift by clock times in Italy (`HH:MM`). It ends past midnight if the end is not after the start. */
export const shiftOf = (on: string, from: string, to: string): Shift => ({
  starts: momentOf(on, from),
  ends: momentOf(to > from ? on : addDays(on, 1), to),
})

/** Returns a shift by its start and its length in elapsed minutes, whatever the clocks do meanwhile. */
export const shiftFrom = (on: string, from: string, minutes: number): Shift => {
  const starts = momentOf(on, from)
  return { starts, ends: minutesAfter(starts, minutes) }
}

/**
 * Returns an instant without its seconds. Hours are counted in whole minutes, so shown and counted values agree and instants
 * compare as text.
 */
export const toTheMinute = (at: string): string => `${at.slice(0, 16)}:00Z`

/** Returns a shift in whole minutes, whatever the precision of the clock that recorded it. */
export const inMinutes = ({ starts, ends }: Shift): Shift => ({
  starts: toTheMinute(starts),
  ends: toTheMinute(ends),
})

/** Returns the length of a shift in whole minutes. */
export const minutesOf = (shift: Shift): number => {
  const { starts, ends } = inMinutes(shift)
  return minutesBetween(starts, ends)
}

/** Cached because computing midnight in a time zone is slow. */
const midnights = new Map<string, string>()
function midnightOf(on: string): string {
  const midnight = midnights.get(on) ?? startOf(on)
  midnights.set(on, midnight)
  return midnight
}

/** Splits the minutes of a shift by day, across midnight and clock changes. They sum to the minutes of the shift. */
export function minutesByDay(shift: Shift): Map<string, number> {
  const { starts, ends } = inMinutes(shift)
  const byDay = new Map<string, number>()
  for (let on = dayOf(starts), from = starts; from < ends; ) {
    const next = addDays(on, 1)
    const midnight = midnightOf(next)
    const to = midnight < ends ? midnight : ends
    byDay.set(on, minutesBetween(from, to))
    on = next
    from = to
  }
  return byDay
}

/** Returns true if two shifts, both in whole minutes, overlap. */
export const overlap = (one: Shift, other: Shift): boolean => one.starts < other.ends && other.starts < one.ends
/** Returns the Monday of a day's week. */
export const mondayOf = (on: string): string => addDays(on, 1 - weekday(on))

export type HourLimits = { minutesDay: number; minutesWeek: number }

/** Returns true if the activity is interrupted on a day. */
export const isInterrupted = ({ interruptions = [] }: Pick<Request, 'interruptions'>, on: string): boolean =>
  interruptions.some(({ from, to }) => from <= on && (to === undefined || on <= to))

/** Returns the period of the agreement that contains a day. */
export const periodOn = ({ periods }: Pick<Request, 'periods'>, on: string): Period | undefined =>
  periods.find(({ from, to }) => from <= on && on <= to)

/**
 * Returns why a shift may not count, if it may not. Every way of recording hours goes through this check. The code is a key of
 * the catalogue of errors; `but` is an entry that the shift replaces. Law: DPR 1124/1965 and DM 22/10/2019 (cover before the
 * first hour); the regulation for limits per day and week.
 */
export function shiftProblem(
  { request, postings }: Pick<CaseFile, 'request' | 'postings'>,
  typed: Shift,
  limits: HourLimits,
  now: string,
  but?: string,
): Omit<Problem, 'field'> | undefined {
  const shift = inMinutes(typed)
  const days = minutesByDay(shift)
  const touched = [...days.keys()]
  const [first] = touched
  if (first === undefined) return { code: 'shift.empty' }
  if (shift.ends > toTheMinute(now)) return { code: 'shift.future' }
  const { cover } = request
  for (const on of touched) {
    const period = periodOn(request, on)
    if (request.stage !== 'active' && request.stage !== 'suspended') return { code: 'shift.inactive' }
    if (!period || (request.endedEarly && on > request.endedEarly.on)) return { code: 'shift.outside' }
    if (period.settledAt) return { code: 'shift.settled' }
    if (!cover || on < cover.from || on > cover.to) return { code: 'shift.cover' }
    if (isInterrupted(request, on)) return { code: 'shift.interrupted' }
  }
  const others = shiftsOf(postings).filter(({ id }) => id !== but)
  if (others.some((entry) => entry.shift && overlap(inMinutes(entry.shift), shift))) return { code: 'shift.overlap' }
  if (others.filter(({ on }) => on === first).length >= MAX_SHIFTS_A_DAY)
    return { code: 'shift.count', values: { count: MAX_SHIFTS_A_DAY } }
  for (const monday of new Set(touched.map(mondayOf))) {
    const sunday = addDays(monday, 6)
    // A shift that began in the previous week may last into this one.
    const mondayBefore = addDays(monday, -7)
    const around = others.filter(({ on }) => mondayBefore <= on && on <= sunday)
    const all = [...days, ...around.flatMap((entry) => (entry.shift ? [...minutesByDay(entry.shift)] : []))]
    const week = all.filter(([on]) => monday <= on && on <= sunday)
    const sum = (some: typeof week) => some.reduce((total, [, minutes]) => total + minutes, 0)
    if (touched.some((on) => sum(week.filter(([other]) => other === on)) > limits.minutesDay))
      return { code: 'day.max', values: { hours: limits.minutesDay / 60 } }
    if (sum(week) > limits.minutesWeek) return { code: 'week.max', values: { hours: limits.minutesWeek / 60 } }
  }
  return undefined
}

/** A shift planned in the agreement. */
export type Planned = Shift & { on: string; minutes: number }

/**
 * Returns the planned shifts in a range of days, without those on which the site is closed or the activity is interrupted.
 */
export function plannedShifts(
  request: Pick<Request, 'placement' | 'formerPlacements' | 'interruptions' | 'endedEarly'>,
  { from, to }: Pick<Period, 'from' | 'to'>,
  isClosed: (on: string) => boolean,
): Planned[] {
  const { endedEarly } = request
  const last = endedEarly && endedEarly.on < to ? endedEarly.on : to
  return [...daysFromTo(from, last)].flatMap((on) => {
    const placement = placementOn(request, on)
    return placement?.weekdays.includes(weekday(on)) && !isClosed(on) && !isInterrupted(request, on)
      ? { on, minutes: placement.minutesADay, ...shiftFrom(on, placement.at, placement.minutesADay) }
      : []
  })
}
