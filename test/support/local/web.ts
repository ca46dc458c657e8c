import { setTimeout } from 'node:timers/promises'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { z } from 'zod'
import { put } from './records.ts'

const eventSchema = z.looseObject({
  rawPath: z.string(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
})

const mail = async (text: string): Promise<void> => {
  await new SESv2Client({}).send(
    new SendEmailCommand({
      FromEmailAddress: 'comune@example.org',
      Destination: { ToAddresses: ['ada@example.org'] },
      Content: { Simple: { Subject: { Data: text }, Body: { Text: { Data: text } } } },
    }),
  )
}

/** Echoes the event, or does what the query asks for. */
export const handler = async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<unknown> => {
  const parsed = eventSchema.parse(event)
  const { slow, fail, shape, mail: text, trail, secret } = parsed.queryStringParameters
  if (slow) await setTimeout(Number(slow))
  if (fail) throw new Error('as asked')
  if (text) await mail(text)
  if (trail) await put('trail', trail, { kind: 'trail' })
  if (secret) {
    const id = process.env['FIXTURE_SECRET']
    return (await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }))).SecretString
  }
  if (shape === 'bare') return { plain: true, remaining: context.getRemainingTimeInMillis() }
  if (shape === 'broken') return { statusCode: 'many' }
  if (shape === 'bytes') {
    const body = Buffer.from([0, 255, 128]).toString('base64')
    return {
      statusCode: 200,
      headers: { 'content-type': 'image/x' },
      cookies: ['a=1', 'b=2'],
      body,
      isBase64Encoded: true,
    }
  }
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'x-made': true },
    body: JSON.stringify(parsed),
  }
}
