import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { TransactWriteCommand, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { dayOf } from '../domain/calendar.ts'
import { ask, type CaseFile, payment, posting, request } from '../domain/records.ts'
import { drivesOf } from '../domain/standing.ts'
import { sha256, type TrailEntry, trailEntry } from '../domain/trail.ts'
import { env } from '../platform/env.ts'
import { type CaseFiles, Conflict, type Effect, EffectRefused, type Listed } from '../usecases/ports.ts'
import { documents, get, key, query, recordOf } from './dynamo.ts'

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** As `requestIdOf` makes them. */
const REQUEST_ID = /^[0-9a-z]{26}$/

/** A key takes 1,000 writes a second; open requests are spread over as many index keys. */
const SHARDS = 4
const shardOf = (id: string) => [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % SHARDS
const OPEN = (shard: number) => `REQUEST#open#${shard}`

/** Open asks, the soonest due first; closed ones leave the index. */
const ASKS = (municipality: string) => `ASK#open#${municipality}`

/** The year it is in Italy at an instant. */
const yearOf = (at: string) => dayOf(at).slice(0, 4)

const personHash = (taxCode: string) => sha256(`person:${taxCode}`)

const put = (
  itemKey: { pk: string; sk: string },
  kind: string,
  data: object,
  more: object = {},
  condition?: object,
): Write => ({
  Put: { TableName: env().TABLE_NAME, Item: { ...itemKey, kind, data, ...more }, ...condition },
})
const NEW = { ConditionExpression: 'attribute_not_exists(pk)' }

/** Adds to a counter; with `limit` only as long as the sum stays within. */
const add = (
  itemKey: { pk: string; sk: string },
  kind: string,
  amount: number,
  { attribute = 'cents', limit = Number.POSITIVE_INFINITY } = {},
): Write => {
  const room = limit - amount
  // No counter yet means nothing was taken: then the amount alone must fit.
  const condition = room >= 0 ? 'attribute_not_exists(#counter) OR #counter <= :room' : '#counter <= :room'
  const limited = Number.isFinite(limit)
  return {
    Update: {
      TableName: env().TABLE_NAME,
      Key: itemKey,
      UpdateExpression: 'SET #kind = :kind ADD #counter :amount',
      ExpressionAttributeNames: { '#kind': 'kind', '#counter': attribute },
      ExpressionAttributeValues: { ':kind': kind, ':amount': amount, ...(limited ? { ':room': room } : {}) },
      ...(limited ? { ConditionExpression: condition } : {}),
    },
  }
}

function writeOf(effect: Effect): Write {
  const TableName = env().TABLE_NAME
  switch (effect.effect) {
    case 'claimPerson':
      return put(
        key.person(effect.municipality, personHash(effect.taxCode), `OPEN#${effect.kind}`),
        'claim',
        { request: effect.request },
        {},
        NEW,
      )
    case 'freePerson':
      return {
        Delete: { TableName, Key: key.person(effect.municipality, personHash(effect.taxCode), `OPEN#${effect.kind}`) },
      }
    case 'ban':
      return put(key.person(effect.municipality, personHash(effect.taxCode), `BAN#${effect.until}`), 'ban', {
        until: effect.until,
      })
    case 'carry':
      return add(key.load(effect.municipality, effect.member), 'load', effect.files, { attribute: 'files' })
    case 'commitFund':
      return add(key.fund(effect.municipality, effect.fund), 'fund', effect.amountCents, {
        limit: effect.limitCents,
      })
    case 'releaseFund':
      return add(key.fund(effect.municipality, effect.fund), 'fund', -effect.amountCents)
    case 'countBenefit':
      return add(
        key.person(effect.municipality, personHash(effect.taxCode), `YEAR#${effect.year}`),
        'benefit',
        effect.amountCents,
      )
    case 'publish':
      // Written again for the next instalment: the same entry.
      return put(
        key.publication(effect.entry.municipality, effect.entry.year, effect.entry.pseudonym),
        'publication',
        effect.entry,
      )
  }
}

/** What of a file is new or other than before. Items are replaced, never edited in place, so identity tells. */
const changed = <Item>(now: readonly Item[], before: readonly Item[] = []): Item[] =>
  now.filter((item) => !before.includes(item))

function writesOf(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry): Write[] {
  const { id, version, receivedAt, municipality } = after.request
  const isOpen = drivesOf(after, entry.at).length > 0
  const worklist = {
    wpk: isOpen ? OPEN(shardOf(id)) : `REQUEST#ended#${municipality}#${yearOf(receivedAt)}`,
    wsk: `${yearOf(receivedAt)}#${receivedAt}#${id}`,
  }
  return [
    put(
      key.request(id),
      'request',
      after.request,
      { version, ...worklist },
      before
        ? {
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':read': before.request.version },
          }
        : NEW,
    ),
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
        wpk: `PAYMENT#${municipality}#${yearOf(item.eligibleAt)}`,
        wsk: `${item.eligibleAt}#${item.id}`,
      }),
    ),
    ...signposts(before, after),
  ]
}

/** What leads to a request from elsewhere: its number once it has one, the list of sealed files once it is sealed. */
function signposts(before: CaseFile | undefined, { request: { id, municipality, registryEntry, sealed } }: CaseFile) {
  const isNew = <Value>(now: Value | undefined, then: Value | undefined) => now !== undefined && then === undefined
  return [
    ...(registryEntry && isNew(registryEntry, before?.request.registryEntry)
      ? [put(key.number(municipality, registryEntry), 'number', { request: id })]
      : []),
    ...(isNew(sealed, before?.request.sealed) ? [put(key.sealed(municipality, id), 'sealed', { request: id })] : []),
  ]
}

/** Which of ours a cancelled transaction was cancelled for: the file itself comes first. */
function reasonOf(error: TransactionCanceledException, own: number, effects: readonly Effect[]): Error {
  const failed = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None')
  const index = failed.findIndex((code, at) => at >= own && code === 'ConditionalCheckFailed')
  const effect = effects[index - own]
  const ours = failed.slice(0, own).some((code) => code === 'ConditionalCheckFailed')
  if (effect && !ours) return new EffectRefused(effect.effect)
  return failed.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')
    ? new Conflict(failed.join())
    : error
}

const reference = z.object({ request: z.string() })
const load = z.object({ sk: z.string(), files: z.int() })
const counter = z.object({ cents: z.number().default(0) })

export const caseFiles: CaseFiles = {
  async load(id) {
    // Whatever stands in a link or a header is asked for here: only what can be an id is looked up.
    if (!REQUEST_ID.test(id)) return undefined
    const file: { -readonly [Part in keyof Omit<CaseFile, 'request'>]: CaseFile[Part][number][] } = {
      asks: [],
      postings: [],
      payments: [],
    }
    let found: CaseFile['request'] | undefined
    for await (const item of query({ partition: key.request(id).pk })) {
      if (item['kind'] === 'request') found = recordOf(request, item)
      else if (item['kind'] === 'ask') file.asks.push(recordOf(ask, item))
      else if (item['kind'] === 'posting') file.postings.push(recordOf(posting, item))
      else if (item['kind'] === 'payment') file.payments.push(recordOf(payment, item))
    }
    return found && { request: found, ...file }
  },

  async commit(before, after, entry, effects) {
    // What would not be read again is not written.
    request.parse(after.request)
    const own = writesOf(before, after, entry)
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: [...own, ...effects.map(writeOf)] }))
    } catch (error) {
      throw error instanceof TransactionCanceledException ? reasonOf(error, own.length, effects) : error
    }
  },

  async trail(id) {
    const entries: TrailEntry[] = []
    for await (const item of query({ partition: key.trail(id, 0).pk })) entries.push(recordOf(trailEntry, item))
    return entries
  },

  async wrote(entry) {
    const item = await get(key.trail(entry.request, entry.sequence))
    return item !== undefined && recordOf(trailEntry, item).hash === entry.hash
  },

  async *open() {
    for (let shard = 0; shard < SHARDS; shard++)
      for await (const item of query({ index: 'worklist', partition: OPEN(shard) }))
        yield recordOf(request.pick({ id: true }).loose(), item).id
  },

  async openRequestOf(municipality, taxCode, kind) {
    const item = await get(key.person(municipality, personHash(taxCode), `OPEN#${kind}`))
    return item && recordOf(reference, item).request
  },

  async takeNumber(municipality, year, request) {
    const counter = key.register(municipality, year)
    const names = { '#last': 'last', '#request': request }
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          TableName: env().TABLE_NAME,
          Key: counter,
          UpdateExpression:
            'SET #last = if_not_exists(#last, :zero) + :one, #request = if_not_exists(#last, :zero) + :one',
          ConditionExpression: 'attribute_not_exists(#request)',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':zero': 0, ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      )
      return z.int().parse(Attributes?.[request])
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      return z.int().parse((await get(counter))?.[request])
    }
  },

  async forgetNumber(municipality, year, request) {
    await documents.send(
      new UpdateCommand({
        TableName: env().TABLE_NAME,
        Key: key.register(municipality, year),
        UpdateExpression: 'REMOVE #request',
        ExpressionAttributeNames: { '#request': request },
      }),
    )
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

  async benefitsCents(municipality, taxCode, year) {
    return counter.parse((await get(key.person(municipality, personHash(taxCode), `YEAR#${year}`))) ?? {}).cents
  },
}

/** Items of one kind of a municipality by year, newest last: what lists and statistics are made of. */
export async function* itemsOfYear<Schema extends z.ZodType>(
  kind: 'PAYMENT' | 'POSTING',
  municipality: string,
  year: number,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  for await (const item of query({ index: 'worklist', partition: `${kind}#${municipality}#${year}` }))
    yield recordOf(schema, item)
}

/** Requests a municipality received in a year, open and ended. */
export async function* requestsOfYear(municipality: string, year: number): AsyncGenerator<CaseFile['request']> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of query({ index: 'worklist', partition: OPEN(shard), startsWith: `${year}#` })) {
      const open = recordOf(request, item)
      if (open.municipality === municipality) yield open
    }
  for await (const item of query({ index: 'worklist', partition: `REQUEST#ended#${municipality}#${year}` }))
    yield recordOf(request, item)
}

/** Questions that wait for an answer, the soonest due first. */
export async function* openAsks(municipality: string): AsyncGenerator<CaseFile['asks'][number]> {
  for await (const item of query({ index: 'worklist', partition: ASKS(municipality) })) yield recordOf(ask, item)
}

const { id, municipality: code, registryEntry, stage, sealed, queuedAt } = request.shape
/** What lists need of a request: the rest of it is not read. */
const listed = z.object({ id, municipality: code, registryEntry, stage, sealed, queuedAt })

/** Requests of a municipality that may still have work to do. */
export async function* openRequests(municipality: string): AsyncGenerator<Listed> {
  for (let shard = 0; shard < SHARDS; shard++)
    for await (const item of query({ index: 'worklist', partition: OPEN(shard) })) {
      const open = recordOf(listed, item)
      if (open.municipality === municipality) yield open
    }
}

/** The sealed files of a municipality, and who is named on them: few, so each is read as it is now. */
export async function* sealedRequests(municipality: string): AsyncGenerator<Listed> {
  for await (const item of query({ partition: key.sealed(municipality, '').pk })) {
    const found = await get(key.request(recordOf(reference, item).request))
    if (found) yield recordOf(listed, found)
  }
}
