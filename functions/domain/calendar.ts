import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'

/** The calendar of the procedure: legal days are days in Italy, wherever the code runs. */
export const ROME = 'Europe/Rome'

/** A moment as an ISO 8601 instant in UTC, for instance `2026-03-02T09:30:00Z`. */
export const instant = z.iso.datetime()

/** A day that exists, as `YYYY-MM-DD`. */
export const day = z.iso.date({ error: 'date' })

/** Tells the current moment; the only way the system knows the time (see `platform/clock.ts`). */
export type Clock = { now(): string }

/** The day it is in Italy at an instant. */
export const dayOf = (at: string): string => Temporal.Instant.from(at).toZonedDateTimeISO(ROME).toPlainDate().toString()

/** Midnight in Italy at which a day begins, as an instant. Correct across clock changes. */
export const startOf = (on: string): string => Temporal.PlainDate.from(on).toZonedDateTime(ROME).toInstant().toString()

/** The day `days` days later (or earlier when negative). */
export const addDays = (on: string, days: number): string => Temporal.PlainDate.from(on).add({ days }).toString()

/** The day `months` months later; the last day of the month where that day does not exist. */
export const addMonths = (on: string, months: number): string => Temporal.PlainDate.from(on).add({ months }).toString()

/** Whole days from one day to another; negative when `to` comes first. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

/** Whole seconds from one instant to another, never negative: what a Wait state waits. */
export const secondsUntil = (now: string, until: string): number =>
  Math.max(
    0,
    Math.ceil((Temporal.Instant.from(until).epochMilliseconds - Temporal.Instant.from(now).epochMilliseconds) / 1000),
  )

/** The instant `days` days of 24 hours after another. */
export const daysAfter = (at: string, days: number): string =>
  Temporal.Instant.from(at)
    .add({ hours: 24 * days })
    .toString()

/** Age in whole years on a day. */
export const ageOn = (birthDate: string, on: string): number =>
  Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(on), { largestUnit: 'year' }).years

/** Day of the week, 1 Monday to 7 Sunday. */
export const weekday = (on: string): number => Temporal.PlainDate.from(on).dayOfWeek

/** Every day from one to another, both included. */
export function* daysFromTo(from: string, to: string): Generator<string> {
  for (let on = from; on <= to; on = addDays(on, 1)) yield on
}

/**
 * The last day of a term: when offices are closed on it, the next day they are open
 * (Codice civile art. 2963, applied to administrative terms).
 */
export function nextWorkingDay(on: string, holidays: readonly string[]): string {
  let candidate = on
  while (weekday(candidate) >= 6 || holidays.includes(candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher). */
function easter(year: number): string {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return new Temporal.PlainDate(year, Math.floor(n / 31), (n % 31) + 1).toString()
}

/**
 * The holidays of a year: fixed ones as `MM-DD` from the municipality's data, Easter Monday, and single days.
 * Easter itself is a Sunday, when offices are closed anyway.
 */
export const holidaysOf = (year: number, rule: { yearly: readonly string[]; once: readonly string[] }): string[] => [
  ...rule.yearly.map((monthDay) => `${year}-${monthDay}`),
  ...rule.once.filter((on) => on.startsWith(`${year}-`)),
  addDays(easter(year), 1),
]
