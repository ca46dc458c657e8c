import * as z from 'zod'
import type { MoneyTrail } from '../../../usecases/money/reconcile.ts'
import { isUnreadable } from '../../../usecases/file/unreadable.ts'
import { dataOf } from '../../aws/sealing.ts'
import { get } from '../client.ts'
import { key } from '../keys.ts'
import { isSealedOf, itemsOfYear, requestsWith } from './records-of-year.ts'

const listed = z.object({ id: z.string(), municipality: z.string() })
const granted = z.object({ grant: z.unknown() })
const owed = z.object({ id: z.string(), request: z.string() })

/** Returns true if a request was granted, or if its decision is not readable. */
async function hasGrant(id: string): Promise<boolean> {
  const item = await get(key.part(id, 'decision', ''))
  if (!item) return false
  try {
    return granted.parse(await dataOf(id, item)).grant !== undefined
  } catch (error) {
    if (isUnreadable(error)) return true
    throw error
  }
}

/**
 * Goes through the indexes by year, reading no more of each record than it takes: what is wrong in the rest is to be found. One
 * that does not open is there by its key, so that it is found unreadable.
 */
export const moneyTrail: MoneyTrail = {
  async *granted(municipality, year) {
    const byKey = async ({ request }: { request: string }) =>
      (await isSealedOf(municipality, request)) ? { id: request, municipality } : undefined
    for await (const { id } of requestsWith(listed, municipality, year, byKey)) if (await hasGrant(id)) yield id
  },
  payments: (municipality, year) => itemsOfYear('PAYMENT', municipality, year, owed, (byKey) => byKey),
}
