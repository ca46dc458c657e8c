import * as z from 'zod'
import type { MoneyTrail } from '../../usecases/money/reconcile.ts'
import { isSealedOf, itemsOfYear, requestsWith } from './records-of-year.ts'

const granted = z.object({ id: z.string(), municipality: z.string(), grant: z.unknown() })
const owed = z.object({ id: z.string(), request: z.string() })

/**
 * Goes through the indexes by year, reading no more of each record than it takes: what is wrong in the rest is to be found. One
 * that does not open is there by its key, so that it is found unreadable.
 */
export const moneyTrail: MoneyTrail = {
  async *granted(municipality, year) {
    const byKey = async ({ request }: { request: string }) =>
      (await isSealedOf(municipality, request)) ? { id: request, municipality, grant: 'unknown' } : undefined
    for await (const each of requestsWith(granted, municipality, year, byKey))
      if (each.grant !== undefined) yield each.id
  },
  payments: (municipality, year) => itemsOfYear('PAYMENT', municipality, year, owed, (byKey) => byKey),
}
