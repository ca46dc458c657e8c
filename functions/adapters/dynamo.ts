import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type * as z from 'zod'
import { env } from '../platform/env.ts'

export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }), {
  marshallOptions: { removeUndefinedValues: true },
})

/** Keys of the one table. What is read together lies together; hashes stand for what must not be in a key. */
export const key = {
  request: (id: string) => ({ pk: `REQUEST#${id}`, sk: 'REQUEST' }),
  part: (id: string, part: 'ASK' | 'POSTING' | 'PAYMENT', name: string) => ({
    pk: `REQUEST#${id}`,
    sk: `${part}#${name}`,
  }),
  trail: (id: string, sequence: number) => ({ pk: `TRAIL#${id}`, sk: String(sequence).padStart(8, '0') }),
  token: (ask: string) => ({ pk: `TOKEN#${ask}`, sk: 'TOKEN' }),
  drive: (request: string, name: string) => ({ pk: `DRIVE#${request}`, sk: name }),
  person: (municipality: string, hash: string, what: string) => ({ pk: `PERSON#${municipality}#${hash}`, sk: what }),
  load: (municipality: string, member: string) => ({ pk: `LOAD#${municipality}`, sk: member }),
  places: (municipality: string, host: string) => ({ pk: `PLACES#${municipality}`, sk: host }),
  fund: (municipality: string, fund: string) => ({ pk: `FUND#${municipality}`, sk: fund }),
  turn: (municipality: string, fund: string, turn: string) => ({ pk: `QUEUE#${municipality}#${fund}`, sk: turn }),
  register: (municipality: string, year: number) => ({ pk: `REGISTER#${municipality}`, sk: String(year) }),
  paper: (request: string, id: string) => ({ pk: `PAPER#${request}`, sk: id }),
  publication: (municipality: string, year: number, pseudonym: string) => ({
    pk: `PUBLICATION#${municipality}#${year}`,
    sk: pseudonym,
  }),
  number: (municipality: string, number: string) => ({ pk: `NUMBER#${municipality}`, sk: number }),
  sealed: (municipality: string, request: string) => ({ pk: `SEALED#${municipality}`, sk: request }),
  pause: (what: string) => ({ pk: `PAUSE#${what}`, sk: 'PAUSE' }),
  drawing: (municipality: string, year: number, seed: string) => ({
    pk: `DRAW#${municipality}`,
    sk: `${year}#${seed}`,
  }),
  draft: (hash: string) => ({ pk: `DRAFT#${hash}`, sk: 'DRAFT' }),
  municipality: (code: string) => ({ pk: 'MUNICIPALITY', sk: code }),
}

/** One item by its key, as it is now. */
export async function get(itemKey: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: env().TABLE_NAME, Key: itemKey, ConsistentRead: true }),
  )
  return Item
}

type Query = { index?: 'worklist'; partition: string; startsWith?: string; limit?: number }

/** Every item of a partition, a page at a time; strongly consistent on the table. */
export async function* query({
  index,
  partition,
  startsWith,
  limit = 200,
}: Query): AsyncGenerator<Record<string, unknown>> {
  const [pk, sk] = index ? ['wpk', 'wsk'] : ['pk', 'sk']
  let from: Record<string, unknown> | undefined
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: env().TABLE_NAME,
        ...(index ? { IndexName: index } : { ConsistentRead: true }),
        KeyConditionExpression: startsWith ? '#pk = :pk AND begins_with(#sk, :sk)' : '#pk = :pk',
        ExpressionAttributeNames: { '#pk': pk, ...(startsWith ? { '#sk': sk } : {}) },
        ExpressionAttributeValues: { ':pk': partition, ...(startsWith ? { ':sk': startsWith } : {}) },
        Limit: limit,
        ExclusiveStartKey: from,
      }),
    )
    yield* page.Items ?? []
    from = page.LastEvaluatedKey
  } while (from)
}

/** The record inside an item; the store is a border like any other. */
export const recordOf = <Schema extends z.ZodType>(schema: Schema, item: Record<string, unknown>): z.output<Schema> =>
  schema.parse(item['data'])
