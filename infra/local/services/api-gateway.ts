import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { z } from 'zod'
import type { Activity } from '../runtime/activity.ts'
import { readBody } from './aws-json.ts'
import { DurationError, type MovableClock } from '../runtime/clock.ts'
import { ACCOUNT, type LambdaSpec, type RouteSpec } from '../runtime/specs.ts'

/** The options of the HTTP server. */
export interface HttpOptions {
  readonly routes: () => readonly RouteSpec[]
  readonly invoke: (fn: LambdaSpec, event: unknown) => Promise<unknown>
  readonly clock: MovableClock
  readonly activity: Activity
  /** Resolves when the functions are loaded; earlier requests wait for it. */
  readonly ready: Promise<unknown>
  /** The views behind `GET /__local/<name>`. */
  readonly inspect: Readonly<Record<string, () => unknown>>
}

const BODY_LIMIT = 10 * 2 ** 20
const HEADER_LIMIT = 10_240
const TEXT = /^(text\/.*|application\/(json|javascript|xml|.*\+json|.*\+xml))$/

/** A route with the segments of its path and the rank of how specific it is. */
interface Matching {
  readonly route: RouteSpec
  readonly segments: readonly string[]
  readonly rank: string
}

const isGreedy = (segment: string): boolean => /^\{.+\+\}$/.test(segment)
const isVariable = (segment: string): boolean => segment.startsWith('{')

// Compared as text, segment by segment: literal, variable, greedy variable; then method before ANY; $default last.
const rankOf = (route: RouteSpec, segments: readonly string[]): string =>
  `${route.key === '$default' ? 9 : 0}${segments.map((one) => (isGreedy(one) ? 2 : isVariable(one) ? 1 : 0)).join('')}/${route.method === 'ANY' ? 1 : 0}`

const compare = (one: Matching, other: Matching): number => (one.rank < other.rank ? -1 : 1)

/** Sorts routes from the most to the least specific, the order in which HTTP APIs match them. */
const compileRoutes = (routes: readonly RouteSpec[]): readonly Matching[] =>
  routes
    .map((route) => {
      const segments = route.path.split('/').slice(1)
      return { route, segments, rank: rankOf(route, segments) }
    })
    .sort(compare)

const matchSegments = (wanted: readonly string[], given: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index]
    if (isGreedy(segment)) {
      parameters[segment.slice(1, -2)] = given.slice(index).map(decode).join('/')
      return parameters
    }
    if (value === undefined) return undefined
    if (isVariable(segment)) {
      if (value === '') return undefined
      parameters[segment.slice(1, -1)] = decode(value)
    } else if (segment !== decode(value)) return undefined
  }
  return given.length === wanted.length ? parameters : undefined
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Finds the route for a method and a path, with the path's parameters. */
const matchRoute = (
  routes: readonly Matching[],
  method: string,
  path: string,
): { route: RouteSpec; parameters: Record<string, string> } | undefined => {
  const given = path.split('/').slice(1)
  for (const { route, segments } of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue
    const parameters = matchSegments(segments, given)
    if (parameters !== undefined) return { route, parameters: route.key === '$default' ? {} : parameters }
  }
  return undefined
}

const joinQuery = (search: string): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`
  }
  return values
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const gatewayTime = (at: Date): string => {
  const [date = '', time = ''] = at.toISOString().split('T')
  return `${date.slice(8)}/${MONTHS[at.getUTCMonth()]}/${date.slice(0, 4)}:${time.slice(0, 8)} +0000`
}

/** Converts a request into the event that API Gateway sends to a function (payload format 2.0). */
const toEvent = (
  request: Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct' | 'httpVersion' | 'socket'>,
  body: Buffer,
  matched: { route: RouteSpec; parameters: Record<string, string> },
  requestId: string,
  now: number,
): APIGatewayProxyEventV2 => {
  const [rawPath = '/', ...search] = (request.url ?? '/').split('?')
  const rawQueryString = search.join('?')
  const { cookie, ...distinct } = request.headersDistinct
  const headers = Object.fromEntries(Object.entries(distinct).map(([name, values]) => [name, (values ?? []).join(',')]))
  const cookies = (cookie ?? []).flatMap((line) => line.split('; ')).filter((one) => one !== '')
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const isText = TEXT.test(type)
  const host = headers['host'] ?? 'localhost'
  return {
    version: '2.0',
    routeKey: matched.route.key,
    rawPath,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: joinQuery(rawQueryString) }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: matched.route.key,
      stage: '$default',
      time: gatewayTime(new Date(now)),
      timeEpoch: Math.floor(now),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    ...(Object.keys(matched.parameters).length > 0 && { pathParameters: matched.parameters }),
    isBase64Encoded: body.length > 0 && !isText,
  }
}

const resultSchema = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})

/** Converts a function's result into an HTTP response. A result without a status code is a JSON body. */
const toResponse = (result: unknown): z.infer<typeof resultSchema> => {
  const shaped = typeof result === 'object' && result !== null && 'statusCode' in result
  return resultSchema.parse(
    shaped
      ? result
      : {
          statusCode: 200,
          headers: { 'content-type': 'application/json' },
          body: typeof result === 'string' ? result : JSON.stringify(result),
        },
  )
}

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/
const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/

/** Creates the HTTP server: the routes of the template, and `/__local/` to inspect the environment and to move time. */
export const createHttpServer = (options: HttpOptions): Server => {
  let compiled: readonly Matching[] | undefined

  const send = (
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    body: unknown,
    type = 'application/json',
  ): void => {
    const text = JSON.stringify(body)
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
    response.end(request.method === 'HEAD' ? undefined : text)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID()
    response.setHeader('apigw-requestid', requestId)
    const body = await readBody(request, BODY_LIMIT)
    if (body === undefined) return send(request, response, 413, { message: 'Request Entity Too Large' })
    compiled ??= compileRoutes(options.routes())
    const [path = '/'] = (request.url ?? '/').split('?')
    const matched = matchRoute(compiled, request.method ?? 'GET', path)
    if (matched === undefined) return send(request, response, 404, { message: 'Not Found' })
    const event = toEvent(request, body, matched, requestId, options.clock.now())
    const { promise: late, resolve } = Promise.withResolvers<'late'>()
    const timer = setTimeout(() => resolve('late'), matched.route.timeoutMs)
    try {
      const result = await Promise.race([options.invoke(matched.route.target, event), late])
      if (result === 'late') return send(request, response, 503, { message: 'Service Unavailable' })
      const { statusCode, headers, cookies, body: content, isBase64Encoded } = toResponse(result)
      const bytes = Buffer.from(content, isBase64Encoded ? 'base64' : 'utf8')
      response.setHeader('content-type', 'text/plain; charset=utf-8')
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value))
      if (cookies.length > 0) response.setHeader('set-cookie', cookies)
      const bodiless = statusCode === 204 || statusCode === 304
      if (!bodiless) response.setHeader('content-length', bytes.length)
      response.writeHead(statusCode).end(request.method === 'HEAD' || bodiless ? undefined : bytes)
    } catch {
      // The reason is in the function's log, as on AWS.
      send(request, response, 500, { message: 'Internal Server Error' })
    } finally {
      clearTimeout(timer)
    }
  }

  const problem = (request: IncomingMessage, response: ServerResponse, status: number, title: string, detail: string) =>
    send(request, response, status, { type: 'about:blank', title, status, detail }, 'application/problem+json')

  const serveLocal = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    // Only this machine; the host check stops a foreign web page whose name resolves to loopback.
    const trusted =
      LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '') && LOOPBACK_HOST.test(request.headers.host ?? '')
    if (!trusted) return problem(request, response, 403, 'Forbidden', 'Only this machine may look here.')
    const { clock } = options
    if (name === 'clock' && request.method === 'POST') {
      if (!request.headers['content-type']?.startsWith('application/json')) {
        return problem(request, response, 415, 'Unsupported Media Type', 'Send application/json.')
      }
      const body = (await readBody(request, 10_000))?.toString() ?? ''
      const example = 'Send {"advance":"P10D"} with an ISO 8601 duration.'
      const parsed = z
        .string()
        .transform((text, context) => {
          try {
            return JSON.parse(text)
          } catch {
            context.addIssue('not JSON')
            return z.NEVER
          }
        })
        .pipe(z.strictObject({ advance: z.string() }))
        .safeParse(body)
      if (!parsed.success) return problem(request, response, 422, 'Unprocessable Content', example)
      try {
        return send(request, response, 200, { now: await clock.advance(parsed.data.advance) })
      } catch (error) {
        if (error instanceof DurationError) {
          return problem(request, response, 422, 'Unprocessable Content', error.message)
        }
        throw error
      }
    }
    const look = name === 'clock' ? () => ({ now: new Date(clock.now()).toISOString() }) : options.inspect[name]
    if (look === undefined) {
      const names = ['clock', ...Object.keys(options.inspect)].join(', ')
      return problem(request, response, 404, 'Not Found', `Under /__local/ there is: ${names}.`)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return problem(request, response, 405, 'Method Not Allowed', 'Only GET here.')
    }
    send(request, response, 200, look())
  }

  return createServer({ maxHeaderSize: HEADER_LIMIT }, (request, response) => {
    const [, local] = /^\/__local\/([\w-]*)(\?|$)/.exec(request.url ?? '') ?? []
    const work = async (): Promise<void> => {
      await options.ready
      if (local !== undefined) return serveLocal(request, response, local)
      // A request during a move of time waits for its end.
      await options.clock.still()
      await options.activity.run(() => serve(request, response))
    }
    work().catch(() => {
      if (response.headersSent) response.destroy()
      else send(request, response, 500, { message: 'Internal Server Error' })
    })
  })
}
