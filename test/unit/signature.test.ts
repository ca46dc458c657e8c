import { AwsV4Signer } from 'aws4fetch'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signed } from '../../functions/adapters/aws/signature.ts'

const word = fc.stringMatching(/^[A-Za-z0-9+/=_.-]{1,40}$/)
const call = fc.record({
  host: fc.constantFrom(
    'https://dynamodb.eu-south-1.amazonaws.com',
    'http://127.0.0.1:8000',
    'https://localhost:443',
    'https://email.eu-central-1.amazonaws.com',
  ),
  path: fc.constantFrom('/', '/v2/email/outbound-emails'),
  target: word,
  body: fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  id: word,
  secret: word,
  session: fc.option(word, { nil: undefined }),
  region: fc.constantFrom('eu-south-1', 'eu-central-1'),
  service: fc.constantFrom('dynamodb', 'ses', 'kms', 'states', 'secretsmanager'),
  at: fc.date({ min: new Date('2024-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
})

test('a call is signed as another implementation of the specification signs it', async () => {
  await fc.assert(
    fc.asyncProperty(call, async ({ host, path, target, body, at, ...signer }) => {
      const url = new URL(host + path)
      const given = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target }
      const { id: accessKeyId, secret: secretAccessKey, session, region, service } = signer
      const other = new AwsV4Signer({
        ...{ method: 'POST', url: url.href, headers: given, body, accessKeyId, secretAccessKey, region, service },
        ...(session ? { sessionToken: session } : {}),
        datetime: at.toISOString().replace(/[:-]|\.\d{3}/g, ''),
        allHeaders: true,
      })
      const { host: named, ...headers } = signed(url, given, body, signer, at)
      expect(named).toBe(url.host)
      expect(headers).toEqual(Object.fromEntries((await other.sign()).headers))
    }),
  )
})
