import { env } from '../../platform/env.ts'
import { deleteItem, isConditionFailed, putItem } from './client.ts'
import { key } from './keys.ts'
import type { Pauses } from '../../usecases/ports/pauses.ts'

const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000)

/** Pauses end by the clock; the table's TTL only sweeps them away. */
export const pauses: Pauses = {
  async begin(what, now, minutes) {
    const from = secondsOf(now)
    try {
      await putItem({
        TableName: env().TABLE_NAME,
        Item: { ...key.pause(what), kind: 'pause', expiresAt: from + minutes * 60 },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': from },
      })
      return true
    } catch (error) {
      if (isConditionFailed(error)) return false
      throw error
    }
  },

  async end(what) {
    await deleteItem({ TableName: env().TABLE_NAME, Key: key.pause(what) })
  },
}
