import * as z from 'zod'
import type { TrailEntry } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import { jsonService } from './signed-call.ts'

const bus = jsonService({ service: 'events', endpoint: 'EVENTBRIDGE', version: '1.1', target: 'AWSEvents' })
const answer = z.object({ FailedEntryCount: z.int() })

/** An event could not be published; the batch is tried again. */
export class NotPublished extends Error {
  override name = 'NotPublished'
}

/**
 * Tells others what happened: ids only. An entry may be told twice; `hash` is the same then, so receivers can tell.
 * At most ten entries a call (PutEvents). @throws NotPublished when the bus did not take them all; ServiceError
 */
export async function publish(entries: readonly TrailEntry[]): Promise<void> {
  const Entries = entries.map(({ request, sequence, at, act, law, stage, about, hash }) => ({
    EventBusName: env().BUS_NAME,
    Source: 'baratto',
    DetailType: act,
    // Seconds since 1970, as JSON 1.1 writes an instant.
    Time: Date.parse(at) / 1000,
    Detail: JSON.stringify({ request, sequence, at, stage, about, law, hash }),
  }))
  const { FailedEntryCount } = answer.parse(await bus('PutEvents', { Entries }))
  if (FailedEntryCount > 0) throw new NotPublished(`${FailedEntryCount} of ${entries.length}`)
}
