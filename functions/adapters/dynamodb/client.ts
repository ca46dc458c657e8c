import { randomUUID } from 'node:crypto'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { env } from '../../platform/env.ts'
import { isNamed, jsonService } from '../aws/signed-call.ts'
import type { Key } from './keys.ts'

type Values = Record<string, unknown>
type Condition = {
  ConditionExpression?: string
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Values
}
type Whole = { TableName: string; Item: Values } & Condition
type ByKey = { TableName: string; Key: Key } & Condition
type Update = ByKey & { UpdateExpression: string }

/** One write of a transaction: exactly one of these. */
export type Write = { Put?: Whole; Update?: Update; Delete?: ByKey; ConditionCheck?: ByKey }

/** Attributes as DynamoDB writes them, each under the name of its type. */
const attributes = z
  .custom<Parameters<typeof unmarshall>[0]>((value) => typeof value === 'object' && value !== null)
  .transform((value): Values => unmarshall(value))

/** JSON has no bytes: an attribute of that type is Base64. An attribute that has this name is an object, never a text. */
const BYTES = 'B'
function bytesAsText(this: Values, name: string, value: unknown) {
  const original = this[name]
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value
}
const textAsBytes = (name: string, value: unknown) =>
  name === BYTES && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value
const json = {
  stringify: (body: object) => JSON.stringify(body, bytesAsText),
  // Going through every value takes twice as long as reading it, and few items have bytes.
  parse: (text: string): unknown => JSON.parse(text, text.includes(`"${BYTES}"`) ? textAsBytes : undefined),
}

/** Parts of an operation's input that hold attributes. */
const HOLDS_ATTRIBUTES = new Set(['Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'])

/** The input of an operation as DynamoDB reads it; what is undefined is left out, at any depth. */
const wired = (input: object): object =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        HOLDS_ATTRIBUTES.has(name) ? marshall(value, { removeUndefinedValues: true }) : value,
      ]),
  )

type Operation = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'TransactWriteItems'

const perform = jsonService<Operation>({
  service: 'dynamodb',
  endpoint: 'DYNAMODB',
  version: '1.0',
  target: 'DynamoDB_20120810',
  json,
})

/** @throws ServiceError, of which `isConditionFailed` may be true, as with each write */
export async function putItem(input: Whole): Promise<void> {
  await perform('PutItem', wired(input))
}

/** Returns the attributes it wrote, as they are now, when asked for them. */
export async function updateItem(input: Update & { ReturnValues?: 'UPDATED_NEW' }): Promise<Values> {
  const { Attributes = {} } = z
    .object({ Attributes: attributes.optional() })
    .parse(await perform('UpdateItem', wired(input)))
  return Attributes
}

export async function deleteItem(input: ByKey): Promise<void> {
  await perform('DeleteItem', wired(input))
}

/**
 * All of the writes or none. The token makes it one transaction, however often it is sent again for a lost answer.
 * @throws ServiceError, of which `cancellationOf` tells why
 */
export async function transactWriteItems(writes: readonly Write[]): Promise<void> {
  const TransactItems = writes.map((write) =>
    Object.fromEntries(Object.entries(write).map(([name, input]) => [name, wired(input)])),
  )
  await perform('TransactWriteItems', { TransactItems, ClientRequestToken: randomUUID() })
}

/** Whether a write did not happen because its condition does not hold. */
export const isConditionFailed = (error: unknown): boolean => isNamed(error, 'ConditionalCheckFailedException')

const cancelled = z.object({ CancellationReasons: z.array(z.object({ Code: z.string().default('None') })).default([]) })

/** Why a transaction was cancelled: a code for each of its writes, `None` for those that were not to blame. */
export const cancellationOf = (error: unknown): string[] | undefined =>
  isNamed(error, 'TransactionCanceledException')
    ? cancelled.parse(error.answer).CancellationReasons.map(({ Code }) => Code)
    : undefined

const found = z.object({ Item: attributes.optional() })

/** One item by its key, as it is now. */
export async function get(itemKey: Key): Promise<Values | undefined> {
  const input = wired({ TableName: env().TABLE_NAME, Key: itemKey, ConsistentRead: true })
  return found.parse(await perform('GetItem', input)).Item
}

type Query = { index?: 'worklist'; partition: string; startsWith?: string; limit?: number }
const page = z.object({ Items: z.array(attributes), LastEvaluatedKey: attributes.optional() })

/** Every item of a partition, a page at a time; strongly consistent on the table. */
export async function* query({ index, partition, startsWith, limit = 200 }: Query): AsyncGenerator<Values> {
  const [pk, sk] = index ? ['wpk', 'wsk'] : ['pk', 'sk']
  let from: Values | undefined
  do {
    const input = wired({
      TableName: env().TABLE_NAME,
      ...(index ? { IndexName: index } : { ConsistentRead: true }),
      KeyConditionExpression: startsWith ? '#pk = :pk AND begins_with(#sk, :sk)' : '#pk = :pk',
      ExpressionAttributeNames: { '#pk': pk, ...(startsWith ? { '#sk': sk } : {}) },
      ExpressionAttributeValues: { ':pk': partition, ...(startsWith ? { ':sk': startsWith } : {}) },
      Limit: limit,
      ExclusiveStartKey: from,
    })
    const { Items, LastEvaluatedKey } = page.parse(await perform('Query', input))
    yield* Items
    from = LastEvaluatedKey
  } while (from)
}

/** The record inside an item; the store is a border like any other. */
export const recordOf = <Schema extends z.ZodType>(schema: Schema, item: Record<string, unknown>): z.output<Schema> =>
  schema.parse(item['data'])
