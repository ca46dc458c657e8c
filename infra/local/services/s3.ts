import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Activity } from '../runtime/activity.ts'
import type { StateFolder } from '../runtime/state.ts'
import { readBody } from './aws-json.ts'

const FOLDER = 'objects'
/** The maximum length of an object in bytes: far beyond a paper. */
const MAX_BYTES = 32 * 2 ** 20

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const refuse = (response: ServerResponse, status: number, code: string, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`,
  )
}

/** Writes a file so that it is there whole, or not at all, whenever the process or the machine stops. */
function writeDurably(file: string, folder: string, content: Buffer): void {
  const temporary = join(folder, `.${randomUUID()}`)
  const handle = openSync(temporary, 'wx', 0o600)
  writeSync(handle, content)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}

/**
 * Returns a server of S3's `PutObject`, with `If-None-Match: *`, and `GetObject`, by path. Objects are files of the state
 * folder, named by a hash of bucket and key.
 */
export const objectServer = (buckets: readonly string[], state: StateFolder, activity: Activity): RequestListener => {
  const folder = state.file(FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent)
    const key = rest.join('/')
    if (!buckets.includes(bucket)) return refuse(response, 404, 'NoSuchBucket', 'The specified bucket does not exist')
    const file = join(folder, createHash('sha256').update(`${bucket}/${key}`).digest('hex'))
    if (request.method === 'PUT') {
      const body = await readBody(request, MAX_BYTES)
      if (!body) return refuse(response, 400, 'EntityTooLarge', `The local limit is ${MAX_BYTES} bytes`)
      if (request.headers['if-none-match'] === '*' && existsSync(file))
        return refuse(
          response,
          412,
          'PreconditionFailed',
          'At least one of the preconditions you specified did not hold',
        )
      writeDurably(file, folder, body)
      response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
      return
    }
    if (request.method !== 'GET')
      return refuse(response, 501, 'NotImplemented', `${request.method} is not served locally`)
    if (!existsSync(file)) return refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.')
    const content = readFileSync(file)
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length })
    response.end(content)
  }
  return (request, response) =>
    void activity.run(() =>
      serve(request, response).catch((error: unknown) => refuse(response, 500, 'InternalError', String(error))),
    )
}
