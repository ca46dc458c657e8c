import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'

// Made for each environment anew: the endpoint is read from the process's variables when a client is made.
const clients = new Map<string, DynamoDBDocumentClient>()
const client = (): DynamoDBDocumentClient => {
  const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? ''
  const made = clients.get(endpoint) ?? DynamoDBDocumentClient.from(new DynamoDBClient({}))
  clients.set(endpoint, made)
  return made
}

/** Returns the current time, as the clock adapter does. */
export const now = (): string => new Date(Date.now() + Number(process.env['CLOCK_OFFSET_MS'])).toISOString()

export const put = async (pk: string, sk: string, more: Record<string, unknown> = {}): Promise<void> => {
  await client().send(new PutCommand({ TableName: process.env['FIXTURE_TABLE'], Item: { pk, sk, at: now(), ...more } }))
}

export const list = async (pk: string): Promise<Record<string, unknown>[]> => {
  const answer = await client().send(
    new QueryCommand({
      TableName: process.env['FIXTURE_TABLE'],
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }),
  )
  return answer.Items ?? []
}
