import { type Drawing, drawing } from '../../domain/procedure/sample.ts'
import { env } from '../../platform/env.ts'
import { get, isConditionFailed, putItem, record, recordOf } from './client.ts'
import { key } from './keys.ts'

/**
 * Stores a draw unless one of that year and seed exists, and returns the stored one. A draw without candidates is not
 * stored: its seed can be used later.
 */
export async function keepDrawing(data: Drawing): Promise<Drawing> {
  const itemKey = key.drawing(data.municipality, data.year, data.seed)
  const kept = await get(itemKey)
  if (kept) return recordOf(drawing, kept)
  if (data.candidates.length === 0) return data
  try {
    await putItem({
      TableName: env().TABLE_NAME,
      Item: { ...itemKey, ...record('drawing', data) },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
    return data
  } catch (error) {
    // Another came first.
    if (isConditionFailed(error)) return keepDrawing(data)
    throw error
  }
}
