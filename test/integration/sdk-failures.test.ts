import { inspect } from 'node:util'
import {
  ConditionalCheckFailedException,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient, KMSInternalException } from '@aws-sdk/client-kms'
import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { MessageRejected, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import type { Context } from 'aws-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { NotPublished, publish } from '../../functions/adapters/aws/events.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { dataOf } from '../../functions/adapters/aws/sealing.ts'
import { workflows } from '../../functions/adapters/aws/workflows.ts'
import {
  cancellationOf,
  get,
  isConditionFailed,
  putItem,
  transactWriteItems,
} from '../../functions/adapters/dynamodb/client.ts'
import { NO_ENTRY, seal } from '../../functions/domain/file/trail.ts'
import { task } from '../../functions/platform/task.ts'
import { Conflict } from '../../functions/usecases/ports/errors.ts'

/** Failures of AWS that no emulator has, as the SDK throws them once its own attempts are over. */

const PERSON = 'Maria Rossi'
const quoted = (httpStatusCode: number) => ({ message: `invalid: ${PERSON}`, $metadata: { httpStatusCode } })
const request = 'a'.repeat(26)
const item = { TableName: 'records', Item: { pk: 'x', sk: 'x', name: PERSON } }

const database = mockClient(DynamoDBDocumentClient)
const states = mockClient(SFNClient)
const bus = mockClient(EventBridgeClient)
const keys = mockClient(KMSClient)
const mail = mockClient(SESv2Client)
const objects = mockClient(S3Client)

beforeAll(() => {
  for (const [name, value] of Object.entries({
    ...{ AWS_REGION: 'eu-south-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{
      TABLE_NAME: 'records',
      BUCKET_NAME: 'papers',
      BUS_NAME: 'baratto',
      PUBLIC_URL: 'http://127.0.0.1:1',
      MAIL_FROM: 'a@example.org',
    },
    ...{ LINK_KEY_ID: 'link', SEAL_KEY_ID: 'seal', MACHINES_ARN_PREFIX: 'arn:aws:states:x:1:stateMachine:b-' },
  }))
    vi.stubEnv(name, value)
})
afterEach(() => {
  for (const mock of [database, states, bus, keys, mail, objects]) mock.reset()
})

const failureOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Runs in a function that a workflow calls; returns what the workflow hears and what the function logs. */
async function inWorkflow(run: () => Promise<unknown>) {
  const logged: string[] = []
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
  const handler = task(() => run().then(() => undefined))
  const heard = await failureOf(handler({}, {} as Context))
  vi.restoreAllMocks()
  const all = `${inspect(heard, { depth: 9, showHidden: true })} ${JSON.stringify(heard)} ${logged.join()}`
  return { heard, logged: logged.join(), all }
}

const lost = () => Object.assign(new Error(`socket hang up: ${PERSON}`), { name: 'TimeoutError', code: 'ECONNRESET' })
const cut = () => Object.assign(new SyntaxError(`Unexpected end: {"name":"${PERSON}`), quoted(200))
const nameless = () => Object.assign(new SyntaxError(`<html>${PERSON}`), quoted(500))

describe('a passing failure', () => {
  test.each([
    ['throttling', new ProvisionedThroughputExceededException(quoted(400)), 'ProvisionedThroughputExceededException'],
    ['a lost answer', lost(), 'NetworkingError'],
    ['a cut answer', cut(), 'NetworkingError'],
    ['a fault without a name', nameless(), 'ServiceUnavailable'],
  ])('%s reaches the workflow as Transient, without personal data', async (_, failure, name) => {
    database.on(PutCommand).rejects(failure)
    expect(await failureOf(putItem(item))).toMatchObject({ name, $retryable: expect.anything() })
    const { heard, logged, all } = await inWorkflow(() => putItem(item))
    expect(heard).toMatchObject({ name: 'Transient' })
    expect(logged).toContain(name)
    expect(all).not.toContain('Maria')
  })

  test('distinguishes throttling from faults', async () => {
    database
      .on(GetCommand)
      .rejectsOnce(new ProvisionedThroughputExceededException(quoted(400)))
      .rejectsOnce(lost())
    const [throttled, fault] = [await failureOf(get({ pk: 'x', sk: 'x' })), await failureOf(get({ pk: 'x', sk: 'x' }))]
    expect(throttled).toMatchObject({ $retryable: { throttling: true }, status: 400 })
    expect(fault).toMatchObject({ $retryable: { throttling: false }, status: 0 })
  })

  test('of the key service is Transient too, and the key is asked for again', async () => {
    keys.on(DecryptCommand).rejects(new KMSInternalException(quoted(500)))
    const sealed = { pk: 'x', sk: 'x', dataKey: 'AAAA', sealed: new Uint8Array(40) }
    for (const attempt of [1, 2]) {
      expect((await inWorkflow(() => dataOf(request, sealed))).heard).toMatchObject({ name: 'Transient' })
      expect(keys.commandCalls(DecryptCommand)).toHaveLength(attempt)
    }
  })
})

describe('a refusal', () => {
  test('of a transaction keeps the code of each write and no item', async () => {
    database.on(TransactWriteCommand).rejects(
      new TransactionCanceledException({
        ...quoted(400),
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Message: PERSON, Item: { name: { S: PERSON } } },
          {},
        ],
      }),
    )
    const refused = await failureOf(transactWriteItems([{ Put: item }]))
    expect(cancellationOf(refused)).toEqual(['None', 'ConditionalCheckFailed', 'None'])
    const { heard, all } = await inWorkflow(() => transactWriteItems([{ Put: item }]))
    expect(heard).toMatchObject({ name: 'TransactionCanceledException' })
    expect(all).not.toContain('Maria')
  })

  test('of a condition is recognised, without the item', async () => {
    const failure = new ConditionalCheckFailedException({ ...quoted(400), Item: { name: { S: PERSON } } })
    database.on(PutCommand).rejects(failure)
    const refused = await failureOf(putItem(item))
    expect(isConditionFailed(refused)).toBe(true)
    expect(inspect(refused, { depth: 9, showHidden: true })).not.toContain('Maria')
  })

  test('keeps the id of the request, by which AWS finds it', async () => {
    const metadata = { httpStatusCode: 400, requestId: 'ABC' }
    database
      .on(GetCommand)
      .rejects(Object.assign(new Error(PERSON), { $fault: 'client', name: 'X', $metadata: metadata }))
    expect(await failureOf(get({ pk: 'x', sk: 'x' }))).toMatchObject({ name: 'X', status: 400, requestId: 'ABC' })
  })

  test('of expired credentials is not transient', async () => {
    const expired = Object.assign(new Error('expired'), {
      ...quoted(400),
      name: 'ExpiredTokenException',
      $fault: 'client',
    })
    database.on(PutCommand).rejects(expired)
    const { heard, all } = await inWorkflow(() => putItem(item))
    expect(heard).toMatchObject({ name: 'ExpiredTokenException' })
    expect(all).not.toContain('Maria')
  })

  test('before sending has no personal data either', async () => {
    database.restore()
    const unstorable = new (class {
      toString = () => PERSON
    })()
    const { heard, all } = await inWorkflow(() => putItem({ ...item, Item: { ...item.Item, unstorable } }))
    expect(heard).toBeInstanceOf(Error)
    expect(all).not.toContain('Maria')
  })

  test('of a letter has no personal data', async () => {
    mail.on(SendEmailCommand).rejects(new MessageRejected(quoted(400)))
    const { postman } = await import('../../functions/adapters/aws/mail.ts')
    const { SESTO } = await import('../support/memory.ts')
    const office = postman(() => ({ subject: PERSON, html: PERSON, text: PERSON }))
    const letter = { template: 'desk', language: 'it', office: SESTO.office, url: 'x', minutes: 5 } as const
    const { heard, all } = await inWorkflow(() => office.send('a@example.org', letter))
    expect(heard).toMatchObject({ name: 'MessageRejected' })
    expect(all).not.toContain('Maria')
  })
})

describe('a paper', () => {
  const paper = { id: 'opening', html: PERSON, pdf: new Uint8Array([1]) }
  const keep = () => papers.keep(request, { ...paper, fingerprints: { id: 'opening', html: 'h', pdf: 'p' } })
  const refused = (name: string, status: number) =>
    new S3ServiceException({ name, $fault: 'client', ...quoted(status) })
  const withKey = () =>
    keys.on(GenerateDataKeyCommand).resolves({ CiphertextBlob: new Uint8Array([1]), Plaintext: new Uint8Array(32) })

  test('that another call keeps at the same moment is a conflict, so it is tried again', async () => {
    withKey()
    objects.on(PutObjectCommand).rejects(refused('ConditionalRequestConflict', 409))
    expect(await failureOf(keep())).toBeInstanceOf(Conflict)
  })

  test('that is there already is kept', async () => {
    withKey()
    objects.on(PutObjectCommand).rejects(refused('PreconditionFailed', 412))
    await expect(keep()).resolves.toBeUndefined()
    expect(objects.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({ IfNoneMatch: '*' })
  })

  test('that is refused for another reason fails, without its text', async () => {
    withKey()
    objects.on(PutObjectCommand).rejects(refused('AccessDenied', 403))
    const error = await failureOf(keep())
    expect(error).toMatchObject({ name: 'AccessDenied', message: 'status 403' })
    expect(inspect(error)).not.toContain(PERSON)
  })
})

describe('a task token', () => {
  test.each([TaskTimedOut, TaskDoesNotExist, InvalidToken])('that expired is ignored: %o', async (Expired) => {
    states.on(SendTaskSuccessCommand).rejects(new Expired(quoted(400)))
    await expect(workflows.succeed('token', { next: 'Done', waitSeconds: 0 })).resolves.toBeUndefined()
  })

  test('that cannot be used for another reason is an error', async () => {
    states.on(SendTaskSuccessCommand).rejects(lost())
    await expect(workflows.succeed('token', { next: 'Done', waitSeconds: 0 })).rejects.toMatchObject({
      name: 'NetworkingError',
    })
  })
})

test('accepts an execution that another call started first', async () => {
  database.on(GetCommand).resolves({}).on(UpdateCommand).rejects(new Error('not replaced'))
  states
    .on(DescribeExecutionCommand)
    .rejectsOnce(new ExecutionDoesNotExist(quoted(400)))
    .resolves({ status: 'RUNNING' })
    .on(StartExecutionCommand)
    .rejects(new ExecutionAlreadyExists(quoted(400)))
  expect(await workflows.ensure(request, { machine: 'contribution-request' }, false)).toBe(false)
  expect(states.commandCalls(StartExecutionCommand)).toHaveLength(1)
})

test('publishes a batch again if the bus accepts it in part', async () => {
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ EventId: 'one' }, { ErrorCode: 'Throttled' }] })
  const entry = seal({
    ...{
      request,
      sequence: 3,
      at: '2026-03-02T09:00:01Z',
      act: 'payment.paid',
      by: { role: 'finance', id: 'fi-costa' },
    },
    ...{ law: 'D.Lgs. 267/2000 art. 185', stage: 'active', fingerprint: 'f'.repeat(64), previous: NO_ENTRY },
  })
  await expect(publish([entry, entry])).rejects.toThrow(NotPublished)
})
