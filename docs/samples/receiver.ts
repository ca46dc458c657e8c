import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'

/*
 * A receiver of cleared payments, whole: node receiver.ts (Node 24 runs it as it is).
 *
 *   SECRET     what `npm run webhook-secret -- I690` prints
 *   BOOK       folder of the book, one file an entry
 *   PORT       where to listen, on this machine; TLS is for the proxy in front
 *   TOLERANCE  seconds by which a message may be older or newer: five minutes, and more only where time was moved to try things
 */
const { SECRET = '', BOOK = 'book', PORT = '8787' } = process.env
const FIVE_MINUTES = 300
const LONGEST_BODY = 64 * 1024
const KEY = Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64')
if (KEY.length < 24) throw new Error('SECRET is missing: whoever signs with no key would be genuine')

/** Whether a message is from whoever has the secret, and recent: an old one may be a copy sent by somebody else. */
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
 * Books a payment under its id. An entry is written whole elsewhere and then given its name, which the file system gives
 * once: what was booked before stays as it was, and who dies on the way leaves no half of an entry under that name.
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
  // On disk is the entry only when its name is.
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
  // First the book, then the answer: whoever dies in between is told again, and finds the entry there.
  if (isOurs) book(id, body)
  response.writeHead(isOurs ? 204 : 401).end()
}

mkdirSync(BOOK, { recursive: true })
createServer((request, response) => {
  // Not booked, for whatever reason, is not taken: it comes again.
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    response.writeHead(500).end()
  })
}).listen(Number(PORT), '127.0.0.1')
