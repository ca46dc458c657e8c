import * as z from 'zod'
import { day } from '../../domain/base/calendar.ts'
import { personal } from '../../domain/file/effect.ts'
import { cover } from '../../domain/money/fund-effects.ts'
import { type Help, help } from '../../domain/procedure/eligibility.ts'
import type { PersonHistory } from '../../usecases/ports/person-history.ts'
import { get, query, recordOf } from './client.ts'
import { BAN, HELP, recordKey, storedText } from './record-key.ts'
import { key } from './keys.ts'

const counter = z.object({ cents: z.number() })
const ban = z.object({ until: day })

const personOf = (taxCode: string) => personal('person', taxCode)

/** Goes through the records of some people under keys that begin so. */
async function* recordsOf(municipality: string, taxCodes: readonly string[], startsWith: string) {
  for (const taxCode of taxCodes)
    yield* query({ partition: key.person(municipality, await storedText(personOf(taxCode)), '').pk, startsWith })
}

export const personHistory: PersonHistory = {
  async benefitsCents(municipality, taxCode, year) {
    const item = await get(await recordKey({ kind: 'benefit', municipality, person: personOf(taxCode), year }))
    return item ? counter.parse(item).cents : 0
  },

  async helpOf(municipality, taxCodes) {
    const found = new Map<string, Help>()
    for await (const item of recordsOf(municipality, taxCodes, HELP)) {
      const each = recordOf(help, item)
      found.set(each.request, each)
    }
    return [...found.values()]
  },

  async banUntil(municipality, taxCodes) {
    const days = await Array.fromAsync(recordsOf(municipality, taxCodes, BAN), (item) => recordOf(ban, item).until)
    return days.sort().at(-1)
  },

  async coverOf(municipality, taxCode, need) {
    const item = await get(await recordKey({ kind: 'need', municipality, person: personOf(taxCode), need }))
    return item && recordOf(cover, item)
  },
}
