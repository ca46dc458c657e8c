import * as z from 'zod'
import { tolerant } from '../../domain/base/tolerant.ts'
import { ask } from '../../domain/file/ask.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { payment } from '../../domain/file/payment.ts'
import { posting } from '../../domain/hours/posting.ts'
import { request } from '../../domain/file/request.ts'
import {
  changedParts,
  PART_KINDS,
  type FilePart,
  type PartKind,
  partName,
  partsOf,
  rememberStored,
  rememberStoredRequest,
  storedFormOf,
} from '../../domain/file/stored.ts'
import { type TrailEntry, trailEntry } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import type { CaseFiles } from '../../usecases/ports/case-files.ts'
import { dataOf, type Item, sealItem } from '../aws/sealing.ts'
import { dataIn, get, query, recordOf, type Write } from './client.ts'
import { key } from './keys.ts'
import { listedPart, listedRequest } from './lists/listed.ts'
import { pointerWrites } from './lists/pointers.ts'
import { NEW, put, transact, writeOf } from './write.ts'

/** Ids as `requestIdOf` makes them. */
const REQUEST_ID = /^[0-9a-z]{26}$/

/** Reads of a file before its items are taken for tampered with: no writers come between so many. */
const READS = 10

/** Writes that DynamoDB takes in one transaction. */
const AT_MOST = 100

const unchangedSince = ({ request }: CaseFile) => ({
  ConditionExpression: '#version = :read',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':read': request.version },
})

/** Returns the write of one item of a file. Its version tells a reader when the head that was read is older. */
function partWrite(part: FilePart, before: CaseFile | undefined, after: CaseFile, at: string, version: number): Write {
  const { id, trail } = after.request
  if (part.kind === 'request')
    return put(
      key.request(id),
      part.kind,
      part.data,
      { version, trail, ...listedRequest(after, at) },
      before ? unchangedSince(before) : NEW,
    )
  const itemKey = key.part(id, part.kind, partName(part))
  const itself = { version, ...listedPart(part, after) }
  return put(itemKey, part.kind, part.data, itself, part.kind === 'posting' ? NEW : {})
}

/** Returns the writes of a file's own items that changed, and of its trail. */
const writesOf = (before: CaseFile | undefined, after: CaseFile, entry: TrailEntry): Write[] => [
  ...changedParts(after, before).map((part) => partWrite(part, before, after, entry.at, after.request.version)),
  put(key.trail(after.request.id, entry.sequence), 'trail', entry, {}, NEW),
]

const stored = z.looseObject({ pk: z.string(), sk: z.string(), kind: z.string(), data: z.looseObject({}) })

/**
 * Returns writes with the items of the file among them encrypted. Its trail is not: publishers read it, and it has ids and
 * fingerprints only.
 */
async function sealedWrites(id: string, writes: readonly Write[]): Promise<Write[]> {
  const sealed: Write[] = []
  for (const write of writes) {
    const item = stored.safeParse(write.Put?.Item).data
    sealed.push(
      write.Put && item && PART_KINDS.some((kind) => kind === item.kind)
        ? { Put: { ...write.Put, Item: await sealItem(id, item) } }
        : write,
    )
  }
  return sealed
}

/**
 * Returns the items of a file that the act that seals it does not itself write again, as they are stored: their digests are of
 * that form.
 */
function plaintextItems(before: CaseFile, after: CaseFile, at: string): Item[] {
  const changed = new Set(changedParts(after, before).map(({ data }) => data))
  return partsOf(after, before)
    .filter((part) => !changed.has(part.data))
    .map((part) => ({
      ...stored.parse(partWrite(part, before, after, at, before.request.version).Put?.Item),
      ...storedFormOf(part),
    }))
}

const versioned = z.looseObject({ version: z.int() })
const head = versioned.extend({ trail: request.shape.trail })
const KINDS = z.object({ kind: z.enum(PART_KINDS), schemaVersion: z.int().min(1) })

/** Reads a file from its items, the head first. @throws ZodError when what is stored does not parse */
async function fileOf(id: string, items: readonly Record<string, unknown>[]): Promise<CaseFile> {
  const file: { -readonly [Kind in keyof Omit<CaseFile, 'request'>]: CaseFile[Kind][number][] } = {
    asks: [],
    postings: [],
    payments: [],
  }
  const fields = new Map<PartKind, object>()
  const storedAs = new Map<PartKind, Parameters<typeof rememberStored>[1]>()
  for (const item of items) {
    const { kind, schemaVersion } = KINDS.parse(item)
    const raw = { schemaVersion, data: stored.shape.data.parse(await dataOf(id, item)) }
    const data = dataIn(item, raw.data)
    const read = <Schema extends z.ZodType<object>>(schema: Schema): z.output<Schema> => {
      const parsed = tolerant(schema).parse(data)
      rememberStored(parsed, raw)
      return parsed
    }
    if (kind === 'ask') file.asks.push(read(ask))
    else if (kind === 'posting') file.postings.push(read(posting))
    else if (kind === 'payment') file.payments.push(read(payment))
    else {
      fields.set(kind, data)
      storedAs.set(kind, raw)
    }
  }
  const { trail } = head.parse(items[0])
  const whole = tolerant(request).parse(Object.assign({}, ...[...fields.values()].reverse(), { trail }))
  rememberStoredRequest(whole, storedAs)
  return { request: whole, ...file }
}

export const caseFiles: CaseFiles = {
  async load(id) {
    // Ids come from links and headers: look up only those of the right format.
    if (!REQUEST_ID.test(id)) return undefined
    for (let reads = 1; ; reads++) {
      const items = await Array.fromAsync(query({ partition: key.request(id).pk }))
      const [first] = items
      if (first?.['sk'] !== key.request(id).sk) return undefined
      const { version } = head.parse(first)
      // A query is no snapshot, but it reads the head first: an item with a later version was written in between.
      const isTorn = items.some((item) => versioned.parse(item).version > version)
      if (isTorn && reads < READS) continue
      const file = await fileOf(id, items)
      if (isTorn) throw new Error(`${id} has items later than its head`)
      return file
    }
  },

  async commit(before, after, entry, effects) {
    // What would not be read again is not written.
    tolerant(request).parse(after.request)
    const own = [...writesOf(before, after, entry), ...(await pointerWrites(before, after, entry.at))]
    const beside = await Promise.all(effects.map(writeOf))
    const { id, sealed } = after.request
    if (!sealed) return transact(own, beside, effects)
    const clear = before && !before.request.sealed ? plaintextItems(before, after, entry.at) : []
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
    await transact([...(await sealedWrites(id, own)), ...inside], beside, effects)
  },

  trail: (id) => Array.fromAsync(query({ partition: key.trail(id, 0).pk }), (item) => recordOf(trailEntry, item)),

  async wrote(entry) {
    const item = await get(key.trail(entry.request, entry.sequence))
    return item !== undefined && recordOf(trailEntry, item).hash === entry.hash
  },
}
