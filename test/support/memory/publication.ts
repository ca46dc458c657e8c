import type { World } from '../memory.ts'
import type { Publication } from '../../../functions/usecases/ports/publication.ts'

/** Returns the publication of a world, as the store would. */
export const publicationOf = ({ files }: Pick<World, 'files'>): Publication => ({
  async *lines(municipality, year) {
    for (const entry of files.publication.values())
      if (entry.municipality === municipality && entry.year === year) yield entry
  },
  sealed: async () => files.sealedSum,
})
