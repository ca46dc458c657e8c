import * as z from 'zod'
import { get, query, recordOf } from './client.ts'
import { key } from './keys.ts'
import type { Publication } from '../../usecases/ports/publication.ts'

/** Where the sealed files of a year are counted together, among the lines of the publication list. */
export const SEALED = 'sealed'

const entry = z.strictObject({
  municipality: z.string(),
  year: z.int(),
  pseudonym: z.string(),
  amountCents: z.int().min(1),
  rule: z.string(),
  office: z.string(),
  method: z.string(),
})
const sum = z.object({ files: z.int(), cents: z.int() })

export const publication: Publication = {
  async *lines(municipality, year) {
    for await (const item of query({ partition: key.publication(municipality, year, '').pk }))
      if (item['sk'] !== SEALED) yield recordOf(entry, item)
  },
  async sealed(municipality, year) {
    return sum.safeParse(await get(key.publication(municipality, year, SEALED))).data ?? { files: 0, cents: 0 }
  },
}
