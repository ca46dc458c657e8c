import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { z } from 'zod'

const recordSchema = z.object({ dynamodb: z.object({ NewImage: z.object({ sk: z.object({ S: z.string() }) }) }) })

/** Puts an event on the bus for each record of the stream. */
export const handler = async (event: unknown): Promise<void> => {
  const { Records } = z.object({ Records: z.array(recordSchema) }).parse(event)
  const client = new EventBridgeClient({})
  await client.send(
    new PutEventsCommand({
      Entries: Records.map(({ dynamodb }) => ({
        EventBusName: process.env['FIXTURE_BUS'],
        Source: 'fixture',
        DetailType: 'trail',
        Detail: JSON.stringify({ id: dynamodb.NewImage.sk.S }),
      })),
    }),
  )
}
