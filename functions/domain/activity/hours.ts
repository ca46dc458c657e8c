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
import { placementOn } from './placements.ts'
import type { Problem } from '../base/problems.ts'
import type { Period } from '../file/activity.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/** A stretch of activity, from one instant to another. */
export type Shift = { starts: string; ends: string }

/** Most shifts of one person on a day, such as a morning and an afternoon. */
export const MAX_SHIFTS_A_DAY = 2

/** A shift by the clock in Italy: past midnight where it does not end after it begins. Times as `HH:MM`. */
export const shiftOf = (on: string, from: string, to: string): Shift => ({
  starts: momentOf(on, from),
  ends: momentOf(to > from ? on : addDays(on, 1), to),
})

/** A shift by its beginning and its length in minutes that really pass, whatever the clocks do meanwhile. */
export const shiftFrom = (on: string, from: string, minutes: number): Shift => {
  const starts = momentOf(on, from)
  return { starts, ends: minutesAfter(starts, minutes) }
}

/**
 * An instant without its seconds: hours are counted in whole minutes, so that what is shown is what is counted, and so written
 * two instants compare as text.
 */
export const toTheMinute = (at: string): string => `${at.slice(0, 16)}:00Z`

/** A shift in whole minutes, whatever the clock that recorded it shows beside them. */
export const inMinutes = ({ starts, ends }: Shift): Shift => ({
  starts: toTheMinute(starts),
  ends: toTheMinute(ends),
})

/** Whole minutes of a shift. */
export const minutesOf = (shift: Shift): number => {
  const { starts, ends } = inMinutes(shift)
  return minutesBetween(starts, ends)
}

/** Where a time zone puts midnight is slow to ask, and the days of an activity are asked over and over. */
const midnights = new Map<string, string>()
function midnightOf(on: string): string {
  const midnight = midnights.get(on) ?? startOf(on)
  midnights.set(on, midnight)
  return midnight
}

/** The minutes of a shift on each day it touches, over midnight and clock changes. They sum to the minutes of the shift. */
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

/** Whether two shifts, each in whole minutes, share one. */
export const overlap = (one: Shift, other: Shift): boolean => one.starts < other.ends && other.starts < one.ends
/** The Monday of the week that a day lies in. */
export const mondayOf = (on: string): string => addDays(on, 1 - weekday(on))

export type HourLimits = { minutesDay: number; minutesWeek: number }

/** Whether the activity stands still on a day. */
export const isInterrupted = ({ interruptions = [] }: Pick<Request, 'interruptions'>, on: string): boolean =>
  interruptions.some(({ from, to }) => from <= on && (to === undefined || on <= to))

/** The period of the agreement that a day lies in. */
export const periodOn = ({ periods }: Pick<Request, 'periods'>, on: string): Period | undefined =>
  periods.find(({ from, to }) => from <= on && on <= to)

/**
 * Why a shift may not be counted, if it may not: the one gate that every way of recording hours goes through. The code is a
 * key of the catalogue of errors. `but` is an entry that it takes the place of.
 * Law: DPR 1124/1965 and DM 22/10/2019 (cover before the first hour); the regulation for limits a day and a week.
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
    // One that began in the week before may last into this one.
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

/** A shift that the agreement foresees. */
export type Planned = Shift & { on: string; minutes: number }

/** The shifts that the agreement foresees from one day to another, without those on which the site is closed or the activity stands still. */
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
