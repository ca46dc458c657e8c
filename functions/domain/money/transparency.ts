import { dayOf } from '../base/calendar.ts'
import type { Municipality, Office } from '../municipality/regulation.ts'
import type { PublicationEntry } from './publication.ts'

/** The minimum number of sealed files for which a sum is shown. */
const TELL_FROM = 5
/** The years for which a list stays public after its own (D.Lgs. 33/2013 art. 8(3)). */
const YEARS_KEPT = 5
/** The step of sums of sealed files, in cents, so that two readings do not reveal the amount of one. */
const STEP_CENTS = 500_000

type PublishedLine = { pseudonym: string; amountCents: number }
export type PublishedList = {
  municipality: Office
  /** Rule, office and method (D.Lgs. 33/2013 art. 27), the same for all lines of the year so that nobody stands out. */
  rule: string
  office: string
  method: string
  /** The lines, sorted by pseudonym because that order reveals nothing. */
  lines: PublishedLine[]
  /** The sealed files of a past year together: their minimum number and approximate sum. */
  sealed?: { atLeast: number; aboutCents: number }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const publicationYear = (now: string): number => Number(dayOf(now).slice(0, 4))

/** Returns the years that have a list, newest first; none before the first regulation. */
export function publicYears(municipalities: readonly Municipality[], now: string): number[] {
  const first = Math.min(
    ...municipalities.flatMap(({ regulations }) => regulations.map(({ validFrom }) => Number(validFrom.slice(0, 4)))),
  )
  const current = publicationYear(now)
  return Array.from({ length: YEARS_KEPT + 1 }, (_, ago) => current - ago).filter((year) => year >= first)
}

/** Returns the distinct values of one part of the lines of a year. */
const said = (entries: readonly PublicationEntry[], part: 'rule' | 'office' | 'method'): string =>
  [...new Set(entries.map((entry) => entry[part]))].sort(byText).join(' / ')

/**
 * Returns lines that differ by pseudonym and amount only. If regulation or office changed within a year, every line
 * names both, because its own would date the request.
 */
export const uniformLines = (entries: readonly PublicationEntry[]) => ({
  rule: said(entries, 'rule'),
  office: said(entries, 'office'),
  method: said(entries, 'method'),
  lines: entries
    .map(({ pseudonym, amountCents }) => ({ pseudonym, amountCents }))
    .sort((a, b) => byText(a.pseudonym, b.pseudonym)),
})

/** Returns the published sum of sealed files; none if they are few or their year has not ended. */
export function sealedTotal(
  { files, cents }: { files: number; cents: number },
  isOver: boolean,
): Pick<PublishedList, 'sealed'> {
  const atLeast = files - (files % TELL_FROM)
  const aboutCents = Math.round(cents / STEP_CENTS) * STEP_CENTS
  return isOver && atLeast > 0 && aboutCents > 0 ? { sealed: { atLeast, aboutCents } } : {}
}
