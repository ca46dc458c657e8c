import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { attachEnvironment } from '../../infra/local/attach.ts'
import { startEnvironment } from '../../infra/local/environment.ts'
import { LocalProblem } from '../../infra/local/runtime/state.ts'
import { readTemplate } from '../../infra/local/runtime/template.ts'
import { fixtureApp } from '../support/local/app.ts'

const ROOT = resolve(import.meta.dirname, '../..')
// The initial environment: attachEnvironment sets variables that children must not inherit.
const environment = { ...process.env }
let state: string
let children: ChildProcess[]

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'baratto-test-'))
  children = []
})
afterEach(async () => {
  for (const child of children) await kill(child)
  rmSync(state, { recursive: true, force: true })
})

const run = (...flags: string[]) => {
  const child = spawn(
    join(ROOT, 'node_modules/.bin/node'),
    ['--import', 'tsx', 'test/support/local/start.ts', '--state', state, ...flags],
    { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  children.push(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    output.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.err += chunk
  })
  return { child, output, exit: once(child, 'exit').then(([code]) => z.number().nullable().parse(code)) }
}

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const runUp = async (...flags: string[]) => {
  const process = run(...flags)
  while (!process.output.out.includes('Ctrl-C')) {
    if (process.child.exitCode !== null) throw new Error(process.output.err)
    await setTimeout(20)
  }
  const address = (what: string) => new RegExp(`The ${what} +(http://[^/]+)`).exec(process.output.out)?.[1] ?? ''
  return { ...process, url: address('form'), mailbox: address('mailbox') }
}

const subjects = async (mailbox: string): Promise<string[]> => {
  const store = z.object({ emails: z.array(z.object({ subject: z.string(), at: z.number() })) })
  return store.parse(await (await fetch(`${mailbox}/store`)).json()).emails.map((email) => email.subject)
}
const clockOf = async (url: string): Promise<number> =>
  Date.parse(z.object({ now: z.string() }).parse(await (await fetch(`${url}/__local/clock`)).json()).now)

const databasePid = (): number =>
  z.object({ pid: z.number() }).parse(JSON.parse(readFileSync(join(state, 'dynoxide.json'), 'utf8'))).pid
const isRunning = (pid: number): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('keeps records, mails, secrets and the clock after kill -9; the database ends with its parent', async () => {
  const first = await runUp('--port', '0')
  const post = (query: string) => fetch(`${first.url}/do?${query}`, { method: 'POST' })
  for (let index = 0; index < 20; index += 1) expect((await post(`mail=m${index}&trail=t${index}`)).status).toBe(201)
  const moved = await fetch(`${first.url}/__local/clock`, {
    method: 'POST',
    body: '{"advance":"P40D"}',
    headers: { 'content-type': 'application/json' },
  })
  expect(moved.status).toBe(200)
  const secret = await (await fetch(`${first.url}/echo?secret=1`)).text()
  const database = databasePid()
  expect(isRunning(database)).toBe(true)
  await kill(first.child)
  for (let round = 0; isRunning(database) && round < 100; round += 1) await setTimeout(20)
  expect(isRunning(database)).toBe(false)

  const second = await runUp('--port', '0')
  expect(await subjects(second.mailbox)).toEqual(Array.from({ length: 20 }, (_, index) => `m${index}`))
  expect(await (await fetch(`${second.url}/echo?secret=1`)).text()).toBe(secret)
  expect((await clockOf(second.url)) - Date.now()).toBeGreaterThan(39.9 * 86_400_000)
  // The stream goes on where it was: what was published before is not published again.
  expect((await fetch(`${second.url}/do?trail=later`, { method: 'POST' })).status).toBe(201)
  const trail = async () =>
    z
      .array(z.looseObject({ bus: z.string(), detail: z.looseObject({}) }))
      .parse(await (await fetch(`${second.url}/__local/events`)).json())
      .filter((event) => event.bus === 'fixture')
      .map((event) => event.detail['id'])
  while ((await trail()).length === 0) await setTimeout(50)
  expect(await trail()).toEqual(['later'])
  expect(statSync(join(state, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('the mail of a moved clock carries its date', async () => {
  const { url, mailbox } = await runUp('--port', '0')
  await fetch(`${url}/__local/clock`, {
    method: 'POST',
    body: '{"advance":"P1Y"}',
    headers: { 'content-type': 'application/json' },
  })
  await fetch(`${url}/do?mail=later`, { method: 'POST' })
  const store = z.object({ emails: z.array(z.object({ at: z.number() })) })
  const { emails } = store.parse(await (await fetch(`${mailbox}/store`)).json())
  expect((emails[0]?.at ?? 0) * 1000 - Date.now()).toBeGreaterThan(364 * 86_400_000)
})

test('an orphaned database is ended by the next start', async () => {
  const first = await runUp('--port', '0')
  await kill(first.child)
  // One that survived its watcher: what the pid file names is ended if, and only if, it is the database.
  const survivor = spawn(join(ROOT, 'node_modules/@dynoxide/linux-x64/dynoxide'), ['--port', '34567'], {
    stdio: 'ignore',
  })
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore' })
  children.push(survivor, bystander)
  await setTimeout(200)
  writeFileSync(join(state, 'dynoxide.json'), JSON.stringify({ pid: survivor.pid }))
  const second = await runUp('--port', '0')
  expect(survivor.signalCode).toBe('SIGKILL')
  await kill(second.child)
  writeFileSync(join(state, 'dynoxide.json'), JSON.stringify({ pid: bystander.pid }))
  await runUp('--port', '0')
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
})

test('ends silently without a lock or a process left', async () => {
  const { child, exit, output } = await runUp('--port', '0')
  const database = databasePid()
  expect(await attachEnvironment(state)).toMatch(/^http:\/\/127\.0\.0\.1:/)
  child.kill('SIGTERM')
  expect(await exit).toBe(0)
  expect(output.err).toBe('')
  expect(isRunning(database)).toBe(false)
  expect(await attachEnvironment(state)).toBeUndefined()
  process.env = { ...environment }
  const again = await runUp('--port', '0')
  again.child.kill('SIGINT')
  expect(await again.exit).toBe(0)
})

const refusal = async (...flags: string[]): Promise<string> => {
  const { exit, output } = run(...flags)
  expect(await exit).toBe(1)
  expect(output.err.trim().split('\n')).toHaveLength(1)
  expect(output.out).toBe('')
  return output.err
}

/** Listens on a port; fails if it is in use. */
async function listening(port: number) {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { server, ...z.object({ port: z.number() }).parse(server.address()) }
}

/** Takes a port whose predecessor is free: the other tests take ports too. */
async function portAfterFree(): Promise<Awaited<ReturnType<typeof listening>>> {
  const { server, port } = await listening(0)
  const next = await listening(port + 1).catch(() => undefined)
  server.close()
  return next ?? portAfterFree()
}

test('reports a port in use; the mailbox takes another port by default', async () => {
  const { server: taken, port } = await portAfterFree()
  expect(await refusal('--port', String(port))).toBe(
    `Port ${port} is in use: end what listens there, or choose another one with --port.\n`,
  )
  expect(await refusal('--port', '0', '--mailbox-port', String(port))).toContain('--mailbox-port')
  const up = await runUp('--port', String(port - 1))
  expect(up.url).toBe(`http://127.0.0.1:${port - 1}`)
  expect(up.mailbox).not.toBe(`http://127.0.0.1:${port}`)
  taken.close()
})

test('a second start on the same folder is refused', async () => {
  const { child } = await runUp('--port', '0')
  expect(await refusal('--port', '0')).toContain(`is in use by process ${child.pid}`)
})

test.each([
  ['clock.json', '{"offsetMs":'],
  ['secrets.json', '[]'],
  ['mailbox.jsonl', '{"broken":true}\n'],
  ['records.db', 'this is no database'],
])('reports a damaged %s by name, and leaves nothing running', async (name, content) => {
  writeFileSync(join(state, name), content)
  const start = startEnvironment({ app: fixtureApp, stateDir: state })
  await expect(start).rejects.toSatisfy(
    (error) => error instanceof LocalProblem && error.message.includes(join(state, name)),
  )
  expect(existsSync(join(state, 'lock'))).toBe(false)
  expect(readFileSync(join(state, name), 'utf8')).toBe(content)
})

test('an environment started again in the same process is found where the first one was', async () => {
  const options = { app: fixtureApp, stateDir: state, meter: true }
  const first = await startEnvironment(options)
  const { url, endpoints } = first
  // Functions of the same process keep their clients, so each has to reach the second environment as well.
  expect((await fetch(`${url}/do?mail=one&trail=one`, { method: 'POST' })).status).toBe(201)
  await first.idle()
  await first.stop()
  expect(process.env['AWS_ENDPOINT_URL_SFN']).toBe(environment['AWS_ENDPOINT_URL_SFN'])
  await expect(fetch(url)).rejects.toThrow()
  const second = await startEnvironment(options)
  try {
    expect([second.url, second.endpoints]).toEqual([url, endpoints])
    expect((await fetch(`${url}/do?mail=two&trail=two`, { method: 'POST' })).status).toBe(201)
    await second.idle()
    expect(second.mails().map((mail) => mail.subject)).toEqual(['one', 'two'])
    const heard = second.events().filter((event) => event.bus === 'fixture')
    expect(heard.map((event) => event.detail)).toEqual([{ id: 'two' }])
  } finally {
    await second.stop()
  }
})

test('rejects functions with different values of one variable', () => {
  const app = fixtureApp()
  const web = app.node.findChild('FixtureService').node.findChild('Web')
  if (web instanceof LambdaFunction) web.addEnvironment('FIXTURE_TABLE', 'another')
  expect(() => readTemplate(app, ROOT)).toThrow(/different values for FIXTURE_TABLE/)
})

test('reports a state folder that is a file, and unknown flags', async () => {
  writeFileSync(join(state, 'file'), '')
  expect(await refusal('--port', '0', '--state', join(state, 'file'))).toContain('--state')
  expect(await refusal('--prot', '1')).toContain('Usage:')
})

test('a last mail cut short by a crash is dropped, and does not spoil the next', async () => {
  const first = await runUp('--port', '0')
  await fetch(`${first.url}/do?mail=whole`, { method: 'POST' })
  await kill(first.child)
  const file = join(state, 'mailbox.jsonl')
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"messageId":"cut`)
  const second = await runUp('--port', '0')
  await fetch(`${second.url}/do?mail=next`, { method: 'POST' })
  await kill(second.child)
  const third = await runUp('--port', '0')
  expect(await subjects(third.mailbox)).toEqual(['whole', 'next'])
})
