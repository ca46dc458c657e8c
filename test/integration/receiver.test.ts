import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { webhook } from '../../functions/adapters/aws/webhook.ts'
import { signed } from '../../functions/domain/treasury/webhook.ts'
import { freePort } from '../support/receiver.ts'
import { DeliveryRefused } from '../../functions/usecases/ports/webhook.ts'

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes....').toString('base64')}`
const folder = mkdtempSync(join(tmpdir(), 'baratto-receiver-'))
const running: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const each of running.splice(0)) each.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Dies in the first call of a function of the file system: when half of it was done, before it, or after. */
const dying = (call: string, when: 'half' | 'before' | 'after') => `data:text/javascript,
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  const real = fs.${call}
  fs.${call} = (...given) => {
    if ('${when}' === 'half') real(given[0], given[1].slice(0, given[1].length / 2), given[2])
    if ('${when}' === 'after') real(...given)
    process.kill(process.pid, 'SIGKILL')
  }
  syncBuiltinESMExports()`

const bookOf = (): Map<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

async function start(port: number, ...options: string[]): Promise<ReturnType<typeof spawn>> {
  const receiver = spawn(process.execPath, [...options, 'docs/samples/receiver.ts'], {
    env: { ...process.env, SECRET: secret, BOOK: folder, PORT: String(port) },
    stdio: 'ignore',
  })
  running.push(receiver)
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(`http://127.0.0.1:${port}`, { method: 'POST' }).catch(() => undefined)
    if (up) return receiver
    await pause(50)
  }
  throw new Error('the receiver did not start')
}

const messages = Array.from({ length: 12 }, (_, index) => ({ id: `payment-${index}-1`, body: `{"n":${index}}` }))
const DEATHS = [
  ['writeFileSync', 'half'],
  ['linkSync', 'before'],
  ['linkSync', 'after'],
  ['fsyncSync', 'after'],
] as const
const now = () => Math.floor(Date.now() / 1000)

test('stores each message once and completely, whatever is repeated and wherever it dies', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const tell = (message: (typeof messages)[number]) => webhook.post(url, signed(message, secret, now()), message.body)
  for (const [index, message] of messages.entries()) {
    const [call, when] = DEATHS[index % DEATHS.length] ?? DEATHS[0]
    const doomed = await start(port, '--import', encodeURI(dying(call, when)))
    const death = once(doomed, 'exit')
    await expect(tell(message)).rejects.toThrow()
    expect(await death).toEqual([null, 'SIGKILL'])
    const receiver = await start(port)
    await Promise.all([tell(message), tell(message), tell(message)])
    receiver.kill('SIGKILL')
    await once(receiver, 'exit')
  }
  expect(bookOf()).toEqual(new Map(messages.map(({ id, body }) => [`${id}.json`, body])))
})

test('survives broken connections and oversized bodies, and does not start without a secret', async () => {
  const port = await freePort()
  const receiver = await start(port)
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf')
  await pause(50)
  socket.destroy()
  await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(100_000) }).catch(() => undefined)
  expect((await fetch(`http://127.0.0.1:${port}`, { method: 'POST' })).status).toBe(401)
  expect(receiver.exitCode).toBeNull()

  const { SECRET: _, ...without } = process.env
  const refused = spawn(process.execPath, ['docs/samples/receiver.ts'], {
    env: { ...without, BOOK: folder, PORT: String(await freePort()) },
    stdio: 'ignore',
  })
  expect((await once(refused, 'exit'))[0]).not.toBe(0)
})

test('treats a redirect as not accepted, and does not follow it', async () => {
  const [message = { id: '', body: '' }] = messages
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  await expect(
    webhook.post(`http://127.0.0.1:${port}/here`, signed(message, secret, now()), message.body),
  ).rejects.toThrow(DeliveryRefused)
  expect(seen).toEqual(['/here'])
  server.close()
})

test('rejects forged, changed, old and unsigned messages', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await start(port)
  const [message = { id: '', body: '' }] = messages
  const refused = (headers: Record<string, string>, body = message.body) =>
    expect(webhook.post(url, headers, body)).rejects.toThrow(DeliveryRefused)
  await refused(signed(message, `whsec_${Buffer.from('another secret').toString('base64')}`, now()))
  await refused(signed(message, secret, now()), '{"n":1000}')
  await refused(signed(message, secret, now() - 600))
  await refused({ ...signed(message, secret, now()), 'webhook-id': '../../escape' })
  await refused({ 'content-type': 'application/json' })
  await webhook.post(url, signed(message, secret, now()), message.body)
  expect([...bookOf().keys()]).toEqual([`${message.id}.json`])
})
