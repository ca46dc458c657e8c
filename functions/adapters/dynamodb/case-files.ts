import * as z from 'zod'
import { ask } from '../../domain/file/ask.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { requiredWorkflows } from '../../domain/file/next-step.ts'
import { payment } from '../../domain/file/payment.ts'
import { posting } from '../../domain/file/posting.ts'
import { request } from '../../domain/file/request.ts'
import { type TrailEntry, trailEntry } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import type { CaseFiles } from '../../usecases/ports/case-files.ts'
import { type Item, sealItem } from '../aws/sealing.ts'
import { get, query, recordOf, type Write } from './client.ts'
import { key } from './keys.ts'
import { opened, openShardOf, partition, yearOf } from './worklist.ts'
import { NEW, put, remove, transact, writeOf } from './write.ts'

/** Ids as `requestIdOf` makes them. */
const REQUEST_ID = /^[0-9a-z]{26}$/

/** Writes that DynamoDB takes in one transaction. */
const AT_MOST = 100

const unchangedSince = ({ request }: CaseFile) => ({
  ConditionExpression: '#version = :read',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':read': request.version },
})

const isEnded = ({ state }: CaseFile['payments'][number]): boolean => state === 'paid' || state === 'cancelled'

/** Returns the new and changed items. Items are replaced, never edited in place, so identity suffices. */
const changed = <Item>(now: readonly Item[], before: readonly Item[] = []): Item[] =>
  now.filter((item) => !before.includes(item))

/** Returns the writes of a file's own items that changed, and of what leads to it. */
function writesOf(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry): Write[] {
  const { id, version, receivedAt, municipality } = after.request
  const isOpen = requiredWorkflows(after, entry.at).length > 0
  const worklist = {
    wpk: isOpen ? openShardOf(id) : partition.endedRequests(municipality, yearOf(receivedAt)),
    wsk: `${yearOf(receivedAt)}#${receivedAt}#${id}`,
  }
  return [
    put(key.request(id), 'request', after.request, { version, ...worklist }, before ? unchangedSince(before) : NEW),
    put(key.trail(id, entry.sequence), 'trail', entry, {}, NEW),
    ...changed(after.asks, before?.asks).map((item) =>
      put(
        key.part(id, 'ASK', item.id),
        'ask',
        item,
        item.status === 'open' ? { wpk: partition.openAsks(municipality), wsk: `${item.dueOn}#${item.id}` } : {},
      ),
    ),
    ...changed(after.postings, before?.postings).map((item) =>
      put(
        key.part(id, 'POSTING', item.id),
        'posting',
        item,
        { wpk: partition.postings(municipality, item.on.slice(0, 4)), wsk: `${item.on}#${item.id}` },
        NEW,
      ),
    ),
    ...changed(after.payments, before?.payments).map((item) =>
      put(key.part(id, 'PAYMENT', item.id), 'payment', item, {
        wpk: isEnded(item)
          ? partition.endedPayments(municipality, yearOf(item.eligibleAt))
          : partition.openPayments(municipality),
        wsk: `${item.eligibleAt}#${item.id}`,
      }),
    ),
    ...pointerWrites(before, after),
  ]
}

/** Returns whether money is asked back on a file. */
const isAskedBack = ({ request: { clawbacks = [] } }: CaseFile): boolean =>
  clawbacks.some(({ closedAt }) => closedAt === undefined)

/** Returns the write of the pointer to a request that money is asked back on, when that begins or ends. */
function clawbackPointer(before: CaseFile | undefined, after: CaseFile): Write[] {
  const { id, municipality } = after.request
  const [was, is] = [before !== undefined && isAskedBack(before), isAskedBack(after)]
  const pointer = key.clawback(municipality, id)
  if (was === is) return []
  return [is ? put(pointer, 'clawback', { request: id }) : remove(pointer)]
}

/** Returns the pointers that lead to a request: its number once it has one, the list of sealed files once it is sealed. */
function pointerWrites(before: CaseFile | undefined, after: CaseFile): Write[] {
  const { id, municipality, registryEntry, sealed } = after.request
  const isNew = <Value>(now: Value | undefined, then: Value | undefined) => now !== undefined && then === undefined
  return [
    ...(registryEntry && isNew(registryEntry, before?.request.registryEntry)
      ? [put(key.number(municipality, registryEntry), 'number', { request: id })]
      : []),
    ...clawbackPointer(before, after),
    ...(isNew(sealed, before?.request.sealed) ? [put(key.sealed(municipality, id), 'sealed', { request: id })] : []),
  ]
}

/**
 * Kinds of items with personal data, stored encrypted of a sealed file. Its trail is not: publishers read it, and it has ids
 * and fingerprints only.
 */
const PERSONAL = ['request', 'ask', 'posting', 'payment', 'paper']
const stored = z.looseObject({ pk: z.string(), sk: z.string(), kind: z.string(), data: z.looseObject({}) })

/** Returns writes with the personal items among them encrypted. */
async function sealedWrites(id: string, writes: readonly Write[]): Promise<Write[]> {
  const sealed: Write[] = []
  for (const write of writes) {
    const item = stored.safeParse(write.Put?.Item).data
    sealed.push(
      write.Put && item && PERSONAL.includes(item.kind)
        ? { Put: { ...write.Put, Item: await sealItem(id, item) } }
        : write,
    )
  }
  return sealed
}

/** Returns the items of a file that are stored in plain text and that the act that seals it does not itself write again. */
async function plaintextItems(before: CaseFile, after: CaseFile, entry: TrailEntry, own: Write[]): Promise<Item[]> {
  const all = writesOf({ ...before, asks: [], postings: [], payments: [] }, after, entry).map(({ Put }) => Put?.Item)
  // A paper without data was sealed by a try that did not come to its end.
  for await (const paper of query({ partition: key.paper(after.request.id, '').pk }))
    if ('data' in paper) all.push(paper)
  const anew = new Set(own.map(({ Put }) => `${Put?.Item?.['pk']} ${Put?.Item?.['sk']}`))
  return all.map((item) => stored.parse(item)).filter(({ pk, sk }) => !anew.has(`${pk} ${sk}`))
}

const version = z.object({ version: z.int() })
export const caseFiles: CaseFiles = {
  async load(id) {
    // Ids come from links and headers: look up only those of the right format.
    if (!REQUEST_ID.test(id)) return undefined
    // A query is no snapshot, and the request is read last. Every write raises the version: if it is equal before and after,
    // all items are of one moment.
    const before = version.safeParse(await get(key.request(id))).data?.version
    if (before === undefined) return undefined
    const file: { -readonly [Part in keyof Omit<CaseFile, 'request'>]: CaseFile[Part][number][] } = {
      asks: [],
      postings: [],
      payments: [],
    }
    let found: CaseFile['request'] | undefined
    for await (const item of query({ partition: key.request(id).pk })) {
      if (item['kind'] === 'request') found = await opened(request, item)
      else if (item['kind'] === 'ask') file.asks.push(await opened(ask, item))
      else if (item['kind'] === 'posting') file.postings.push(await opened(posting, item))
      else if (item['kind'] === 'payment') file.payments.push(await opened(payment, item))
    }
    return found?.version === before ? { request: found, ...file } : this.load(id)
  },

  async commit(before, after, entry, effects) {
    // What would not be read again is not written.
    request.parse(after.request)
    const own = writesOf(before, after, entry)
    const beside = await Promise.all(effects.map(writeOf))
    const { id, sealed } = after.request
    if (!sealed) return transact(own, beside, effects)
    const clear = before && !before.request.sealed ? await plaintextItems(before, after, entry, own) : []
    const still = await sealedWrites(
      id,
      clear.map((item) => ({ Put: { TableName: env().TABLE_NAME, Item: item } })),
    )
    // A long file does not fit into one write: the rest is sealed ahead of it. A file marked as sealed is sealed throughout,
    // and an interrupted sealing can be repeated.
    const room = Math.max(0, AT_MOST - own.length - beside.length)
    const check = before && { TableName: env().TABLE_NAME, Key: key.request(id), ...unchangedSince(before) }
    for (let from = room; check && from < still.length; from += AT_MOST - 1)
      await transact([{ ConditionCheck: check }, ...still.slice(from, from + AT_MOST - 1)])
    const inside = still.slice(0, room)
    await transact([...(await sealedWrites(id, own)), ...inside], await sealedWrites(id, beside), effects)
  },

  trail: (id) => Array.fromAsync(query({ partition: key.trail(id, 0).pk }), (item) => recordOf(trailEntry, item)),

  async wrote(entry) {
    const item = await get(key.trail(entry.request, entry.sequence))
    return item !== undefined && recordOf(trailEntry, item).hash === entry.hash
  },
}
