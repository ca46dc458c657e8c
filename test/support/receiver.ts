import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const SAMPLE = resolve(import.meta.dirname, '../../docs/samples/receiver.ts')
/** The tolerance in seconds: the clock of a test moves by months, that of the receiver does not. */
const YEARS = String(10 * 366 * 86_400)

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  server.close()
  await once(server, 'close')
  return port
}

const entry = z.object({
  type: z.literal('payment.cleared'),
  data: z.object({
    payment: z.string(),
    clearance: z.object({
      reference: z.string(),
      amountCents: z.int(),
      lines: z.array(z.object({ fund: z.string(), cents: z.int() })),
      payee: z.object({ name: z.string() }).optional(),
      type: z.string(),
    }),
  }),
})
export type Booked = z.infer<typeof entry>['data']['clearance']

/** Starts the sample receiver of docs/ as a process, with its ledger. */
export async function startReceiver(secret: string) {
  const book = mkdtempSync(join(tmpdir(), 'baratto-book-'))
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, [SAMPLE], {
    env: { ...process.env, SECRET: secret, BOOK: book, PORT: String(port), TOLERANCE: YEARS },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries++) {
    if (await fetch(url, { method: 'POST' }).catch(() => undefined)) break
    if (tries > 200) throw new Error('the receiver does not come up')
    await pause(50)
  }
  return {
    url,
    /** Returns the stored entries by name. */
    book: (): Map<string, Booked> =>
      new Map(
        readdirSync(book)
          .filter((name) => !name.startsWith('.'))
          .map((name) => [
            name.replace(/\.json$/, ''),
            entry.parse(JSON.parse(readFileSync(join(book, name), 'utf8'))).data.clearance,
          ]),
      ),
    stop: () => {
      child.kill('SIGKILL')
      rmSync(book, { recursive: true, force: true })
    },
  }
}
