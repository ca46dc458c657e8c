import { addDays, dayOf, daysFromTo, minutesAfter, minutesBetween, momentOf, startOf, weekday } from './calendar.ts'
import { shiftsOf } from './ledger.ts'
import { placementOn } from './placements.ts'
import type { Problem } from './problems.ts'
import type { CaseFile, Period, Request } from './records.ts'

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

/** Whole minutes of a shift. */
export const minutesOf = ({ starts, ends }: Shift): number => minutesBetween(starts, ends)

/** The minutes of a shift on each day it touches, over midnight and clock changes. */
export function minutesByDay({ starts, ends }: Shift): Map<string, number> {
  const byDay = new Map<string, number>()
  for (const on of daysFromTo(dayOf(starts), dayOf(ends))) {
    const from = startOf(on) > starts ? startOf(on) : starts
    const midnight = startOf(addDays(on, 1))
    const minutes = minutesBetween(from, midnight < ends ? midnight : ends)
    if (minutes > 0) byDay.set(on, minutes)
  }
  return byDay
}

const overlap = (one: Shift, other: Shift): boolean => one.starts < other.ends && other.starts < one.ends
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
  shift: Shift,
  limits: HourLimits,
  now: string,
  but?: string,
): Omit<Problem, 'field'> | undefined {
  const days = minutesByDay(shift)
  if (shift.starts >= shift.ends || days.size === 0) return { code: 'shift.empty' }
  if (shift.ends > now) return { code: 'shift.future' }
  const { cover } = request
  const others = shiftsOf(postings).filter(({ id }) => id !== but)
  for (const on of days.keys()) {
    const period = periodOn(request, on)
    if (request.stage !== 'active' && request.stage !== 'suspended') return { code: 'shift.inactive' }
    if (!period || (request.endedEarly && on > request.endedEarly.on)) return { code: 'shift.outside' }
    if (period.settledAt) return { code: 'shift.settled' }
    if (!cover || on < cover.from || on > cover.to) return { code: 'shift.cover' }
    if (isInterrupted(request, on)) return { code: 'shift.interrupted' }
  }
  if (others.some((entry) => entry.shift && overlap(entry.shift, shift))) return { code: 'shift.overlap' }
  if (others.filter(({ on }) => on === dayOf(shift.starts)).length >= MAX_SHIFTS_A_DAY)
    return { code: 'shift.count', values: { count: MAX_SHIFTS_A_DAY } }
  const recorded = others.flatMap((entry) => (entry.shift ? [...minutesByDay(entry.shift)] : []))
  const sum = (wanted: (on: string) => boolean) =>
    [...recorded, ...days].reduce((total, [on, minutes]) => total + (wanted(on) ? minutes : 0), 0)
  for (const on of days.keys()) {
    if (sum((other) => other === on) > limits.minutesDay)
      return { code: 'day.max', values: { hours: limits.minutesDay / 60 } }
    if (sum((other) => mondayOf(other) === mondayOf(on)) > limits.minutesWeek)
      return { code: 'week.max', values: { hours: limits.minutesWeek / 60 } }
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
