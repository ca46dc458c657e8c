import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { tolerant } from '../../domain/base/tolerant.ts'
import { schemaVersion, upcast } from '../../domain/file/versions.ts'
import { env } from '../../platform/env.ts'
import { call, hasErrorCode, lazily } from '../aws/sdk.ts'
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
export type Write = {
  Put?: Whole
  Update?: Update
  Delete?: ByKey
  ConditionCheck?: ByKey & { ConditionExpression: string }
}

const database = lazily('DYNAMODB', (config) =>
  DynamoDBDocumentClient.from(
    // The SDK's own bytes are a view into a pool that it shares with others.
    new DynamoDBClient({
      ...config,
      base64Decoder: (text) => Uint8Array.from(Buffer.from(text, 'base64')),
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  ),
)

/** Puts an item. @throws ServiceError, of which `isConditionFailed` may be true, as with each write */
export async function putItem(input: Whole): Promise<void> {
  await call(() => database().send(new PutCommand(input)))
}

/** Updates an item and returns the attributes it wrote when asked for them. */
export async function updateItem(input: Update & { ReturnValues?: 'UPDATED_NEW' }): Promise<Values> {
  const { Attributes = {} } = await call(() => database().send(new UpdateCommand(input)))
  return Attributes
}

/** Deletes an item. */
export async function deleteItem(input: ByKey): Promise<void> {
  await call(() => database().send(new DeleteCommand(input)))
}

/**
 * Writes all or none. The token makes it one transaction, however often it is sent again for a lost answer.
 * @throws ServiceError, of which `cancellationOf` tells why
 */
export async function transactWriteItems(writes: readonly Write[]): Promise<void> {
  const command = new TransactWriteCommand({ TransactItems: [...writes], ClientRequestToken: randomUUID() })
  await call(() => database().send(command))
}

/** Returns true if a write did not happen because its condition does not hold. */
export const isConditionFailed = (error: unknown): boolean => hasErrorCode(error, 'ConditionalCheckFailedException')

/** Returns why a transaction was cancelled: a code for each of its writes, `None` for those that were not to blame. */
export const cancellationOf = (error: unknown): readonly string[] | undefined =>
  hasErrorCode(error, 'TransactionCanceledException') ? (error.reasons ?? []) : undefined

/** Returns one item by its key, strongly consistent. */
export async function get(itemKey: Key): Promise<Values | undefined> {
  const command = new GetCommand({ TableName: env().TABLE_NAME, Key: itemKey, ConsistentRead: true })
  return (await call(() => database().send(command))).Item
}

type Query = { index?: 'worklist'; partition: string; startsWith?: string; limit?: number }

/** Returns every item of a partition, a page at a time; strongly consistent on the table. */
export async function* query({ index, partition, startsWith, limit = 200 }: Query): AsyncGenerator<Values> {
  const [pk, sk] = index ? ['wpk', 'wsk'] : ['pk', 'sk']
  let from: Values | undefined
  do {
    const command = new QueryCommand({
      TableName: env().TABLE_NAME,
      ...(index ? { IndexName: index } : { ConsistentRead: true }),
      KeyConditionExpression: startsWith ? '#pk = :pk AND begins_with(#sk, :sk)' : '#pk = :pk',
      ExpressionAttributeNames: { '#pk': pk, ...(startsWith ? { '#sk': sk } : {}) },
      ExpressionAttributeValues: { ':pk': partition, ...(startsWith ? { ':sk': startsWith } : {}) },
      Limit: limit,
      ExclusiveStartKey: from,
    })
    const { Items = [], LastEvaluatedKey } = await call(() => database().send(command))
    yield* Items
    from = LastEvaluatedKey
  } while (from)
}

const recorded = z.looseObject({ kind: z.string(), schemaVersion: z.int().min(1) })

/** Returns the attributes of a record: its kind, its version and its data. */
export const record = (kind: string, data: object) => ({ kind, schemaVersion: schemaVersion(kind), data })

/** Returns the data of an item in the version that this code reads; `opened` is the data of one that was sealed. */
export function dataIn(item: Record<string, unknown>, opened = item['data']): Readonly<Record<string, unknown>> {
  const { kind, schemaVersion: version } = recorded.parse(item)
  return upcast(kind, version, opened)
}

/**
 * Parses the record of an item by its schema, because stored data is as untrusted as any input; fields that the schema does
 * not know are kept.
 */
export const recordOf = <Schema extends z.ZodType>(schema: Schema, item: Record<string, unknown>): z.output<Schema> =>
  tolerant(schema).parse(dataIn(item))
