import * as z from 'zod'
import { day, dayOf } from '../../domain/base/calendar.ts'
import { type Help, help } from '../../domain/procedure/eligibility.ts'
import { requiredWorkflows } from '../../domain/file/next-step.ts'
import { type TrailEntry, trailEntry } from '../../domain/file/trail.ts'
import { env } from '../../platform/env.ts'
import { isUnreadable } from '../../usecases/file/unreadable.ts'
import { get, isConditionFailed, query, recordOf, updateItem, type Write } from './client.ts'
import { key } from './keys.ts'
import { placesTaken } from './places.ts'
import { BAN, HELP, recordKey } from './record-key.ts'
import { NEW, put, remove, transact, writeOf } from './write.ts'
import { dataOf, type Item, sealItem } from '../aws/sealing.ts'
import { keyedHash } from '../aws/secrets.ts'
import { personal } from '../../domain/file/effect.ts'
import { request } from '../../domain/file/request.ts'
import { ask } from '../../domain/file/ask.ts'
import { posting } from '../../domain/file/posting.ts'
import { payment } from '../../domain/file/payment.ts'
import { filedPaper } from '../../domain/file/papers.ts'
import { cover, turn } from '../../domain/money/fund-effects.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { CaseFiles } from '../../usecases/ports/case-files.ts'
import type { Listed } from '../../usecases/ports/lists.ts'

/** As `requestIdOf` makes them. */
const REQUEST_ID = /^[0-9a-z]{26}$/

/** A key takes 1,000 writes a second; open requests are spread over as many index keys. */
const SHARDS = 4
const shardOf = (id: string) => [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % SHARDS
const OPEN = (shard: number) => `REQUEST#open#${shard}`

/** Open asks, the soonest due first; closed ones leave the index. */
const ASKS = (municipality: string) => `ASK#open#${municipality}`

/** Payments that have not ended, whatever their year, the oldest first; the others are by the year they became due. */
const PAYMENTS_OPEN = (municipality: string) => `PAYMENT#open#${municipality}`

/** A transaction holds no more writes than this. */
const AT_MOST = 100

/** The year it is in Italy at an instant. */
const yearOf = (at: string) => dayOf(at).slice(0, 4)

/** What is kept of some people under keys that begin so. */
async function* ofPeople(municipality: string, taxCodes: readonly string[], startsWith: string) {
  for (const taxCode of taxCodes)
    yield* query({
      partition: key.person(municipality, await keyedHash(personal('person', taxCode)), '').pk,
      startsWith,
    })
}

const unchangedSince = ({ request }: CaseFile) => ({
  ConditionExpression: '#version = :read',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':read': request.version },
})

const isEnded = ({ state }: CaseFile['payments'][number]): boolean => state === 'paid' || state === 'cancelled'

/** What of a file is new or other than before. Items are replaced, never edited in place, so identity tells. */
const changed = <Item>(now: readonly Item[], before: readonly Item[] = []): Item[] =>
  now.filter((item) => !before.includes(item))

function writesOf(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry): Write[] {
  const { id, version, receivedAt, municipality } = after.request
  const isOpen = requiredWorkflows(after, entry.at).length > 0
  const worklist = {
    wpk: isOpen ? OPEN(shardOf(id)) : `REQUEST#ended#${municipality}#${yearOf(receivedAt)}`,
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
        item.status === 'open' ? { wpk: ASKS(after.request.municipality), wsk: `${item.dueOn}#${item.id}` } : {},
      ),
    ),
    ...changed(after.postings, before?.postings).map((item) =>
      put(
        key.part(id, 'POSTING', item.id),
        'posting',
        item,
        { wpk: `POSTING#${municipality}#${item.on.slice(0, 4)}`, wsk: `${item.on}#${item.id}` },
        NEW,
      ),
    ),
    ...changed(after.payments, before?.payments).map((item) =>
      put(key.part(id, 'PAYMENT', item.id), 'payment', item, {
        wpk: isEnded(item) ? `PAYMENT#${municipality}#${yearOf(item.eligibleAt)}` : PAYMENTS_OPEN(municipality),
        wsk: `${item.eligibleAt}#${item.id}`,
      }),
    ),
    ...pointerWrites(before, after),
  ]
}

const isAskedBack = ({ request: { clawbacks = [] } }: CaseFile): boolean =>
  clawbacks.some(({ closedAt }) => closedAt === undefined)

/** Leads to a request as long as money is asked back on it. */
function clawbackSigns(before: CaseFile | undefined, after: CaseFile): Write[] {
  const { id, municipality } = after.request
  const [was, is] = [before !== undefined && isAskedBack(before), isAskedBack(after)]
  const sign = key.clawback(municipality, id)
  if (was === is) return []
  return [is ? put(sign, 'clawback', { request: id }) : remove(sign)]
}

/** What leads to a request from elsewhere: its number once it has one, the list of sealed files once it is sealed. */
function pointerWrites(before: CaseFile | undefined, after: CaseFile): Write[] {
  const { id, municipality, registryEntry, sealed } = after.request
  const isNew = <Value>(now: Value | undefined, then: Value | undefined) => now !== undefined && then === undefined
  return [
    ...(registryEntry && isNew(registryEntry, before?.request.registryEntry)
      ? [put(key.number(municipality, registryEntry), 'number', { request: id })]
      : []),
    ...clawbackSigns(before, after),
    ...(isNew(sealed, before?.request.sealed) ? [put(key.sealed(municipality, id), 'sealed', { request: id })] : []),
  ]
}

/**
 * Kinds of items that hold what a file says of a person; those of a sealed one are stored encrypted. Its trail is not: it is
 * read by those who publish events, and has ids and fingerprints only.
 */
const PERSONAL = ['request', 'ask', 'posting', 'payment', 'paper']
const stored = z.looseObject({ pk: z.string(), sk: z.string(), kind: z.string(), data: z.looseObject({}) })

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

/** With the act that seals a file, all that it has in the store in clear and that the act itself does not write anew. */
async function plaintextItems(before: CaseFile, after: CaseFile, entry: TrailEntry, own: Write[]): Promise<Item[]> {
  const all = writesOf({ ...before, asks: [], postings: [], payments: [] }, after, entry).map(({ Put }) => Put?.Item)
  // A paper without data was sealed by a try that did not come to its end.
  for await (const paper of query({ partition: key.paper(after.request.id, '').pk }))
    if ('data' in paper) all.push(paper)
  const anew = new Set(own.map(({ Put }) => `${Put?.Item?.['pk']} ${Put?.Item?.['sk']}`))
  return all.map((item) => stored.parse(item)).filter(({ pk, sk }) => !anew.has(`${pk} ${sk}`))
}

const reference = z.object({ request: z.string() })
/** What an item of a file holds; the store is a border like any other. */
const opened = async <Schema extends z.ZodType>(schema: Schema, item: Record<string, unknown>) =>
  schema.parse(await dataOf(idOf(item), item))

/** Which request an item belongs to: the key of each says it. */
const idOf = ({ pk }: Record<string, unknown>) => String(pk).slice(key.request('').pk.length)

const version = z.object({ version: z.int() })
const load = z.object({ sk: z.string(), files: z.int() })
const counter = z.object({ cents: z.number().default(0), joins: z.number().default(0) })
const ban = z.object({ until: day })

export const caseFiles: CaseFiles = {
  async load(id) {
    // Whatever stands in a link or a header is asked for here: only what can be an id is looked up.
    if (!REQUEST_ID.test(id)) return undefined
    // A query is no snapshot: items may be from before a write and the request, which comes last, from after it. Every write
    // raises the version, so the same one before and after means that all is of one moment.
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
    // A long file does not fit into one write: what does not is sealed ahead of it. So whenever a file says that it is
    // sealed all of it is, and one that was left halfway still opens, item by item, and is sealed when it is tried again.
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

  async *open() {
    for (let shard = 0; shard < SHARDS; shard++)
      for await (const item of query({ index: 'worklist', partition: OPEN(shard) })) yield idOf(item)
  },

  async takeNumber(municipality, year, request) {
    const counter = key.register(municipality, year)
    const names = { '#last': 'last', '#request': request }
    try {
      const written = await updateItem({
        TableName: env().TABLE_NAME,
        Key: counter,
        UpdateExpression:
          'SET #last = if_not_exists(#last, :zero) + :one, #request = if_not_exists(#last, :zero) + :one',
        ConditionExpression: 'attribute_not_exists(#request)',
        ExpressionAttributeNames: names,
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

  async fundState(municipality, fund) {
    // The counter comes first: whoever comes into the queue after it was read, changes it.
    const { cents: committedCents, joins } = counter.parse((await get(key.fund(municipality, fund))) ?? {})
    const { done, value } = await query({ partition: key.turn(municipality, fund, '').pk, limit: 1 }).next()
    return { committedCents, joins, ...(done || !value ? {} : { head: recordOf(turn, value) }) }
  },

  async needOf(municipality, taxCode, kind) {
    const item = await get(
      await recordKey({ kind: 'need', municipality, person: personal('person', taxCode), need: kind }),
    )
    return item && recordOf(cover, item)
  },

  async numbered(municipality, number) {
    const item = await get(key.number(municipality, number))
    return item && recordOf(reference, item).request
  },

  async loads(municipality) {
    const loads: Record<string, number> = {}
    for await (const item of query({ partition: key.load(municipality, '').pk })) {
      const { sk, files } = load.parse(item)
      loads[sk] = files
    }
    return loads
  },

  placesTaken,

  async benefitsCents(municipality, taxCode, year) {
    return counter.parse(
      (await get(await recordKey({ kind: 'benefit', municipality, person: personal('person', taxCode), year }))) ?? {},
    ).cents
  },

  async helpOf(municipality, taxCodes) {
    const found = new Map<string, Help>()
    for await (const item of ofPeople(municipality, taxCodes, HELP)) {
      const each = recordOf(help, item)
      found.set(each.request, each)
    }
    return [...found.values()]
  },

  async banUntil(municipality, taxCodes) {
    const days = await Array.fromAsync(ofPeople(municipality, taxCodes, BAN), (item) => recordOf(ban, item).until)
    return days.sort().at(-1)
  },

  async *sealedOf(municipality, taxCodes) {
    for await (const item of query({ partition: key.sealed(municipality, '').pk })) {
      const found = await get(key.request(recordOf(reference, item).request))
      const sealed = found && (await opened(request, found))
      if (sealed && taxCodes.includes(sealed.application.applicant.taxCode)) yield sealed
    }
  },

  async paper(id, paper) {
    const item = await get(key.paper(id, paper))
    return item && filedPaper.parse(await dataOf(id, item))
  },
}

/** What stands in a list for an item that does not open, of what its key says: `id` is that of the item. None leaves it out. */
type OnUnreadable<Output> = (
  of: { request: string; id: string },
  error: unknown,
) => Output | undefined | Promise<Output | undefined>

/** What an item of a list holds; what does not open fails the list, unless it is said what stands in its place. */
async function* listedAs<Schema extends z.ZodType>(
  schema: Schema,
  item: Record<string, unknown>,
  instead: OnUnreadable<z.output<Schema>> | undefined,
): AsyncGenerator<z.output<Schema>> {
  try {
    yield await opened(schema, item)
  } catch (error) {
    if (!instead || !isUnreadable(error)) throw error
    const other = await instead({ request: idOf(item), id: String(item['sk']).replace(/^\w+#/, '') }, error)
    if (other !== undefined) yield other
  }
}

type Indexed = Record<string, unknown> & { wsk: string }
const indexed = z.looseObject({ wsk: z.string() })

async function openOfYear(municipality: string, year: number): Promise<Indexed[]> {
  const items: Indexed[] = []
  for await (const item of query({ index: 'worklist', partition: PAYMENTS_OPEN(municipality) })) {
    const open = indexed.parse(item)
    if (yearOf(open.wsk.split('#')[0] ?? '') === String(year)) items.push(open)
  }
  return items
}

/** The payments of a municipality that have not ended, whatever their year. */
export async function* openPayments(
  municipality: string,
  instead?: OnUnreadable<CaseFile['payments'][number]>,
): AsyncGenerator<CaseFile['payments'][number]> {
  for await (const item of query({ index: 'worklist', partition: PAYMENTS_OPEN(municipality) }))
    yield* listedAs(payment, item, instead)
}

/** Items of one kind of a municipality by year, newest last: what lists and statistics are made of. */
export async function* itemsOfYear<Schema extends z.ZodType>(
  kind: 'PAYMENT' | 'POSTING',
  municipality: string,
  year: number,
  schema: Schema,
  instead?: OnUnreadable<z.output<Schema>>,
): AsyncGenerator<z.output<Schema>> {
  // Those that have not ended come first: one that ends meanwhile is then found twice, and not never.
  const open = kind === 'PAYMENT' ? await openOfYear(municipality, year) : []
  for await (const item of query({ index: 'worklist', partition: `${kind}#${municipality}#${year}` })) {
    const { wsk } = indexed.parse(item)
    for (let first = open[0]; first && first.wsk <= wsk; first = open[0]) {
      open.shift()
      if (first.wsk < wsk) yield* listedAs(schema, first, instead)
    }
    yield* listedAs(schema, item, instead)
  }
  for (const item of open) yield* listedAs(schema, item, instead)
}

/** Requests a municipality received in a year, open and ended, as a schema reads them. */
export async function* requestsWith<Schema extends z.ZodType<{ municipality: string }>>(
  schema: Schema,
  municipality: string,
  year: number,
  instead?: OnUnreadable<z.output<Schema>>,
): AsyncGenerator<z.output<Schema>> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of query({ index: 'worklist', partition: OPEN(shard), startsWith: `${year}#` }))
      for await (const open of listedAs(schema, item, instead)) if (open.municipality === municipality) yield open
  for await (const item of query({ index: 'worklist', partition: `REQUEST#ended#${municipality}#${year}` }))
    yield* listedAs(schema, item, instead)
}

/** Requests a municipality received in a year, open and ended. */
export const requestsOfYear = (municipality: string, year: number): AsyncGenerator<CaseFile['request']> =>
  requestsWith(request, municipality, year)

/** Requests that money is asked back on. */
export async function* clawedBack(municipality: string): AsyncGenerator<CaseFile['request']> {
  for await (const item of query({ partition: key.clawback(municipality, '').pk })) {
    const found = await get(key.request(recordOf(reference, item).request))
    if (found) yield await opened(request, found)
  }
}

/** Questions that wait for an answer, the soonest due first. */
export async function* openAsks(municipality: string): AsyncGenerator<CaseFile['asks'][number]> {
  for await (const item of query({ index: 'worklist', partition: ASKS(municipality) })) yield await opened(ask, item)
}

const { id, municipality: code, registryEntry, stage, sealed, queuedAt } = request.shape
/** What lists need of a request: the rest of it is not read. */
const listed = z.object({ id, municipality: code, registryEntry, stage, sealed, queuedAt })

/** Requests of a municipality that may still have work to do. */
export async function* openRequests(municipality: string): AsyncGenerator<Listed> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of query({ index: 'worklist', partition: OPEN(shard) })) {
      const open = await opened(listed, item)
      if (open.municipality === municipality) yield open
    }
}

const applied = z.object({
  id,
  municipality: code,
  application: z.object({ applicant: z.object({ taxCode: z.string() }) }),
})

/**
 * The open requests of a person. No key leads from a person to a file, so all that are open are gone through; sealed ones are
 * left shut.
 */
export async function* openRequestsOf(municipality: string, taxCode: string): AsyncGenerator<string> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of query({ index: 'worklist', partition: OPEN(shard) })) {
      if ('sealed' in item) continue
      const open = recordOf(applied, item)
      if (open.municipality === municipality && open.application.applicant.taxCode === taxCode) yield open.id
    }
}

const at = z.object({ host: z.string() })
const placed = z.object({
  id,
  municipality: code,
  placement: at.optional(),
  formerPlacements: z.array(at).default([]),
})

/** The open requests of people who have, had or will have a place at a host: which of them on a day their file says. Sealed ones are among them: nothing outside them says where they lead. */
export async function* requestsPlacedAt(municipality: string, host: string): AsyncGenerator<string> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of query({ index: 'worklist', partition: OPEN(shard) })) {
      const open = await opened(placed, item)
      const places = [open.placement, ...open.formerPlacements]
      if (open.municipality === municipality && places.some((each) => each?.host === host)) yield open.id
    }
}

/** Whether a file is one of the sealed ones of a municipality, whatever became of it since. */
export const isSealedOf = async (municipality: string, id: string): Promise<boolean> =>
  (await get(key.sealed(municipality, id))) !== undefined

/** The sealed files of a municipality, and who is named on them: few, so each is read as it is now. */
export async function* sealedRequests(municipality: string): AsyncGenerator<Listed> {
  for await (const item of query({ partition: key.sealed(municipality, '').pk })) {
    const found = await get(key.request(recordOf(reference, item).request))
    if (found) yield await opened(listed, found)
  }
}
