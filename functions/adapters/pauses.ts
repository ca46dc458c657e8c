import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { env } from '../platform/env.ts'
import type { Pauses } from '../usecases/ports.ts'
import { documents, key } from './dynamo.ts'

const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1000)

/** Pauses end by the clock; the table's TTL only sweeps them away. */
export const pauses: Pauses = {
  async begin(what, now, minutes) {
    const from = secondsOf(now)
    try {
      await documents.send(
        new PutCommand({
          TableName: env().TABLE_NAME,
          Item: { ...key.pause(what), kind: 'pause', expiresAt: from + minutes * 60 },
          ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
          ExpressionAttributeValues: { ':now': from },
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  },

  async end(what) {
    await documents.send(new DeleteCommand({ TableName: env().TABLE_NAME, Key: key.pause(what) }))
  },
}
