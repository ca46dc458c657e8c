import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { webhook } from '../../functions/adapters/webhook.ts'
import { signed } from '../../functions/domain/webhook.ts'
import { NotTaken } from '../../functions/usecases/ports.ts'

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes....').toString('base64')}`
const folder = mkdtempSync(join(tmpdir(), 'baratto-receiver-'))
const running: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const each of running.splice(0)) each.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

async function start(port: number): Promise<ReturnType<typeof spawn>> {
  const receiver = spawn(process.execPath, ['docs/samples/receiver.ts'], {
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

const messages = Array.from({ length: 20 }, (_, index) => ({ id: `payment-${index}-1`, body: `{"n":${index}}` }))
const now = () => Math.floor(Date.now() / 1000)

test('the sample receiver books each message once, however often it is told and whenever it dies', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let receiver = await start(port)
  for (const [index, message] of messages.entries()) {
    // Every third time it is killed with the message on its way; whoever tells tells it again until it is taken.
    if (index % 3 === 0) {
      const lost = webhook.post(url, signed(message, secret, now()), message.body).catch(() => undefined)
      receiver.kill('SIGKILL')
      await lost
      receiver = await start(port)
    }
    for (let times = 0; times < 3; times++) await webhook.post(url, signed(message, secret, now()), message.body)
  }
  expect(readdirSync(folder).sort()).toEqual(messages.map(({ id }) => `${id}.json`).sort())
})

test('it takes nothing forged, changed, too old or without signature', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await start(port)
  const [message = { id: '', body: '' }] = messages
  const refused = (headers: Record<string, string>, body = message.body) =>
    expect(webhook.post(url, headers, body)).rejects.toThrow(NotTaken)
  await refused(signed(message, `whsec_${Buffer.from('another secret').toString('base64')}`, now()))
  await refused(signed(message, secret, now()), '{"n":1000}')
  await refused(signed(message, secret, now() - 600))
  await refused({ ...signed(message, secret, now()), 'webhook-id': '../../escape' })
  await refused({ 'content-type': 'application/json' })
  await webhook.post(url, signed(message, secret, now()), message.body)
  expect(readdirSync(folder)).toEqual([`${message.id}.json`])
})
