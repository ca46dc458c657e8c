import * as z from 'zod'
import type { MoneyTrail } from '../usecases/reconcile.ts'
import { itemsOfYear, requestsWith } from './case-files.ts'

const granted = z.object({ id: z.string(), municipality: z.string(), grant: z.unknown() })
const owed = z.object({ id: z.string(), request: z.string() })

/** Goes through the indexes by year, reading no more of each record than it takes: what is wrong in the rest is to be found. */
export const moneyTrail: MoneyTrail = {
  async *granted(municipality, year) {
    for await (const each of requestsWith(granted, municipality, year)) if (each.grant !== undefined) yield each.id
  },
  payments: (municipality, year) => itemsOfYear('PAYMENT', municipality, year, owed),
}
