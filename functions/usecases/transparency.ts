import { dayOf } from '../domain/calendar.ts'
import type { Municipality, Office } from '../domain/regulation.ts'
import type { Deps, Publication, PublicationEntry } from './ports.ts'

/** Fewer than these are not told apart, and no sum is told of them: what few have in common says who they are. */
export const TELL_FROM = 5
/** For how many years after its own a list stays public (D.Lgs. 33/2013 art. 8(3)). */
const YEARS_KEPT = 5
/** Sums of sealed files are told in steps, so that one file more or less is seen in none. In cents. */
const STEP_CENTS = 500_000

export type PublishedLine = { pseudonym: string; amountCents: number }
/** Lines that say the same of rule, office and way of choosing (D.Lgs. 33/2013 art. 27), by pseudonym. */
export type PublishedGroup = { rule: string; office: string; method: string; lines: PublishedLine[] }
export type PublishedList = {
  office: Office
  groups: PublishedGroup[]
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

/** The words of lines that are not told apart: each that one of them has. */
const said = (entries: readonly PublicationEntry[], part: 'rule' | 'office' | 'method'): string =>
  [...new Set(entries.map((entry) => entry[part]))].sort(byText).join(' / ')

/**
 * Lines by what they say beside their amount. Where fewer than five say the same, as when a regulation changes at the end
 * of a year, they are put together with the next fewest and say what either says: nobody stands out by anything but the
 * amount. The order is that of the pseudonyms, which tells nothing.
 */
function groupsOf(entries: readonly PublicationEntry[]): PublishedGroup[] {
  const same = Map.groupBy(entries, ({ rule, office, method }) => JSON.stringify([rule, office, method]))
  const groups = [...same].sort(([a], [b]) => byText(a, b)).map(([, lines]) => lines)
  for (;;) {
    groups.sort((a, b) => a.length - b.length)
    const [fewest, next] = groups
    if (!fewest || !next || fewest.length >= TELL_FROM) break
    groups.splice(0, 2, [...fewest, ...next])
  }
  return groups
    .map((some) => ({
      rule: said(some, 'rule'),
      office: said(some, 'office'),
      method: said(some, 'method'),
      lines: some
        .map(({ pseudonym, amountCents }) => ({ pseudonym, amountCents }))
        .sort((a, b) => byText(a.pseudonym, b.pseudonym)),
    }))
    .sort((a, b) => byText(a.rule + a.office + a.method, b.rule + b.office + b.method))
}

/** What is told of sealed files; nothing of few, and nothing while their year runs: two readings would tell one of them. */
function sealedOf({ files, cents }: { files: number; cents: number }, isOver: boolean): Pick<PublishedList, 'sealed'> {
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
      const entries: PublicationEntry[] = []
      for await (const entry of publication.lines(office.municipality, year)) entries.push(entry)
      const sealed = await publication.sealed(office.municipality, year)
      return { office, groups: groupsOf(entries), ...sealedOf(sealed, year < yearOf(now)) }
    }),
  )
}
