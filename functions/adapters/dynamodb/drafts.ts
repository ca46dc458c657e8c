import * as z from 'zod'
import { language } from '../../domain/file/application.ts'
import { type Clock, daysAfter } from '../../domain/base/calendar.ts'
import { env } from '../../platform/env.ts'
import { deleteItem, get, putItem, record, recordOf } from './client.ts'
import { key } from './keys.ts'
import type { Drafts } from '../../usecases/ports/drafts.ts'

/** Days after its last change at which a draft is forgotten. */
const DRAFT_DAYS = 14

const draft = z.object({ municipality: z.string(), language, sections: z.record(z.string(), z.unknown()) })

/** Drafts expire by the table's TTL; the clock decides meanwhile, since the TTL may be late by days. */
export const drafts = (clock: Clock): Drafts => ({
  async load(hash) {
    const item = await get(key.draft(hash))
    const expired = item && z.number().parse(item['expiresAt']) * 1000 <= Date.parse(clock.now())
    return item && !expired ? recordOf(draft, item) : undefined
  },
  async save(hash, data) {
    const expiresAt = Math.floor(Date.parse(daysAfter(clock.now(), DRAFT_DAYS)) / 1000)
    await putItem({ TableName: env().TABLE_NAME, Item: { ...key.draft(hash), ...record('draft', data), expiresAt } })
  },
  async remove(hash) {
    await deleteItem({ TableName: env().TABLE_NAME, Key: key.draft(hash) })
  },
})
