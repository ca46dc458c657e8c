import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { z } from 'zod'
import { routes as apply } from '../../../functions/web/citizen/apply/route.ts'
import { routes as ask } from '../../../functions/web/ask/route.ts'
import { routes as disputes } from '../../../functions/web/citizen/disputes/route.ts'
import { refuse } from '../../../functions/web/kit/refuse.ts'
import { routes as paper } from '../../../functions/web/citizen/paper/route.ts'
import { routes as service } from '../../../functions/web/public/service/route.ts'
import { routes as status } from '../../../functions/web/citizen/status/route.ts'
import { routes as transparency } from '../../../functions/web/public/transparency/route.ts'
import { endpoint } from '../../../functions/platform/http.ts'
import type { World } from '../memory.ts'
import { publicationOf } from '../memory/publication.ts'

const answered = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
})
export type Answered = { status: number; headers: Record<string, string>; body: string }

type Sent = { form?: Record<string, string | string[]>; json?: unknown; accept?: string; language?: string }

/** Returns the pages of a world over HTTP, called like by API Gateway. */
export function site(world: World) {
  const needs = () => world
  const all = {
    ...service(needs),
    ...apply(needs),
    ...ask(needs),
    ...status(needs),
    ...paper(needs),
    ...disputes(needs),
    ...transparency(() => ({ ...world, publication: publicationOf(world) })),
  }
  const handler = endpoint(all, refuse)
  const match = (path: string): { route: string; parameters: Record<string, string> } => {
    for (const route of Object.keys(all)) {
      const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      const found = new RegExp(`^${route.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path)
      if (found)
        return { route, parameters: Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) }
    }
    return { route: '$default', parameters: {} }
  }

  return async (
    method: string,
    address: string,
    { form, json, accept, language = 'it' }: Sent = {},
  ): Promise<Answered> => {
    const { pathname, search } = new URL(address, 'http://localhost')
    const { route, parameters } = match(pathname)
    const fields = Object.entries(form ?? {}).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
    const event = {
      version: '2.0',
      routeKey: route === '$default' ? route : `ANY ${route}`,
      rawPath: pathname,
      rawQueryString: search.slice(1),
      headers: {
        accept: accept ?? 'text/html',
        'accept-language': language,
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      requestContext: { requestId: 'test', http: { method } },
      pathParameters: parameters,
      body: json === undefined ? new URLSearchParams(fields).toString() : JSON.stringify(json),
      isBase64Encoded: false,
    }
    // The gateway sends more than the border reads; what it reads is all here.
    const given: unknown = await handler(event as unknown as APIGatewayProxyEventV2, {} as Context)
    const { statusCode, headers, body } = answered.parse(given)
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    return { status: statusCode, headers: lower, body }
  }
}

/** Text on a page that shows a missing value. */
export const MISSING_VALUES = />[^<]*\b(undefined|NaN|null)\b|\[object|\{\w+\}|Invalid (input|Date)/

/** Returns the address in the last letter about a question. */
export const addressOf = (world: World, askId: string): string =>
  new URL(world.postman.about(askId).at(-1)?.url ?? '', 'http://localhost').pathname
