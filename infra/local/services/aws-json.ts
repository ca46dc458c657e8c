import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { Server } from 'node:http'
import { z } from 'zod'
import type { Activity } from '../runtime/activity.ts'

/** An error in the form in which an AWS service returns it. */
export class AwsError extends Error {
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

/** A handler of one operation of an AWS JSON service. It validates its input itself. */
export type Operation = (input: unknown) => unknown

/** Reads the body of a request; returns undefined if it exceeds the limit in bytes. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    // The rest is read and dropped: a client that is still sending would not read the response.
    if (size <= limit) chunks.push(bytes)
  }
  return size <= limit ? Buffer.concat(chunks) : undefined
}

/** Starts to listen on the loopback interface and returns the port. */
export const listen = async (server: Server, port = 0): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await promise
  server.off('error', reject)
  return z.object({ port: z.number() }).parse(server.address()).port
}

/** Closes a server and its open connections. */
export const close = async (server: Server): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeAllConnections()
  await promise
}

/**
 * Creates a server for services that use the AWS JSON protocol: the header X-Amz-Target names service and operation. Requests
 * without it are of S3.
 */
export const createAwsServer = (
  operations: Readonly<Record<string, Operation>>,
  activity: Activity,
  objects: RequestListener,
): Server =>
  createServer((request, response) => {
    if (request.headers['x-amz-target'] === undefined) {
      objects(request, response)
      return
    }
    const answer = (status: number, body: unknown): void => {
      const type = request.headers['content-type'] ?? 'application/x-amz-json-1.0'
      response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': randomUUID() })
      response.end(JSON.stringify(body))
    }
    void activity.run(async () => {
      try {
        const target = String(request.headers['x-amz-target'])
        const body = await readBody(request, 2 ** 20)
        const operation = operations[target]
        if (operation === undefined) throw new AwsError('UnknownOperationException', `${target} is not served locally.`)
        if (body === undefined) throw new AwsError('ValidationException', 'The request is too long.')
        answer(200, await operation(JSON.parse(body.toString() || '{}')))
      } catch (error) {
        if (error instanceof AwsError) answer(400, { __type: error.type, message: error.message })
        else if (error instanceof z.ZodError) {
          answer(400, { __type: 'ValidationException', message: z.prettifyError(error) })
        } else if (error instanceof SyntaxError) {
          answer(400, { __type: 'SerializationException', message: error.message })
        } else {
          answer(500, {
            __type: 'InternalServerError',
            message: error instanceof Error ? error.message : String(error),
          })
        }
      }
    })
  })
