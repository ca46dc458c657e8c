import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { z } from 'zod'
import { routes as desk } from '../../../functions/web/desk/home/route.ts'
import { routes as act } from '../../../functions/web/desk/acts/route.ts'
import { routes as file } from '../../../functions/web/desk/file/route.ts'
import { routes as apiOutcomes } from '../../../functions/web/api/outcomes.ts'
import { routes as receipts } from '../../../functions/web/api/receipts.ts'
import { routes as reconciliation } from '../../../functions/web/finance/reconciliation/route.ts'
import { routes as finance } from '../../../functions/web/finance/payments/route.ts'
import { routes as outcomes } from '../../../functions/web/finance/outcomes/route.ts'
import { refuse } from '../../../functions/web/kit/refuse.ts'
import { endpoint, type Methods } from '../../../functions/platform/http.ts'
import { deskPassOf } from '../../../functions/usecases/access/desk-pass.ts'
import { booksOf } from '../memory/books.ts'
import { deskOf } from '../memory/desk.ts'
import { financeOf } from '../memory/finance.ts'
import type { World } from '../memory.ts'

const answered = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
})
export type Sent = {
  form?: Record<string, string> | [string, string][]
  /** A body of another kind: a file, or a form with one. */
  raw?: { type: string; body: Buffer }
  json?: unknown
  cookie?: string | undefined
  headers?: Record<string, string>
  language?: string
}

/** Returns the cookie of a signed-in member of staff. */
export async function cookieOf(world: World, id: string, minutes = 60): Promise<string> {
  const member = world.municipality.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return `desk=${await deskPassOf(world, 'session', { municipality: 'I690', member }, minutes)}`
}

/** Returns the desk over HTTP, called like by API Gateway for a browser on our pages. */
export function deskSite(world: World, deps = financeOf(deskOf(world))) {
  return browserOf({
    ...desk(() => deps),
    ...file(() => deps),
    ...act(() => deps),
    ...receipts(() => deps),
    ...reconciliation(() => ({ ...deps, ...booksOf(world) })),
    ...finance(() => deps),
    ...outcomes(() => deps),
    ...apiOutcomes(() => deps),
  })
}

/** Returns a browser on our pages for some routes. */
export function browserOf(all: Record<string, Methods>) {
  const handler = endpoint(all, refuse)
  const match = (path: string) => {
    for (const route of Object.keys(all)) {
      const found = new RegExp(`^${route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path)
      if (found) return { route, parameters: { ...found.groups } }
    }
    return { route: '$default', parameters: {} }
  }
  return async (method: string, address: string, { form, raw, json, cookie, headers, language = 'it' }: Sent = {}) => {
    const { pathname, search } = new URL(address, 'http://localhost')
    const { route, parameters } = match(pathname)
    const event = {
      version: '2.0',
      routeKey: `ANY ${route}`,
      rawPath: pathname,
      rawQueryString: search.slice(1),
      cookies: cookie ? ['other=1', cookie] : [],
      headers: {
        accept: json === undefined ? 'text/html' : 'application/json',
        'accept-language': language,
        ...(method === 'POST' ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(raw ? { 'content-type': raw.type } : {}),
        ...headers,
      },
      requestContext: { requestId: 'test', http: { method } },
      pathParameters: parameters,
      body: raw
        ? raw.body.toString('base64')
        : json === undefined
          ? new URLSearchParams(form).toString()
          : JSON.stringify(json),
      isBase64Encoded: raw !== undefined,
    }
    // The gateway sends more than the border reads; what it reads is all here.
    const given: unknown = await handler(event as unknown as APIGatewayProxyEventV2, {} as Context)
    const { statusCode, headers: responseHeaders, cookies, body } = answered.parse(given)
    return { status: statusCode, headers: responseHeaders, cookies, body, location: responseHeaders['location'] ?? '' }
  }
}
