import * as z from 'zod'
import { type Clock, daysAfter } from '../../domain/base/calendar.ts'
import { EXPORT_DAYS, type Export, exported } from '../../domain/treasury/exports.ts'
import { env } from '../../platform/env.ts'
import type { Exports } from '../../usecases/money/finance.ts'
import { get, isConditionFailed, putItem, query, record, recordOf } from './client.ts'
import { dataOf, type Item, sealItem } from '../aws/sealing.ts'

export const exportKey = (municipality: string, id: string) => ({ pk: `EXPORT#${municipality}`, sk: id })
/** Returns the key of a part of a file: an item of the table holds 400 KB at most. */
const partKey = (id: string, sha: string, part: number) => ({
  pk: `EXPORTPART#${id}`,
  sk: `${sha}#${String(part).padStart(4, '0')}`,
})

/** Bytes of a part, which its encoding makes a third larger. */
const PART = 128 * 1024
/** Splits a text by bytes, because the limit of an item is in bytes; a part may end within a character. */
function partsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / PART) }, (_, part) =>
    bytes.subarray(part * PART, (part + 1) * PART).toString('base64'),
  )
}

const part = z.strictObject({ text: z.string() })
const expiring = z.object({ expiresAt: z.number() })

const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000)

async function put(item: Record<string, unknown>, condition: object = {}): Promise<void> {
  await putItem({ TableName: env().TABLE_NAME, Item: item, ...condition })
}

/** Awaits a conditional write and ignores a condition that failed. */
async function ignoreFailedCondition(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!isConditionFailed(error)) throw error
  }
}

/**
 * Exports expire by the table's TTL; the clock decides meanwhile, since the TTL may be late by days. What is in a file is
 * sealed as sealed files are: it names people, some of them from files that few may open.
 */
export const exports = (clock: Clock): Exports => {
  const living = (item: Record<string, unknown> | undefined): Export | undefined =>
    item && expiring.parse(item).expiresAt > secondsOf(clock.now()) ? recordOf(exported, item) : undefined
  const itemOf = (order: Export) => ({
    ...exportKey(order.municipality, order.id),
    ...record('export', order),
    expiresAt: secondsOf(daysAfter(order.at, EXPORT_DAYS)),
  })
  return {
    async begin(order) {
      await ignoreFailedCondition(put(itemOf(order), { ConditionExpression: 'attribute_not_exists(pk)' }))
    },

    async load(municipality, id) {
      return living(await get(exportKey(municipality, id)))
    },

    async list(municipality) {
      const found: Export[] = []
      for await (const item of query({ partition: exportKey(municipality, '').pk })) {
        const order = living(item)
        if (order) found.push(order)
      }
      return found.sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id))
    },

    async finish(order, made, text = '') {
      const { expiresAt } = itemOf(order)
      for (const [index, piece] of partsOf(text).entries()) {
        const item: Item = {
          ...partKey(order.id, made.sha256 ?? '', index),
          kind: 'exportPart',
          data: { text: piece },
          expiresAt,
        }
        await put(await sealItem(order.id, item))
      }
      // Write the parts first: an export marked as made must have its file.
      await ignoreFailedCondition(
        put(itemOf({ ...order, made }), {
          ConditionExpression: 'attribute_not_exists(#data.#made)',
          ExpressionAttributeNames: { '#data': 'data', '#made': 'made' },
        }),
      )
    },

    async text({ id, made }) {
      if (!made?.sha256) return undefined
      const { pk, sk } = partKey(id, made.sha256, 0)
      const parts: Buffer[] = []
      for await (const item of query({ partition: pk, startsWith: sk.slice(0, -4), limit: 4 }))
        parts.push(Buffer.from(part.parse(await dataOf(id, item)).text, 'base64'))
      return Buffer.concat(parts).toString()
    },
  }
}
