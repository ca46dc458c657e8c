import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { TrailEntry } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import { call, lazily } from './sdk.ts'

const bus = lazily('EVENTBRIDGE', (config) => new EventBridgeClient(config))

/** The bus rejected some events; the batch is retried. */
export class NotPublished extends Error {
  override name = 'NotPublished'
}

/**
 * Publishes at most ten trail entries, ids only. An entry may be published twice with the same `hash`.
 * @throws NotPublished if the bus rejects any of them; ServiceError
 */
export async function publish(entries: readonly TrailEntry[]): Promise<void> {
  const Entries = entries.map(({ request, sequence, at, act, law, stage, about, hash }) => ({
    EventBusName: env().BUS_NAME,
    Source: 'baratto',
    DetailType: act,
    Time: new Date(at),
    Detail: JSON.stringify({ request, sequence, at, stage, about, law, hash }),
  }))
  const { FailedEntryCount = 0 } = await call(() => bus().send(new PutEventsCommand({ Entries })))
  if (FailedEntryCount > 0) throw new NotPublished(`${FailedEntryCount} of ${entries.length}`)
}
