import middy from '@middy/core'
import securityHeaders from '@middy/http-security-headers'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { z } from 'zod'
import { type Language, language } from '../domain/application.ts'
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
  /** From `?lang=`, else Accept-Language, else Italian. */
  language: Language
  wantsJson: boolean
  /** The JSON body. @throws HttpProblem 415, 400 */
  json(): unknown
  /** The fields of a form. @throws HttpProblem 415 */
  form(): URLSearchParams
}

export type HttpResponse = { status: number; headers?: Record<string, string>; body?: string; base64?: boolean }

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

/** Bodies above this are refused; a whole application is a few kilobytes. In bytes. */
export const MAX_BODY = 128 * 1024

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
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string().optional()),
  requestContext: z.object({ requestId: z.string(), http: z.object({ method: z.string() }) }),
  pathParameters: z.record(z.string(), z.string().optional()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
})

const languageOf = (asked: string | null, accepted: string): Language => {
  const first = accepted.slice(0, 2).toLowerCase()
  return language.safeParse(asked).data ?? language.safeParse(first).data ?? 'it'
}

/** What of a request matters, from API Gateway's event. @throws HttpProblem 413 */
function parse(raw: APIGatewayProxyEventV2): HttpRequest {
  const { routeKey, rawQueryString, headers, requestContext, pathParameters, body, isBase64Encoded } = event.parse(raw)
  const text = body === undefined ? '' : isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body
  if (Buffer.byteLength(text) > MAX_BODY) throw new HttpProblem(413, 'tooLargeBody', { maxBytes: MAX_BODY })
  const query = new URLSearchParams(rawQueryString)
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  const accept = headers['accept'] ?? ''
  return {
    id: requestContext.requestId,
    method: requestContext.http.method,
    route: routeKey.split(' ').at(-1) ?? routeKey,
    parameters: Object.fromEntries(Object.entries(pathParameters ?? {}).map(([key, value]) => [key, value ?? ''])),
    query: Object.fromEntries(query),
    headers,
    language: languageOf(query.get('lang'), headers['accept-language'] ?? ''),
    wantsJson: accept.includes('json') || (mediaType === 'application/json' && !accept.includes('html')),
    json: () => {
      if (mediaType !== 'application/json') throw new HttpProblem(415, 'mediaType', { expected: 'application/json' })
      try {
        return JSON.parse(text)
      } catch {
        throw new HttpProblem(400, 'badJson')
      }
    },
    form: () => {
      if (mediaType !== 'application/x-www-form-urlencoded')
        throw new HttpProblem(415, 'mediaType', { expected: 'application/x-www-form-urlencoded' })
      return new URLSearchParams(text)
    },
  }
}

/** Handlers by method; GET answers HEAD too, and any other method is told what there is. */
export type Methods = Partial<Record<'GET' | 'POST', (request: HttpRequest) => Promise<HttpResponse>>>

async function dispatch(methods: Methods, request: HttpRequest): Promise<HttpResponse> {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const handle = method === 'GET' || method === 'POST' ? methods[method] : undefined
  if (handle) return handle(request)
  const allow = Object.keys(methods)
    .flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
    .join(', ')
  throw new HttpProblem(405, 'method', { allow }, { allow })
}

/** Turns a refusal into a page or a problem document, in the language of the request. */
export type Refusal = (
  problem: HttpProblem,
  request: Pick<HttpRequest, 'language' | 'wantsJson' | 'id'>,
) => HttpResponse

const gateway = ({ status, headers, body, base64 }: HttpResponse): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  ...(headers ? { headers } : {}),
  ...(body === undefined ? {} : { body }),
  ...(base64 ? { isBase64Encoded: true } : {}),
})

/**
 * The stack of every HTTP function: security headers, parsing, dispatch by route and method, refusals as problem details
 * (RFC 9457) or pages. Whatever is not expected becomes a 500 that says nothing, and a log line with the error's name.
 */
export const endpoint = (routes: Record<string, Methods>, refuse: Refusal) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(
      securityHeaders({
        referrerPolicy: { policy: 'no-referrer' },
        contentSecurityPolicy: {
          'default-src': "'none'",
          'style-src': "'self'",
          'img-src': "'self' data:",
          'font-src': "'self'",
          'form-action': "'self'",
          'base-uri': "'none'",
          'frame-ancestors': "'none'",
        },
      }),
    )
    .handler(async (raw) => {
      let known: Pick<HttpRequest, 'language' | 'wantsJson' | 'id'> = {
        language: languageOf(null, raw.headers?.['accept-language'] ?? ''),
        wantsJson: (raw.headers?.['accept'] ?? '').includes('json'),
        id: raw.requestContext?.requestId ?? '',
      }
      try {
        const request = parse(raw)
        known = request
        const methods = routes[request.route] ?? routes['$default']
        if (!methods) throw new HttpProblem(404, 'route')
        return gateway(await dispatch(methods, request))
      } catch (error) {
        if (!(error instanceof HttpProblem)) log.failure('http', known.id, error)
        return gateway(refuse(error instanceof HttpProblem ? error : new HttpProblem(500, 'internal'), known))
      }
    })
