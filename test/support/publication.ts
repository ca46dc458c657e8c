import type { World } from './memory.ts'
import type { Publication } from '../../functions/usecases/ports/publication.ts'

/** What the files of a world have published, as the store tells it; sealed ones of all years alike. */
export const publicationOf = ({ files }: Pick<World, 'files'>): Publication => ({
  async *lines(municipality, year) {
    for (const entry of files.publication.values())
      if (entry.municipality === municipality && entry.year === year) yield entry
  },
  sealed: async () => files.sealedSum,
})
