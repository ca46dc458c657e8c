import { ROME } from '../domain/base/calendar.ts'
import { type Language, LOCALES } from '../domain/base/languages.ts'

/** Makes a formatter when it is first used: making one takes a tenth of a millisecond, and a page uses two or three. */
const lazy = <Made>(make: () => Made): (() => Made) => {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

const make = (language: Language) => {
  const { tag } = LOCALES[language]
  const dates = (options: Intl.DateTimeFormatOptions) => lazy(() => new Intl.DateTimeFormat(tag, options))
  const numbers = (options: Intl.NumberFormatOptions) => lazy(() => new Intl.NumberFormat(tag, options))
  const unit = (name: 'hour' | 'minute') =>
    numbers({ style: 'unit', unit: name, unitDisplay: 'long', useGrouping: false })
  const money = numbers({ style: 'currency', currency: 'EUR', useGrouping: 'always' })
  const decimals = numbers({ maximumFractionDigits: 1 })
  // A day is a day wherever it is read: it is shown in the zone in which it begins at midnight.
  const days = dates({ dateStyle: 'long', timeZone: 'UTC' })
  const weekdays = dates({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  const moments = dates({ dateStyle: 'long', timeStyle: 'short', timeZone: ROME })
  const times = dates({ timeStyle: 'medium', timeZone: ROME })
  const lists = lazy(() => new Intl.ListFormat(tag))
  const plurals = lazy(() => new Intl.PluralRules(tag))
  const [hours, minutes] = [unit('hour'), unit('minute')]
  const parts = (length: number): string[] => {
    const [whole, rest] = [Math.floor(length / 60), length % 60]
    return [...(whole > 0 || rest === 0 ? [hours().format(whole)] : []), ...(rest > 0 ? [minutes().format(rest)] : [])]
  }
  return {
    /** Euro from cents. */
    euro: (cents: number): string => money().format(cents / 100),
    /** A number with one decimal at most. */
    decimal: (value: number): string => decimals().format(value),
    /** Formats a day in full. */
    day: (on: string): string => days().format(Date.parse(on)),
    /** Formats a day of a period, with its weekday and without the year. */
    weekday: (on: string): string => weekdays().format(Date.parse(on)),
    /** The day and the time in Italy of an instant. */
    moment: (at: string): string => moments().format(Date.parse(at)),
    /** The time in Italy of an instant, to the second. */
    time: (at: string): string => times().format(Date.parse(at)),
    /** Hours and minutes from minutes. */
    hours: (length: number): string => lists().format(parts(length)),
    /** Hours and minutes without "and", as the agreement counts them. */
    duration: (length: number): string => parts(length).join(' '),
    /** Things one after another, the last with "and". */
    list: (items: readonly string[]): string => lists().format(items),
    /** The CLDR plural category of a number. */
    plural: (count: number): Intl.LDMLPluralRule => plurals().select(count),
  }
}

export type Format = ReturnType<typeof make>
const made = new Map<Language, Format>()

/** Returns how a language writes amounts, dates and hours. */
export function formatOf(language: Language): Format {
  const format = made.get(language) ?? make(language)
  made.set(language, format)
  return format
}
