import middy from '@middy/core'
import httpRouter from '@middy/http-router'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import * as z from 'zod'
import type { Language } from '../domain/base/languages.ts'
import { language } from '../domain/file/application.ts'
import { log } from './log.ts'

/** A request as handlers see it: parsed, bounded, without anything of the gateway. */
export type HttpRequest = {
  id: string
  method: string
  /** The route that matched, for instance `/asks/{id}/{secret}`. */
  route: string
  parameters: Record<string, string>
  query: Record<string, string>
  headers: Record<string, string | undefined>
  /** The cookies by name. */
  cookies: Record<string, string>
  /** From `?lang=`, else Accept-Language, else Italian. */
  language: Language
  wantsJson: boolean
  /** Parses the JSON body. @throws HttpProblem 415, 400 */
  json(): unknown
  /** Parses the fields of a form. @throws HttpProblem 415 */
  form(): URLSearchParams
  /** Returns the raw body. */
  bytes(): Buffer
  /** Parses the fields and files of a multipart form. @throws HttpProblem 415, 400 */
  upload(): Promise<FormData>
}

export type HttpResponse = {
  status: number
  headers?: Record<string, string>
  /** The values of `Set-Cookie`. */
  cookies?: string[]
  body?: string
  base64?: boolean
}

/** Returns true if a request body is JSON. */
export const sendsJson = ({ headers }: HttpRequest): boolean => (headers['content-type'] ?? '').includes('json')

/** A refusal with an RFC 9457 body. `type` is a path under the project's problem list; titles come from the catalogue. */
export class HttpProblem extends Error {
  override name = 'HttpProblem'
  readonly status: number
  readonly code: string
  readonly extra: Record<string, unknown>
  readonly headers: Record<string, string>
  constructor(status: number, code: string, extra: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
    super(code)
    this.status = status
    this.code = code
    this.extra = extra
    this.headers = headers
  }
}

/** The maximum size of a body in bytes; an application has a few kilobytes. */
const MAX_BODY = 128 * 1024

/** The media type of a form that uploads a file. */
const UPLOAD = 'multipart/form-data'
/** Media types with the short body limit; uploads may be longer. */
const TYPED = ['application/x-www-form-urlencoded', 'application/json']

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
})

export const html = (status: number, body: string, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: `<!DOCTYPE html>${body}`,
})

export const redirect = (location: string): HttpResponse => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store' },
})

const event = z.object({
  routeKey: z.string(),
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string().optional()),
  cookies: z.array(z.string()).default([]),
  requestContext: z.object({ requestId: z.string(), http: z.object({ method: z.string() }) }),
  pathParameters: z.record(z.string(), z.string().optional()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
})

const languageOf = (asked: string | null, accepted: string): Language => {
  const first = accepted.slice(0, 2).toLowerCase()
  return language.safeParse(asked).data ?? language.safeParse(first).data ?? 'it'
}

const cookiesOf = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))

const mediaTypeOf = (headers: Record<string, string | undefined>): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** Returns true for clients that accept JSON, send JSON without accepting HTML, or call the API. */
const wantsJson = (headers: Record<string, string | undefined>, path: string): boolean => {
  const accept = headers['accept'] ?? ''
  return (
    accept.includes('json') ||
    (!accept.includes('html') && (mediaTypeOf(headers) === 'application/json' || path.startsWith('/api/')))
  )
}

/** Parses a multipart form with the reader of Node.js (RFC 7578). @throws HttpProblem 400 */
async function uploadOf(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new HttpProblem(400, 'badUpload')
  }
}

/** Returns the path of a route key: `ANY /apply` routes `/apply`. */
const pathOf = (routeKey: string): string => routeKey.split(' ').at(-1) ?? routeKey

/** Parses the event of API Gateway into a request. @throws HttpProblem 413 */
function parse(raw: APIGatewayProxyEventV2, maxBytes: number): HttpRequest {
  const { routeKey, rawPath, rawQueryString, headers, cookies, requestContext, ...rest } = event.parse(raw)
  const { pathParameters, body, isBase64Encoded } = rest
  const query = new URLSearchParams(rawQueryString)
  const mediaType = mediaTypeOf(headers)
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')
  const limit = TYPED.includes(mediaType) ? MAX_BODY : maxBytes
  if (bytes.length > limit) throw new HttpProblem(413, 'tooLargeBody', { maxBytes: limit })
  return {
    id: requestContext.requestId,
    method: requestContext.http.method,
    route: pathOf(routeKey),
    parameters: Object.fromEntries(Object.entries(pathParameters ?? {}).map(([key, value]) => [key, value ?? ''])),
    query: Object.fromEntries(query),
    headers,
    cookies: cookiesOf(cookies),
    language: languageOf(query.get('lang'), headers['accept-language'] ?? ''),
    wantsJson: wantsJson(headers, rawPath),
    json: () => {
      if (mediaType !== 'application/json') throw new HttpProblem(415, 'mediaType', { expected: 'application/json' })
      try {
        return JSON.parse(bytes.toString())
      } catch {
        throw new HttpProblem(400, 'badJson')
      }
    },
    form: () => {
      if (mediaType !== 'application/x-www-form-urlencoded')
        throw new HttpProblem(415, 'mediaType', { expected: 'application/x-www-form-urlencoded' })
      return new URLSearchParams(bytes.toString())
    },
    upload: async () => {
      if (mediaType !== UPLOAD) throw new HttpProblem(415, 'mediaType', { expected: UPLOAD })
      return uploadOf(bytes, headers['content-type'] ?? '')
    },
    bytes: () => bytes,
  }
}

type Handler = (request: HttpRequest) => Promise<HttpResponse>

/** The handlers of a route by method, where GET answers HEAD too, and its limit of uploads in bytes. */
export type Methods = { GET?: Handler; POST?: Handler; maxBytes?: number }

/** The routes of a function by their path. */
export type Routes = Record<string, Methods>

/** Returns the handler of each method that a route answers. */
const handlersOf = ({ GET, POST }: Methods) => [
  ...(GET ? [{ method: 'GET', handle: GET } as const, { method: 'HEAD', handle: GET } as const] : []),
  ...(POST ? [{ method: 'POST', handle: POST } as const] : []),
]

/** Escapes a path for the router, which takes braces for a pattern. */
const literal = (path: string): string => path.replaceAll('{', '<').replaceAll('}', '>')

/** Turns a refusal into a page or a problem document, in the language of the request. */
export type Refusal = (
  problem: HttpProblem,
  request: Pick<HttpRequest, 'language' | 'wantsJson' | 'id'>,
) => HttpResponse

const gateway = ({ status, headers, cookies, body, base64 }: HttpResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  ...(headers ? { headers } : {}),
  ...(cookies ? { cookies } : {}),
  ...(body === undefined ? {} : { body }),
  ...(base64 ? { isBase64Encoded: true } : {}),
})

/** The security headers: pages load our own styles, pictures and fonts only, run no script and send no referrer. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
}

type Stage = middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>

const secured: Stage = {
  after: ({ response }) => {
    if (response) response.headers = { ...SECURITY_HEADERS, ...response.headers }
  },
  onError: ({ response }) => {
    if (response) response.headers = { ...SECURITY_HEADERS, ...response.headers }
  },
}

/** Responds to refusals; any other error becomes a 500 without details and is logged by name. */
const refusing = (refuse: Refusal): Stage => ({
  onError: (stage) => {
    const { error, event: raw } = stage
    const known = {
      language: languageOf(new URLSearchParams(raw.rawQueryString).get('lang'), raw.headers['accept-language'] ?? ''),
      wantsJson: wantsJson(raw.headers, raw.rawPath),
      id: raw.requestContext.requestId,
    }
    if (!(error instanceof HttpProblem)) log.failure('http', known.id, error)
    stage.response = gateway(refuse(error instanceof HttpProblem ? error : new HttpProblem(500, 'internal'), known))
  },
})

/**
 * Returns middy's router over the routes. API Gateway has matched the path already, so the router looks up the route key
 * instead of the path (ADR 19). @throws HttpProblem 404, 405
 */
const routerOf = (routes: Routes) => {
  const route = httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    routes: Object.entries(routes).flatMap(([path, methods]) =>
      handlersOf(methods).map(({ method, handle }) => ({
        method,
        path: literal(path),
        handler: async (raw: APIGatewayProxyEventV2) => gateway(await handle(parse(raw, methods.maxBytes ?? MAX_BODY))),
      })),
    ),
    notFoundResponse: ({ path }) => {
      const [, known] = Object.entries(routes).find(([each]) => literal(each) === path) ?? []
      if (!known) throw new HttpProblem(404, 'route')
      const allow = handlersOf(known)
        .map(({ method }) => method)
        .join(', ')
      throw new HttpProblem(405, 'method', { allow }, { allow })
    },
  })
  return (raw: APIGatewayProxyEventV2, context: Context) => {
    const { requestContext } = raw
    const http = { ...requestContext.http, path: literal(pathOf(raw.routeKey)) }
    return route({ ...raw, requestContext: { ...requestContext, http } }, context)
  }
}

/** Returns the stack of an HTTP function: security headers, refusals as problem details (RFC 9457) or pages, routing. */
export const endpoint = (routes: Routes, refuse: Refusal) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(secured)
    .use(refusing(refuse))
    .handler(routerOf(routes))
