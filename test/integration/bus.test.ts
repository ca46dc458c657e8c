import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { NotPublished, publish } from '../../functions/adapters/aws/events.ts'
import { NO_ENTRY, seal } from '../../functions/domain/file/trail.ts'
import { Activity } from '../../infra/local/runtime/activity.ts'
import { AwsError, close, createAwsServer, listen } from '../../infra/local/services/aws-json.ts'

/** The call to the bus, against a service that keeps what it is sent and answers as it is told. */

const ALL_TAKEN = { FailedEntryCount: 0, Entries: [{ EventId: 'one' }] }
const sent: unknown[] = []
const answers: object[] = []
const server = createAwsServer(
  {
    'AWSEvents.PutEvents': (input) => {
      sent.push(input)
      const answer = answers.shift() ?? ALL_TAKEN
      if (answer instanceof Error) throw answer
      return answer
    },
  },
  new Activity(),
  (_, response) => void response.writeHead(404).end(),
)

beforeAll(async () => {
  Object.assign(process.env, {
    ...{ AWS_REGION: 'eu-south-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{
      TABLE_NAME: 'records',
      BUCKET_NAME: 'papers',
      BUS_NAME: 'baratto',
      PUBLIC_URL: 'http://127.0.0.1:1',
      MAIL_FROM: 'a@example.org',
    },
    ...{ LINK_KEY_ID: 'link', SEAL_KEY_ID: 'seal', MACHINES_ARN_PREFIX: 'arn:' },
    AWS_ENDPOINT_URL_EVENTBRIDGE: `http://127.0.0.1:${await listen(server)}`,
  })
})
afterAll(() => close(server))
beforeEach(() => {
  sent.length = 0
  answers.length = 0
})

const entry = seal({
  request: 'a'.repeat(26),
  sequence: 3,
  at: '2026-03-02T09:00:01Z',
  act: 'payment.paid',
  by: { role: 'finance', id: 'fi-costa' },
  law: 'D.Lgs. 267/2000 art. 185',
  stage: 'active',
  about: `${'a'.repeat(26)}-1`,
  fingerprint: 'f'.repeat(64),
  previous: NO_ENTRY,
})

test('sends what the SDK’s client sends, with ids only', async () => {
  await publish([entry, { ...entry, sequence: 4 }])
  const { request, at, stage, about, law, hash } = entry
  await new EventBridgeClient().send(
    new PutEventsCommand({
      Entries: [3, 4].map((sequence) => ({
        EventBusName: 'baratto',
        Source: 'baratto',
        DetailType: 'payment.paid',
        Time: new Date(at),
        Detail: JSON.stringify({ request, sequence, at, stage, about, law, hash }),
      })),
    }),
  )
  expect(sent).toHaveLength(2)
  expect(sent[0]).toEqual(sent[1])
  expect(JSON.stringify(sent[0])).not.toContain('fi-costa')
})

test('fails if the bus rejects events', async () => {
  answers.push({ FailedEntryCount: 1, Entries: [{ EventId: 'one' }, { ErrorCode: 'ThrottlingException' }] })
  await expect(publish([entry, entry])).rejects.toThrow(NotPublished)
  expect(sent).toHaveLength(1)
})

test('retries throttling and server errors only', async () => {
  answers.push(new AwsError('ThrottlingException', 'as told'), new Error('a fault of the service'))
  await publish([entry])
  expect(sent).toHaveLength(3)
  answers.push(new AwsError('AccessDeniedException', 'as told'))
  await expect(publish([entry])).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(sent).toHaveLength(4)
})
