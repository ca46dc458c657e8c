import type { Language } from '../domain/file/application.ts'
import { ROME } from '../domain/base/calendar.ts'

const LOCALES = { it: 'it-IT', en: 'en-GB' } as const satisfies Record<Language, string>

const UNITS = {
  it: { hour: ['ora', 'ore'], minute: ['minuto', 'minuti'], and: 'e' },
  en: { hour: ['hour', 'hours'], minute: ['minute', 'minutes'], and: 'and' },
} as const

const make = (language: Language) => {
  const locale = LOCALES[language]
  const units = UNITS[language]
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', useGrouping: 'always' })
  // A day is a day wherever it is read: it is shown in the zone in which it begins at midnight.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: ROME })
  const lists = new Intl.ListFormat(locale)
  const count = (value: number, [one, many]: readonly [string, string]) => `${value} ${value === 1 ? one : many}`
  return {
    /** Euro from cents. */
    euro: (cents: number): string => money.format(cents / 100),
    /** A day, long. */
    day: (on: string): string => days.format(Date.parse(on)),
    /** A day of a period, with the name of the weekday and without the year. */
    weekday: (on: string): string => weekdays.format(Date.parse(on)),
    /** The day and the time in Italy of an instant. */
    moment: (at: string): string => moments.format(Date.parse(at)),
    /** Hours and minutes from minutes. */
    hours: (minutes: number): string => {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
      if (rest === 0) return count(hours, units.hour)
      return hours === 0
        ? count(rest, units.minute)
        : `${count(hours, units.hour)} ${units.and} ${count(rest, units.minute)}`
    },
    list: (parts: readonly string[]): string => lists.format(parts),
  }
}

export type Format = ReturnType<typeof make>
const made = new Map<Language, Format>()

/** How a language writes amounts, dates and hours. */
export function formatOf(language: Language): Format {
  const format = made.get(language) ?? make(language)
  made.set(language, format)
  return format
}
