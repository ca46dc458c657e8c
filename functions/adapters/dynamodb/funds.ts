import * as z from 'zod'
import { turn } from '../../domain/money/fund-effects.ts'
import type { Funds } from '../../usecases/ports/funds.ts'
import { get, query, recordOf } from './client.ts'
import { key } from './keys.ts'

const counters = z.object({ cents: z.number().default(0), joins: z.number().default(0) })

export const funds: Funds = {
  async state(municipality, fund) {
    // Read the counter first: a request that joins the queue afterwards changes it.
    const { cents: committedCents, joins } = counters.parse((await get(key.fund(municipality, fund))) ?? {})
    const head = await funds.head(municipality, fund)
    return { committedCents, joins, ...(head ? { head } : {}) }
  },

  async head(municipality, fund) {
    const { done, value } = await query({ partition: key.turn(municipality, fund, '').pk, limit: 1 }).next()
    return done || !value ? undefined : recordOf(turn, value)
  },
}
