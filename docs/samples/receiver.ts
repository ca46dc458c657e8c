import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
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

/** Whether a message is from whoever has the secret, and recent: an old one may be a copy sent by somebody else. */
function isGenuine(id: string, timestamp: string, signatures: string, body: string): boolean {
  const mac = createHmac('sha256', Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest()
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) < Number(process.env['TOLERANCE'] ?? FIVE_MINUTES)
  return (
    isRecent &&
    signatures.split(' ').some((each) => {
      const given = Buffer.from(each.replace(/^v1,/, ''), 'base64')
      return given.length === mac.length && timingSafeEqual(given, mac)
    })
  )
}

/** Books a payment under its id. The file system lets one writer make a file: what was booked before stays as it was. */
function book(id: string, body: string): void {
  mkdirSync(BOOK, { recursive: true })
  try {
    writeFileSync(join(BOOK, `${id}.json`), body, { flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const body = Buffer.concat(parts).toString()
  const [id = '', timestamp = '', signatures = ''] = ['id', 'timestamp', 'signature'].map((name) =>
    String(request.headers[`webhook-${name}`] ?? ''),
  )
  const isOurs = /^[\w-]{1,80}$/.test(id) && isGenuine(id, timestamp, signatures, body)
  // First the book, then the answer: whoever dies in between is told again, and finds the entry there.
  if (isOurs) book(id, body)
  response.writeHead(isOurs ? 204 : 401).end()
}).listen(Number(PORT), '127.0.0.1')
