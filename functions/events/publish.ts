import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { publish } from '../adapters/aws/events.ts'
import { trailEntry } from '../domain/file/trail.ts'
import { task } from '../platform/task.ts'

/** An attribute value as the stream writes it; `unmarshall` reads it. */
const image = z.custom<Parameters<typeof unmarshall>[0]>((value) => typeof value === 'object' && value !== null)
const event = z.object({ Records: z.array(z.object({ dynamodb: z.object({ NewImage: image }) })) })
const item = z.object({ kind: z.literal('trail'), data: trailEntry })

/** The maximum number of entries in a call of PutEvents. */
const BATCH = 10

/** Publishes every trail entry as an event on the bus, in order, at least once. */
export const handler = task(async (raw) => {
  const entries = event.parse(raw).Records.map(({ dynamodb }) => item.parse(unmarshall(dynamodb.NewImage)).data)
  for (let from = 0; from < entries.length; from += BATCH) await publish(entries.slice(from, from + BATCH))
  return undefined
})
