import type { Publication } from '../ports/publication.ts'
import type { Deps } from '../ports/deps.ts'
import {
  type PublishedList,
  publicYears,
  sealedTotal,
  uniformLines,
  publicationYear,
} from '../../domain/money/transparency.ts'

/**
 * Returns the list of the grants of a calendar year above the threshold, per municipality (D.Lgs. 33/2013 art. 26-27):
 * pseudonyms and amounts, no identities (art. 26(4)). Undefined if there is no list of that year.
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
      return { municipality: office, ...uniformLines(entries), ...sealedTotal(sealed, year < publicationYear(now)) }
    }),
  )
}
