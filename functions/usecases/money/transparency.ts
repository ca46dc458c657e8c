import { dayOf } from '../../domain/base/calendar.ts'
import type { Municipality, Office } from '../../domain/municipality/regulation.ts'
import type { PublicationEntry } from '../../domain/money/publication.ts'
import type { Publication } from '../ports/publication.ts'
import type { Deps } from '../ports/deps.ts'

/** Of fewer than these no sum is told: it would say whose they are. */
const TELL_FROM = 5
/** For how many years after its own a list stays public (D.Lgs. 33/2013 art. 8(3)). */
const YEARS_KEPT = 5
/** Sums of sealed files are told in steps, so that two readings do not tell what one of them came to. In cents. */
const STEP_CENTS = 500_000

export type PublishedLine = { pseudonym: string; amountCents: number }
export type PublishedList = {
  municipality: Office
  /** Whatever any line of the year says of these (D.Lgs. 33/2013 art. 27), so that nobody stands out by it. */
  rule: string
  office: string
  method: string
  /** In the order of the pseudonyms, which tells nothing. */
  lines: PublishedLine[]
  /** Sealed files of a year that is over, together: there are at least so many, and they come to about so much. */
  sealed?: { atLeast: number; aboutCents: number }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const yearOf = (now: string): number => Number(dayOf(now).slice(0, 4))

/** The years there is a list of, the last one first: none before there was a regulation to give anything by. */
export function publicYears(municipalities: readonly Municipality[], now: string): number[] {
  const first = Math.min(
    ...municipalities.flatMap(({ regulations }) => regulations.map(({ validFrom }) => Number(validFrom.slice(0, 4)))),
  )
  const current = yearOf(now)
  return Array.from({ length: YEARS_KEPT + 1 }, (_, ago) => current - ago).filter((year) => year >= first)
}

/** What the lines of a year say of one thing, each thing once. */
const said = (entries: readonly PublicationEntry[], part: 'rule' | 'office' | 'method'): string =>
  [...new Set(entries.map((entry) => entry[part]))].sort(byText).join(' / ')

/**
 * Lines that differ by pseudonym and amount alone: when a regulation or an office changes within a year, all of them say both,
 * for which of the two a line has would tell when it was asked for.
 */
const alike = (entries: readonly PublicationEntry[]) => ({
  rule: said(entries, 'rule'),
  office: said(entries, 'office'),
  method: said(entries, 'method'),
  lines: entries
    .map(({ pseudonym, amountCents }) => ({ pseudonym, amountCents }))
    .sort((a, b) => byText(a.pseudonym, b.pseudonym)),
})

/** What is told of sealed files: nothing of few, and nothing while their year runs and each day may bring one more. */
export function sealedOf(
  { files, cents }: { files: number; cents: number },
  isOver: boolean,
): Pick<PublishedList, 'sealed'> {
  const atLeast = files - (files % TELL_FROM)
  const aboutCents = Math.round(cents / STEP_CENTS) * STEP_CENTS
  return isOver && atLeast > 0 && aboutCents > 0 ? { sealed: { atLeast, aboutCents } } : {}
}

/**
 * The list of the grants of a calendar year above the threshold, a municipality at a time (D.Lgs. 33/2013 art. 26-27):
 * pseudonyms and amounts, never who (art. 26(4)). Nothing where there is no list of that year.
 */
export async function transparency(
  { configuration, clock, publication }: Pick<Deps, 'configuration' | 'clock'> & { publication: Publication },
  year: number,
): Promise<PublishedList[] | undefined> {
  const codes = await configuration.municipalities()
  const municipalities = await Promise.all(codes.map((code) => configuration.of(code)))
  const now = clock.now()
  if (!publicYears(municipalities, now).includes(year)) return undefined
  return Promise.all(
    municipalities.map(async ({ office }) => {
      const entries = await Array.fromAsync(publication.lines(office.municipality, year))
      const sealed = await publication.sealed(office.municipality, year)
      return { municipality: office, ...alike(entries), ...sealedOf(sealed, year < yearOf(now)) }
    }),
  )
}
