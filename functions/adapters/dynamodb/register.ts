import * as z from 'zod'
import { env } from '../../platform/env.ts'
import type { Register } from '../../usecases/ports/register.ts'
import { get, isConditionFailed, recordOf, updateItem } from './client.ts'
import { key } from './keys.ts'

const pointer = z.object({ request: z.string() })

export const register: Register = {
  async takeNumber(municipality, year, request) {
    const counter = key.register(municipality, year)
    try {
      const written = await updateItem({
        TableName: env().TABLE_NAME,
        Key: counter,
        UpdateExpression:
          'SET #last = if_not_exists(#last, :zero) + :one, #request = if_not_exists(#last, :zero) + :one',
        ConditionExpression: 'attribute_not_exists(#request)',
        ExpressionAttributeNames: { '#last': 'last', '#request': request },
        ExpressionAttributeValues: { ':zero': 0, ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      })
      return z.int().parse(written[request])
    } catch (error) {
      if (!isConditionFailed(error)) throw error
      return z.int().parse((await get(counter))?.[request])
    }
  },

  async forgetNumber(municipality, year, request) {
    await updateItem({
      TableName: env().TABLE_NAME,
      Key: key.register(municipality, year),
      UpdateExpression: 'REMOVE #request',
      ExpressionAttributeNames: { '#request': request },
    })
  },

  async find(municipality, number) {
    const item = await get(key.number(municipality, number))
    return item && recordOf(pointer, item).request
  },
}
