import { z } from 'zod'
import { put } from './records.ts'

const eventSchema = z.looseObject({ id: z.string(), 'detail-type': z.string(), detail: z.looseObject({}) })

/** Records every event. */
export const handler = async (event: unknown): Promise<void> => {
  const parsed = eventSchema.parse(event)
  await put(`heard#${parsed['detail-type']}`, parsed.id, { event: parsed })
}
