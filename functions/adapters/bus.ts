import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { TrailEntry } from '../domain/trail.ts'
import { env } from '../platform/env.ts'

const client = new EventBridgeClient({ maxAttempts: 4 })

/** An event could not be published; the batch is tried again. */
export class NotPublished extends Error {
  override name = 'NotPublished'
}

/**
 * Tells others what happened: ids only. An entry may be told twice; `hash` is the same then, so receivers can tell.
 * At most ten entries a call (PutEvents). @throws NotPublished
 */
export async function publish(entries: readonly TrailEntry[]): Promise<void> {
  const { FailedEntryCount } = await client.send(
    new PutEventsCommand({
      Entries: entries.map(({ request, sequence, at, act, law, stage, about, hash }) => ({
        EventBusName: env().BUS_NAME,
        Source: 'baratto',
        DetailType: act,
        Time: new Date(at),
        Detail: JSON.stringify({ request, sequence, at, stage, about, law, hash }),
      })),
    }),
  )
  if (FailedEntryCount) throw new NotPublished(`${FailedEntryCount} of ${entries.length}`)
}
