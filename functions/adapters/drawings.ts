import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Drawing, drawing } from '../domain/sample.ts'
import { env } from '../platform/env.ts'
import { documents, get, key, recordOf } from './dynamo.ts'

/** Keeps a draw unless there is one of that year and seed already; returns the one that is kept. */
export async function keepDrawing(data: Drawing): Promise<Drawing> {
  const itemKey = key.drawing(data.municipality, data.year, data.seed)
  try {
    await documents.send(
      new PutCommand({
        TableName: env().TABLE_NAME,
        Item: { ...itemKey, kind: 'drawing', data },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
    return data
  } catch (error) {
    const kept = error instanceof ConditionalCheckFailedException && (await get(itemKey))
    if (!kept) throw error
    return recordOf(drawing, kept)
  }
}
