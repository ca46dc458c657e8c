import { getISO } from 'temporal-polyfill/fns/Calendar'
import * as Instant from 'temporal-polyfill/fns/Instant'
import * as PlainDate from 'temporal-polyfill/fns/PlainDate'
import * as PlainTime from 'temporal-polyfill/fns/PlainTime'
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime'
import * as z from 'zod'

/** Converts a day to the library's date in the ISO 8601 calendar. */
const date = (on: string) => PlainDate.fromString(on, getISO)

/** The time zone of the procedure: legal days are days in Italy, wherever the code runs. */
export const ROME = 'Europe/Rome'

/** An instant in UTC as ISO 8601, for instance `2026-03-02T09:30:00Z`. */
export const instant = z.iso.datetime()

/** An existing day, as `YYYY-MM-DD`. */
export const day = z.iso.date({ error: 'date' })

/** A time of day in Italy, as `HH:MM`. */
export const timeOfDay = z.string('time').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time')

/** The source of the current time; nothing else in the system reads it (see `platform/clock.ts`). */
export type Clock = { now(): string }

/** Returns the day in Italy at an instant. */
export const dayOf = (at: string): string =>
  PlainDate.toString(ZonedDateTime.toPlainDate(Instant.toZonedDateTimeISO(Instant.fromString(at), ROME)))

/** Returns the instant at which a day begins in Italy, correct across clock changes. */
export const startOf = (on: string): string =>
  Instant.toString(ZonedDateTime.toInstant(PlainDate.toZonedDateTime(date(on), ROME)))

/**
 * Returns the instant at which clocks in Italy show a time on a day; in the hour that a clock change skips, the one after it.
 */
export const momentOf = (on: string, time: string): string =>
  Instant.toString(
    ZonedDateTime.toInstant(
      PlainDate.toZonedDateTime(date(on), { timeZone: ROME, plainTime: PlainTime.fromString(time) }),
    ),
  )

/** Returns the time that clocks in Italy show at an instant, as `HH:MM`. */
export const timeOf = (at: string): string =>
  PlainTime.toString(ZonedDateTime.toPlainTime(Instant.toZonedDateTimeISO(Instant.fromString(at), ROME))).slice(0, 5)

/** Returns the whole minutes elapsed between two instants; negative if `to` comes first. */
export const minutesBetween = (from: string, to: string): number =>
  Math.trunc((Instant.fromString(to).epochMilliseconds - Instant.fromString(from).epochMilliseconds) / 60_000)

/** Returns the instant `minutes` later. */
export const minutesAfter = (at: string, minutes: number): string =>
  Instant.toString(Instant.addMinutes(Instant.fromString(at), minutes))

/** Returns the day `days` later, or earlier if negative. */
export const addDays = (on: string, days: number): string => PlainDate.toString(PlainDate.addDays(date(on), days))

/** Returns the day `months` later; the last day of the month if that day does not exist. */
export const addMonths = (on: string, months: number): string =>
  PlainDate.toString(PlainDate.addMonths(date(on), months))

/** Returns the whole days between two days; negative if `to` comes first. */
export const daysBetween = (from: string, to: string): number =>
  PlainDate.diff(date(from), date(to), { largestUnit: 'day' }).days

/** Returns the whole seconds between two instants, never negative, as a Wait state needs them. */
export const secondsUntil = (now: string, until: string): number =>
  Math.max(
    0,
    Math.ceil((Instant.fromString(until).epochMilliseconds - Instant.fromString(now).epochMilliseconds) / 1000),
  )

/** Returns the instant `hours` later. */
export const hoursAfter = (at: string, hours: number): string =>
  Instant.toString(Instant.addHours(Instant.fromString(at), hours))

/** Returns the instant `days` of 24 hours later. */
export const daysAfter = (at: string, days: number): string => hoursAfter(at, 24 * days)

/** Returns the age in whole years on a day. */
export const ageOn = (birthDate: string, on: string): number =>
  PlainDate.diff(date(birthDate), date(on), { largestUnit: 'year' }).years

/** Returns the day of the week, 1 for Monday to 7 for Sunday. */
export const weekday = (on: string): number => PlainDate.dayOfWeek(date(on))

/** Yields every day in a range, both ends included. */
export function* daysFromTo(from: string, to: string): Generator<string> {
  for (let on = from; on <= to; on = addDays(on, 1)) yield on
}

/**
 * Returns the last day of a term: if offices are closed on it, the next working day (Codice civile art. 2963, applied to
 * administrative terms).
 */
export function nextWorkingDay(on: string, holidays: readonly string[]): string {
  let candidate = on
  while (weekday(candidate) >= 6 || holidays.includes(candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** Returns Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher). */
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
  return PlainDate.toString(PlainDate.create(year, Math.floor(n / 31), (n % 31) + 1))
}

/**
 * Returns the holidays of a year: yearly ones (`MM-DD`) from the municipality's data, Easter Monday, and single days. Easter
 * itself is a Sunday, when offices are closed anyway.
 */
export const holidaysOf = (year: number, rule: { yearly: readonly string[]; once: readonly string[] }): string[] => [
  ...rule.yearly.map((monthDay) => `${year}-${monthDay}`),
  ...rule.once.filter((on) => on.startsWith(`${year}-`)),
  addDays(easter(year), 1),
]
