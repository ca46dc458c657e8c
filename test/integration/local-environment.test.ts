import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Environment, startEnvironment } from '../../infra/local/environment.ts'
import { fixtureApp, MACHINE } from '../support/local/app.ts'
import { list } from '../support/local/records.ts'

const DAY = 86_400_000
const eventSchema = z.looseObject({
  routeKey: z.string(),
  headers: z.record(z.string(), z.string()),
  requestContext: z.looseObject({ timeEpoch: z.number() }),
})
const read = async (url: string, init?: RequestInit): Promise<unknown> => (await fetch(url, init)).json()
const problems: string[] = []
let env: Environment
let sfn: SFNClient

beforeAll(async () => {
  env = await startEnvironment({ app: fixtureApp, meter: true, onProblem: (sentence) => problems.push(sentence) })
  sfn = new SFNClient({})
})
afterAll(() => env.stop())

const begin = async (id: string): Promise<string> => {
  const input = JSON.stringify({ id })
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: id, input }))
  await env.idle()
  return executionArn ?? ''
}
const statusOf = async (executionArn: string) => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status
const calls = (id: string) => list(`calls#${id}`)
const tokenOf = async (id: string): Promise<string> => String((await calls(id)).at(-1)?.['token'])
const answer = async (id: string, waitSeconds: number): Promise<void> => {
  await sfn.send(new SendTaskSuccessCommand({ taskToken: await tokenOf(id), output: JSON.stringify({ waitSeconds }) }))
  await env.idle()
}

describe('Step Functions', () => {
  test('continues an execution on an answer, and waits by the movable clock to the second', async () => {
    const arn = await begin('plain')
    await answer('plain', 10 * 86_400)
    expect((await calls('plain')).map((call) => call['state'])).toEqual(['Ask'])

    await env.advance('P9D')
    expect(await statusOf(arn)).toBe('RUNNING')
    await env.advance('P1D')
    expect(await statusOf(arn)).toBe('SUCCEEDED')
    const [asked, worked] = await calls('plain')
    const waited = Date.parse(String(worked?.['at'])) - Date.parse(String(asked?.['at']))
    expect(Math.abs(waited - 10 * DAY)).toBeLessThan(5000)
  })

  test('an execution with nothing to wait for is not idle before it has ended', async () => {
    for (let round = 0; round < 20; round += 1) {
      const arn = await begin(`nowait${round}`)
      await answer(`nowait${round}`, 0)
      expect(await statusOf(arn)).toBe('SUCCEEDED')
    }
  })

  test('fires a daily time-out thirty times in thirty days, each at the time of its own day', async () => {
    const arn = await begin('daily')
    const before = env.now()
    await env.advance('P30D')
    const days = (await calls('daily')).map((call) => (Date.parse(String(call['at'])) - before) / DAY)
    expect(days.length).toBe(31)
    for (const [day, at] of days.entries()) expect(Math.abs(at - day)).toBeLessThan(0.001)
    expect(await statusOf(arn)).toBe('RUNNING')
    // The newest token is the one that counts, the ones before have timed out.
    const first = String((await calls('daily'))[0]?.['token'])
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken: first, output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    })
    await answer('daily', 0)
    expect(await statusOf(arn)).toBe('SUCCEEDED')
  })

  test('Retry and Catch see errors by their names, and the retries do not wait for real minutes', async () => {
    const arns = await Promise.all(['transient-2', 'transient-9', 'refused', 'broken'].map(begin))
    for (const id of ['transient-2', 'transient-9', 'refused', 'broken']) await answer(id, 0)
    expect(await Promise.all(arns.map(statusOf))).toEqual(['SUCCEEDED', 'FAILED', 'SUCCEEDED', 'FAILED'])
    const count = async (id: string) => (await calls(id)).filter((call) => call['state'] === 'Work').length
    expect(await Promise.all(['transient-2', 'transient-9', 'refused', 'broken'].map(count))).toEqual([3, 4, 1, 1])
    const refused = await sfn.send(new DescribeExecutionCommand({ executionArn: arns[2] }))
    const caught = JSON.parse(refused.output ?? '{}').refused
    expect(caught.Error).toBe('Refused')
    expect(JSON.parse(caught.Cause)).toMatchObject({ errorType: 'Refused', errorMessage: 'refused fails' })
    expect(await sfn.send(new DescribeExecutionCommand({ executionArn: arns[3] }))).toMatchObject({
      error: 'NeedsRepair',
      cause: 'for a person',
    })
  })

  test('SendTaskFailure fails the task by name', async () => {
    const arn = await begin('failure')
    await sfn.send(new SendTaskFailureCommand({ taskToken: await tokenOf('failure'), error: 'Odd', cause: 'why' }))
    await env.idle()
    expect(await statusOf(arn)).toBe('FAILED')
  })

  test('starts one execution per name, and rejects another input or an ended name', async () => {
    const arn = await begin('same')
    expect(await begin('same')).toBe(arn)
    expect((await calls('same')).length).toBe(1)
    const start = (input: string) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'same', input }))
    await expect(start('{"id":"other"}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
    await sfn.send(new StopExecutionCommand({ executionArn: arn }))
    await expect(start('{"id":"same"}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
  })

  test('rejects unknown resources as AWS does', async () => {
    const executionArn = `${MACHINE.replace('stateMachine', 'execution')}:nobody`
    const name = (name: string) => ({ name })
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject(
      name('ExecutionDoesNotExist'),
    )
    await expect(sfn.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject(
      name('ExecutionDoesNotExist'),
    )
    await expect(
      sfn.send(new StartExecutionCommand({ stateMachineArn: `${MACHINE}x`, input: '{}' })),
    ).rejects.toMatchObject(name('StateMachineDoesNotExist'))
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '{}' }))).rejects.toMatchObject(
      name('InvalidToken'),
    )
    await expect(
      sfn.send(new StartExecutionCommand({ stateMachineArn: MACHINE, input: 'no json' })),
    ).rejects.toMatchObject(name('InvalidExecutionInput'))
  })

  test('a stopped execution is aborted, its token is dead, and the rule on the default bus hears of it once', async () => {
    const arn = await begin('stopped')
    await sfn.send(new StopExecutionCommand({ executionArn: arn, error: 'Replaced', cause: 'by another' }))
    await sfn.send(new StopExecutionCommand({ executionArn: arn }))
    await env.idle()
    expect(await statusOf(arn)).toBe('ABORTED')
    const taskToken = await tokenOf('stopped')
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    })
    const heard = (await list('heard#Step Functions Execution Status Change')).map((item) => item['event'])
    const ours = heard.filter((event) => JSON.stringify(event).includes(arn))
    expect(ours).toHaveLength(1)
    expect(ours[0]).toMatchObject({
      version: '0',
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      resources: [arn],
      detail: {
        executionArn: arn,
        stateMachineArn: MACHINE,
        name: 'stopped',
        status: 'ABORTED',
        input: '{"id":"stopped"}',
      },
    })
  })

  test('returns history and lists as AWS does', async () => {
    const arn = await begin('history')
    await answer('history', 1)
    await env.advance('PT2S')
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn: arn }))
    expect(events.map((event) => event.type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskSucceeded',
      'TaskStateExited',
      'WaitStateEntered',
      'WaitStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskSucceeded',
      'TaskStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ])
    expect(JSON.stringify(events)).not.toContain(await tokenOf('history'))
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: MACHINE, statusFilter: 'SUCCEEDED', maxResults: 1 }),
    )
    expect(executions.map((execution) => execution.name)).toEqual(['history'])
  })
})

describe('streams, buses and schedules', () => {
  test('an inserted record of the wanted kind goes from the stream to the function to the bus to the rule', async () => {
    const post = (query: string) => fetch(`${env.url}/do?${query}`, { method: 'POST' })
    await post('trail=first')
    await post('trail=secret')
    await post('trail=first') // a MODIFY, which the filter leaves out
    await env.idle()
    expect(
      env
        .events()
        .filter((event) => event.bus === 'fixture')
        .map((event) => event.detail),
    ).toEqual([{ id: 'first' }, { id: 'secret' }])
    const heard = await list('heard#trail')
    expect(heard.map((item) => item['event'])).toMatchObject([{ source: 'fixture', detail: { id: 'first' } }])
  })

  test('a schedule runs on the movable clock, once when it is moved far', async () => {
    const sweeps = async () => (await list('heard#Scheduled Event')).length
    const before = await sweeps()
    await env.advance('PT1H')
    expect(await sweeps()).toBe(before + 1)
    // A move is one moment to a schedule: it runs at arrival, not once for every hour that was skipped.
    await env.advance('P3D')
    expect(await sweeps()).toBe(before + 2)
  })
})

describe('HTTP', () => {
  const json = async (path: string, init?: RequestInit) => eventSchema.parse(await read(env.url + path, init))

  test('the most specific route wins', async () => {
    const keyOf = async (path: string, method = 'GET') => (await json(path, { method })).routeKey
    expect(await keyOf('/echo')).toBe('ANY /echo')
    expect(await keyOf('/echo/1/fixed')).toBe('ANY /echo/{id}/fixed')
    expect(await keyOf('/echo/1/2')).toBe('GET /echo/{id}/{secret}')
    expect(await keyOf('/echo/1/2', 'PUT')).toBe('$default')
    expect(await keyOf('/files/a/b')).toBe('GET /files/{proxy+}')
    expect(await keyOf('/echo/1/2/3')).toBe('$default')
    expect(await keyOf('/')).toBe('$default')
  })

  test('the event is what API Gateway sends', async () => {
    const event = await json('/echo/a%20b/c%2Fd?x=1&y=%26&x=2', {
      headers: { 'X-Mixed': 'Case', cookie: 'one=1; two=2', 'user-agent': 'tester' },
    })
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/echo/a%20b/c%2Fd',
      rawQueryString: 'x=1&y=%26&x=2',
      queryStringParameters: { x: '1,2', y: '&' },
      pathParameters: { id: 'a b', secret: 'c/d' },
      cookies: ['one=1', 'two=2'],
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'GET', path: '/echo/a%20b/c%2Fd', sourceIp: '127.0.0.1', userAgent: 'tester' },
      },
    })
    expect(event.headers['x-mixed']).toBe('Case')
    expect(event.headers['cookie']).toBeUndefined()
    expect(event['body']).toBeUndefined()
    expect(Math.abs(event.requestContext.timeEpoch - env.now())).toBeLessThan(5000)
    expect((await json('/files/a/b%20c'))['pathParameters']).toEqual({ proxy: 'a/b c' })
  })

  test('bodies are text when they are text, else base64', async () => {
    const post = (type: string) => json('/echo', { method: 'POST', body: 'à=1', headers: { 'content-type': type } })
    expect(await post('application/json; charset=utf-8')).toMatchObject({ body: 'à=1', isBase64Encoded: false })
    expect(await post('application/x-www-form-urlencoded')).toMatchObject({
      body: Buffer.from('à=1').toString('base64'),
      isBase64Encoded: true,
    })
  })

  test('answers become responses, and faulty ones a 500', async () => {
    const bytes = await fetch(`${env.url}/echo?shape=bytes`)
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(Buffer.from([0, 255, 128]))
    expect(bytes.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const bare = await fetch(`${env.url}/echo?shape=bare`)
    expect([bare.status, bare.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await bare.json()).toMatchObject({ plain: true })
    for (const query of ['shape=broken', 'fail=1']) {
      const response = await fetch(`${env.url}/echo?${query}`)
      expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
    }
    const head = await fetch(`${env.url}/echo`, { method: 'HEAD' })
    expect([head.status, head.headers.get('x-made'), await head.text()]).toEqual([201, 'true', ''])
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100)
  })

  test('the limits of AWS hold', async () => {
    const large = await fetch(`${env.url}/echo`, { method: 'POST', body: 'x'.repeat(10 * 2 ** 20 + 1) })
    expect(large.status).toBe(413)
    const slow = await fetch(`${env.url}/echo?slow=3000`)
    expect([slow.status, await slow.json()]).toEqual([503, { message: 'Service Unavailable' }])
    await env.idle()
  })
})

describe('the clock', () => {
  const move = (body: string, headers = {}) =>
    fetch(`${env.url}/__local/clock`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })

  test('moves over HTTP', async () => {
    const before = env.now()
    const response = await move('{"advance":"P10D"}')
    expect(response.status).toBe(200)
    const { now } = z.object({ now: z.iso.datetime() }).parse(await response.json())
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(10 * DAY - 3_600_000)
    expect(Math.abs(env.now() - Date.parse(now))).toBeLessThan(5000)
  })

  test.each([
    '{"advance":"ten days"}',
    '{"advance":"-P1D"}',
    '{"advance":"PT0S"}',
    '{"advance":"P9Y"}',
    '{}',
    'no',
    '{"advance":"P1D","more":1}',
  ])('refuses %s', async (body) => {
    const before = env.now()
    const response = await move(body)
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    expect(env.now() - before).toBeLessThan(10_000)
  })

  test('refuses other content, and pages that resolve their own name to this address', async () => {
    expect((await move('{"advance":"P1D"}', { 'content-type': 'text/plain' })).status).toBe(415)
    const { request } = await import('node:http')
    const { promise, resolve } = Promise.withResolvers<number | undefined>()
    request(`${env.url}/__local/clock`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).end()
    expect(await promise).toBe(403)
  })

  test('requests that arrive while time moves are answered at the new time', async () => {
    await begin('moving')
    const moving = env.advance('P3D')
    const event = eventSchema.parse(await read(`${env.url}/echo`))
    const arrived = Date.parse(await moving)
    expect(event.requestContext.timeEpoch).toBeGreaterThanOrEqual(arrived)
  })
})

test('two thousand waiting executions live through a day in reasonable memory', async () => {
  const before = process.memoryUsage().heapUsed
  const started = Date.now()
  await Promise.all(
    Array.from({ length: 2000 }, (_, index) =>
      sfn.send(new StartExecutionCommand({ stateMachineArn: MACHINE, input: `{"id":"quiet-${index}"}` })),
    ),
  )
  await env.idle()
  const asked = env.meter().functionCalls
  await env.advance('P1D')
  expect(env.meter().functionCalls - asked).toBeGreaterThanOrEqual(2000)
  expect(env.executions().filter((execution) => execution.status === 'RUNNING').length).toBeGreaterThanOrEqual(2000)
  expect(Date.now() - started).toBeLessThan(60_000)
  expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(300)
})

test('generates secrets once, and meters and logs calls', async () => {
  const draw = async () => (await fetch(`${env.url}/echo?secret=1`)).text()
  const secret = await draw()
  expect(secret).toMatch(/^[A-Za-z0-9]{64}$/)
  expect(await draw()).toBe(secret)
  const units = z.object({ writeUnits: z.number(), readUnits: z.number(), stateTransitions: z.number() })
  const meter = units.parse(await read(`${env.url}/__local/meter`))
  expect(meter.writeUnits).toBeGreaterThan(50)
  expect(meter.readUnits).toBeGreaterThan(5)
  expect(meter.stateTransitions).toBeGreaterThan(50)
  expect(env.logs()).toContain('{"state":"Ask","id":"plain"}')
  expect(problems).toEqual([])
})
