import * as z from 'zod'
import { get, query, recordOf } from './client.ts'
import { key } from './keys.ts'
import { publicationEntry } from '../../domain/money/publication.ts'
import type { Publication } from '../../usecases/ports/publication.ts'

const sum = z.object({ files: z.int(), cents: z.int() })

export const publication: Publication = {
  async *lines(municipality, year) {
    for await (const item of query({ partition: key.publication(municipality, year, '').pk }))
      if (item['kind'] === 'publication') yield recordOf(publicationEntry, item)
  },
  async sealed(municipality, year) {
    return (
      sum.safeParse(await get(key.publicationSum(municipality, year))).data ?? {
        files: 0,
        cents: 0,
      }
    )
  },
}
