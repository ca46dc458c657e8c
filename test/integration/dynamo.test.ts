import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Context } from 'aws-lambda'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { task } from '../../functions/platform/task.ts'
import { documents } from '../support/documents.ts'
import { SESTO } from '../support/memory.ts'
import { startStore } from '../support/store.ts'

/** The adapters, loaded anew for each test: a client that has tried again often enough stops doing so for a while. */
async function load() {
  vi.resetModules()
  return {
    ...(await import('../../functions/adapters/dynamodb/client.ts')),
    ...(await import('../../functions/adapters/dynamodb/register.ts')),
    ...(await import('../../functions/adapters/dynamodb/drawings.ts')),
    ...(await import('../../functions/adapters/aws/mail.ts')),
  }
}
let adapters: Awaited<ReturnType<typeof load>>

/** A function that a workflow calls, as it fails there. */
const inWorkflow = (run: () => Promise<void>) => task(() => run().then(() => undefined))({}, {} as Context)

/** What becomes of the next calls on their way to the store: passed on, lost, cut short, left waiting, or answered by another. */
type Fate =
  | 'passed on'
  | 'lost before'
  | 'lost after'
  | 'cut short'
  | 'never answered'
  | { status: number; body?: string; type?: string; cut?: boolean }
const fates: Fate[] = []
const sent: { operation: string; token: unknown; port: number | undefined }[] = []
const cleanups: (() => unknown)[] = []
let store = ''

const failure = (status: number, code: string): Fate => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, Message: 'as told' }),
})

async function meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body = Buffer.concat(chunks)
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
  const { ClientRequestToken: token } = z.looseObject({}).parse(JSON.parse(body.toString()))
  sent.push({ operation, token, port: request.socket.remotePort })
  const fate = fates.shift()
  if (fate === 'lost before') return void request.socket.destroy()
  if (fate === 'never answered') return
  if (typeof fate === 'object') {
    response.writeHead(
      fate.status,
      fate.type ? { 'x-amzn-errortype': fate.type } : fate.cut ? { 'content-length': 99 } : {},
    )
    if (fate.cut) return void response.write(fate.body, () => request.socket.destroy())
    return void response.end(fate.body)
  }
  const headers = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date']
  const answer = await fetch(store, {
    method: 'POST',
    headers: Object.fromEntries(headers.map((name) => [name, String(request.headers[name])])),
    body,
  })
  const content = Buffer.from(await answer.arrayBuffer())
  if (fate === 'lost after') return void request.socket.destroy()
  response.writeHead(answer.status, { 'content-length': content.length })
  if (fate === 'cut short') return void response.write(content.subarray(0, 1), () => request.socket.destroy())
  response.end(content)
}

beforeAll(async () => {
  const { endpoint, stop } = await startStore()
  cleanups.push(stop)
  store = endpoint
  const server = createServer((request, response) => void meet(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  const { port } = z.object({ port: z.number() }).parse(server.address())
  // The SDK's client goes to the store itself, for it is asked what lies there.
  await documents.send(new GetCommand({ TableName: table(), Key: { pk: 'x', sk: 'x' } }))
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})
beforeEach(async () => {
  adapters = await load()
  fates.length = 0
  sent.length = 0
  // A hundredth of the longest pause.
  vi.spyOn(Math, 'random').mockReturnValue(0.01)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const table = () => process.env['TABLE_NAME'] ?? ''
let count = 0
const newKey = () => ({ pk: `TEST#${++count}`, sk: 'TEST' })
const put = (item: object, condition: object = {}) =>
  adapters.putItem({ TableName: table(), Item: { ...newKey(), ...item }, ...condition })
const failureOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('values', () => {
  const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== '__proto__')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.integer().map((cents) => cents / 100),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(name, fc.constantFrom('B', 'S', 'N', 'L', 'M')), tie('value'), { noNullPrototype: true }),
    ),
  }))

  test('are read as written, by the adapters and by the SDK', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (data) => {
        const key = newKey()
        await adapters.putItem({ TableName: table(), Item: { ...key, data } })
        expect(await adapters.get(key)).toEqual({ ...key, data })
        const { Item } = await documents.send(new GetCommand({ TableName: table(), Key: key, ConsistentRead: true }))
        expect(Item).toEqual({ ...key, data })
      }),
      { numRuns: 60 },
    )
  })

  test('written by the SDK are read unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (data) => {
        const key = newKey()
        await documents.send(new PutCommand({ TableName: table(), Item: { ...key, data } }))
        expect(await adapters.get(key)).toEqual({ ...key, data })
      }),
      { numRuns: 60 },
    )
  })

  test('keep bytes as copies, and leave out undefined members', async () => {
    const key = newKey()
    const pdf = Buffer.from('così').subarray(1)
    await adapters.putItem({
      TableName: table(),
      Item: { ...key, pdf, gone: undefined, deep: { gone: undefined, list: [undefined, 1] } },
    })
    const item = await adapters.get(key)
    expect(item).toStrictEqual({ ...key, pdf: new Uint8Array(pdf), deep: { list: [1] } })
    expect(z.instanceof(Uint8Array).parse(item?.['pdf']).buffer.byteLength).toBe(pdf.length)
  })

  test('beyond the range of numbers are rejected before anything is sent', async () => {
    await expect(put({ cents: Number.NaN })).rejects.toThrow()
    await expect(put({ cents: 2 ** 60 })).rejects.toThrow()
    expect(sent).toEqual([])
  })

  test('are read page by page, with one key prefix, in key order', async () => {
    const { pk } = newKey()
    const names = ['A#1', 'B#1', 'B#2', 'B#3', 'B#4', 'B#5', 'C#1']
    await adapters.transactWriteItems(names.map((sk) => ({ Put: { TableName: table(), Item: { pk, sk } } })))
    const found: unknown[] = []
    for await (const item of adapters.query({ partition: pk, startsWith: 'B#', limit: 2 })) found.push(item['sk'])
    expect(found).toEqual(['B#1', 'B#2', 'B#3', 'B#4', 'B#5'])
    expect(sent.filter(({ operation }) => operation === 'Query')).toHaveLength(3)
  })
})

describe('a refusal', () => {
  const NEW = { ConditionExpression: 'attribute_not_exists(pk)' }

  test('of a condition is recognised, and nothing is written', async () => {
    const item = { ...newKey(), count: 1 }
    await adapters.putItem({ TableName: table(), Item: item })
    const refused = [
      adapters.putItem({ TableName: table(), Item: { ...item, count: 2 }, ...NEW }),
      adapters.updateItem({
        TableName: table(),
        Key: { pk: item.pk, sk: item.sk },
        UpdateExpression: 'REMOVE kind',
        ...NEW,
      }),
      adapters.deleteItem({ TableName: table(), Key: { pk: item.pk, sk: item.sk }, ...NEW }),
    ]
    for (const attempt of refused) expect(adapters.isConditionFailed(await failureOf(attempt))).toBe(true)
    const wrong = await failureOf(put({}, { ConditionExpression: 'no such (thing' }))
    expect(wrong).toMatchObject({ name: 'ValidationException' })
    expect(adapters.isConditionFailed(wrong)).toBe(false)
    expect(await adapters.get({ pk: item.pk, sk: item.sk })).toEqual(item)
    // Each was sent once.
    expect(sent.map(({ operation }) => operation)).toEqual([
      ...['PutItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'PutItem', 'GetItem'],
    ])
  })

  test('of a transaction names the failed write, and nothing is written', async () => {
    const [there, other] = [newKey(), newKey()]
    await adapters.putItem({ TableName: table(), Item: there })
    const refused = await failureOf(
      adapters.transactWriteItems([
        { Put: { TableName: table(), Item: other, ...NEW } },
        { ConditionCheck: { TableName: table(), Key: there, ...NEW } },
        {
          Update: {
            TableName: table(),
            Key: newKey(),
            UpdateExpression: 'SET kind = :kind',
            ExpressionAttributeValues: { ':kind': 'x' },
          },
        },
      ]),
    )
    expect(adapters.cancellationOf(refused)).toEqual(['None', 'ConditionalCheckFailed', 'None'])
    expect(adapters.isConditionFailed(refused)).toBe(false)
    expect(adapters.cancellationOf(new Error('another'))).toBeUndefined()
    expect(await adapters.get(other)).toBeUndefined()
  })

  test.each([
    [400, 'ValidationException'],
    [400, 'ResourceNotFoundException'],
    [400, 'AccessDeniedException'],
    [400, 'TransactionCanceledException'],
    [400, 'IdempotentParameterMismatchException'],
  ])('with %s %s is neither retried nor transient', async (status, code) => {
    fates.push(failure(status, code))
    await expect(put({})).rejects.toMatchObject({ name: code, status })
    expect(sent).toHaveLength(1)
    fates.push(failure(status, code))
    await expect(inWorkflow(() => put({}))).rejects.toMatchObject({ name: code })
  })

  test('does not quote its input in the error', async () => {
    fates.push({ status: 400, body: JSON.stringify({ __type: 'x#ValidationException', Message: 'RSSMRA85D41F205X' }) })
    const refused = await failureOf(put({}))
    expect(`${inspect(refused, { depth: 9, showHidden: true })} ${JSON.stringify(refused)}`).not.toContain('RSSMRA')
  })
})

describe('transient failures', () => {
  const passing: [string, Fate][] = [
    ['throttling', failure(400, 'ThrottlingException')],
    ['a throughput that is exceeded', failure(400, 'ProvisionedThroughputExceededException')],
    ['a limit of requests', failure(400, 'RequestLimitExceeded')],
    ['a transaction under way', failure(400, 'TransactionInProgressException')],
    ['too many requests', { status: 429 }],
    ['a fault of the service', failure(500, 'InternalServerError')],
    ['a fault that has no name', { status: 503, body: '<html>Service Unavailable</html>' }],
    ['a fault named in the header', { status: 500, type: 'InternalServerError:http://internal.amazon.com/' }],
    ['a connection lost on the way', 'lost before'],
    ['an answer lost', 'lost after'],
    ['an answer cut short', 'cut short'],
  ]

  test.each(passing)('%s is retried three times', async (_, fate) => {
    const key = newKey()
    fates.push(fate, fate, fate)
    await adapters.putItem({ TableName: table(), Item: { ...key, at: 1 } })
    expect(sent).toHaveLength(4)
    expect(await adapters.get(key)).toEqual({ ...key, at: 1 })
  })

  test.each(passing)('%s that lasts is transient for the workflow', async (_, fate) => {
    fates.push(fate, fate, fate, fate)
    await expect(inWorkflow(() => put({}))).rejects.toMatchObject({
      name: 'Transient',
    })
    expect(sent).toHaveLength(4)
  })

  test('is retried with growing pauses, longest under throttling', async () => {
    const timed = async (fate: Fate) => {
      fates.push(fate, fate, fate)
      const from = performance.now()
      await put({})
      return performance.now() - from
    }
    vi.spyOn(Math, 'random').mockReturnValue(0.1)
    const faults = await timed(failure(500, 'InternalServerError'))
    expect(faults).toBeGreaterThan(30)
    expect(await timed(failure(400, 'ThrottlingException'))).toBeGreaterThan(650)
  })

  test('a call without a response times out and is retried', async () => {
    const key = newKey()
    await adapters.putItem({ TableName: table(), Item: key })
    fates.push('never answered')
    const from = performance.now()
    expect(await adapters.get(key)).toEqual(key)
    expect(performance.now() - from).toBeGreaterThan(4_500)
    expect(performance.now() - from).toBeLessThan(9_000)
  })

  test('a transaction is idempotent when sent again', async () => {
    const key = newKey()
    const add = () =>
      adapters.transactWriteItems([
        {
          Update: {
            TableName: table(),
            Key: key,
            UpdateExpression: 'ADD cents :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ])
    fates.push('lost after', 'lost after', failure(500, 'InternalServerError'))
    await add()
    await add()
    const tokens = sent.map(({ token }) => token)
    expect(tokens).toHaveLength(5)
    expect(new Set(tokens.slice(0, 4)).size).toBe(1)
    expect(new Set(tokens).size).toBe(2)
    expect(await adapters.get(key)).toMatchObject({ cents: 2 })
  })

  test('a retried write that took effect fails on its own condition', async () => {
    fates.push('lost after')
    expect(await adapters.register.takeNumber('I690', 2031, 'first')).toBe(1)
    fates.push('lost before', 'lost after')
    expect(await adapters.register.takeNumber('I690', 2031, 'second')).toBe(2)
    expect(await adapters.register.takeNumber('I690', 2031, 'third')).toBe(3)
    const candidates = [{ id: 'one', benefitCents: 60_000, risk: 2 as const }]
    const drawing = { municipality: 'I690', year: 2031, seed: 's', percent: 10, at: '2031-03-02T09:00:00Z', candidates }
    const { length } = sent
    fates.push('passed on', 'lost after')
    expect(await adapters.keepDrawing(drawing)).toEqual(drawing)
    expect(sent.slice(length).map(({ operation }) => operation)).toEqual(['GetItem', 'PutItem', 'PutItem', 'GetItem'])
  })
})

describe('connections', () => {
  test('are kept from call to call', async () => {
    for (let each = 0; each < 5; each++) await put({})
    expect(new Set(sent.map(({ port }) => port)).size).toBe(1)
  })

  test('are new for calls that must not be repeated', async () => {
    process.env['AWS_ENDPOINT_URL_SESV2'] = process.env['AWS_ENDPOINT_URL_DYNAMODB']
    const office = adapters.postman(() => ({ subject: 'Subject', html: '<p>Text</p>', text: 'Text' }))
    const send = () =>
      office.send('a@example.org', { template: 'desk', language: 'it', office: SESTO.office, url: 'x', minutes: 5 })
    fates.push({ status: 200, body: '{}' }, { status: 200, body: '{}' }, 'lost before')
    await send()
    await send()
    await expect(send()).rejects.toMatchObject({ name: 'NetworkingError' })
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(({ port }) => port)).size).toBe(3)
    fates.push({ status: 429 }, { status: 200, body: '{}' })
    await send()
    expect(sent).toHaveLength(5)
    fates.push({ status: 200, body: '{', cut: true })
    await expect(send()).rejects.toMatchObject({ name: 'NetworkingError', $retryable: { throttling: false } })
    expect(sent).toHaveLength(6)
  })
})
