import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'

/*
 * A complete receiver of cleared payments. Run it with `node receiver.ts` (Node 24 or later).
 *
 *   SECRET     what `npm run webhook-secret -- I690` prints
 *   BOOK       the folder of the ledger, one file per payment
 *   PORT       the port on the loopback interface; a proxy in front terminates TLS
 *   TOLERANCE  the maximum difference of a timestamp in seconds: five minutes, more only when testing with a moved clock
 */
const { SECRET = '', BOOK = 'book', PORT = '8787' } = process.env
const FIVE_MINUTES = 300
const LONGEST_BODY = 64 * 1024
const KEY = Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64')
if (KEY.length < 24) throw new Error('SECRET is missing or too short: anybody could sign messages')

/** Returns true if a message was signed with the secret and is recent: an old one may be replayed. */
function isGenuine(id: string, timestamp: string, signatures: string, body: string): boolean {
  const mac = createHmac('sha256', KEY).update(`${id}.${timestamp}.${body}`).digest()
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) < Number(process.env['TOLERANCE'] ?? FIVE_MINUTES)
  return (
    isRecent &&
    signatures.split(' ').some((each) => {
      const given = Buffer.from(each.replace(/^v1,/, ''), 'base64')
      return given.length === mac.length && timingSafeEqual(given, mac)
    })
  )
}

/**
 * Stores a payment under its id. The entry is written to a temporary file and then linked to its name, which succeeds only
 * once: a repetition leaves the first entry as it is, and a crash leaves no partial one.
 */
function book(id: string, body: string): void {
  const draft = join(BOOK, `.${randomUUID()}`)
  writeFileSync(draft, body, { flag: 'wx', flush: true })
  try {
    linkSync(draft, join(BOOK, `${id}.json`))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  // The entry is durable once the folder is.
  const folder = openSync(BOOK, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > LONGEST_BODY) throw new Error('too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request)
  const [id = '', timestamp = '', signatures = ''] = ['id', 'timestamp', 'signature'].map((name) =>
    String(request.headers[`webhook-${name}`] ?? ''),
  )
  const isOurs = /^[\w-]{1,80}$/.test(id) && isGenuine(id, timestamp, signatures, body)
  // Stores before it responds: after a crash in between, the repetition finds the entry.
  if (isOurs) book(id, body)
  response.writeHead(isOurs ? 204 : 401).end()
}

mkdirSync(BOOK, { recursive: true })
createServer((request, response) => {
  // Any failure is reported, so the sender repeats the message.
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    response.writeHead(500).end()
  })
}).listen(Number(PORT), '127.0.0.1')
