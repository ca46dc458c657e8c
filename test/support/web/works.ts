import { minutesAfter } from '../../../functions/domain/base/calendar.ts'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { z } from 'zod'
import { routes as desk } from '../../../functions/web/desk/works/route.ts'
import { hostCookie } from '../../../functions/web/session/host.ts'
import { routes as host } from '../../../functions/web/host/works/route.ts'
import { refuse } from '../../../functions/web/kit/refuse.ts'
import { endpoint } from '../../../functions/platform/http.ts'
import { newWorld } from '../memory.ts'
import { MemoryWorks } from '../memory/works.ts'
import { cookieOf } from './desk.ts'

const answered = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})
type Sent = {
  form?: Record<string, string> | [string, string][]
  /** A file, or the raw body of a broken one. */
  upload?: Uint8Array | { raw: string; type: string }
  cookie?: string
  headers?: Record<string, string>
}

/** A body as a browser sends it for a form with a file. */
async function multipart(file: Uint8Array): Promise<{ body: Buffer; type: string }> {
  const form = new FormData()
  form.append('photo', new File([Buffer.from(file)], 'IMG_0001.JPG', { type: 'image/jpeg' }))
  const response = new Response(form)
  return { body: Buffer.from(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' }
}

/** Returns the pages of work requests over HTTP, of hosts and of the desk, for a browser on our pages. */
export function worksSite() {
  const world = newWorld()
  const works = new MemoryWorks(world)
  const deps = Object.assign(world, { works })
  const all = { ...host(() => deps), ...desk(() => deps) }
  const handler = endpoint(all, refuse)
  const match = (path: string) => {
    for (const route of Object.keys(all)) {
      const found = new RegExp(`^${route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path)
      if (found) return { route, parameters: { ...found.groups } }
    }
    return { route: '$default', parameters: {} }
  }
  async function visit(method: string, address: string, { form, upload, cookie, headers }: Sent = {}) {
    const { pathname, search } = new URL(address, 'http://localhost')
    const { route, parameters } = match(pathname)
    const file = upload instanceof Uint8Array ? await multipart(upload) : upload
    const body = file
      ? 'raw' in file
        ? Buffer.from(file.raw)
        : file.body
      : Buffer.from(new URLSearchParams(form).toString())
    const event = {
      version: '2.0',
      routeKey: `ANY ${route}`,
      rawPath: pathname,
      rawQueryString: search.slice(1),
      cookies: cookie ? [cookie] : [],
      headers: {
        accept: 'text/html',
        'accept-language': 'it',
        ...(method === 'POST' ? { 'sec-fetch-site': 'same-origin' } : {}),
        'content-type': file?.type ?? 'application/x-www-form-urlencoded',
        ...headers,
      },
      requestContext: { requestId: 'test', http: { method } },
      pathParameters: parameters,
      body: file ? body.toString('base64') : body.toString(),
      isBase64Encoded: file !== undefined,
    }
    // The gateway sends more than the border reads; what it reads is all here.
    const given: unknown = await handler(event as unknown as APIGatewayProxyEventV2, {} as Context)
    const { statusCode, headers: responseHeaders, body: text, isBase64Encoded } = answered.parse(given)
    const bytes = isBase64Encoded ? Buffer.from(text, 'base64') : Buffer.alloc(0)
    return {
      status: statusCode,
      headers: responseHeaders,
      body: isBase64Encoded ? '' : text,
      bytes,
      location: responseHeaders['location'] ?? '',
    }
  }
  /** The cookie of a host that signed in so many minutes ago. */
  const hostAs = async (id: string, minutesAgo = 0) => {
    const found = world.municipality.hosts.find((each) => each.id === id)
    if (!found) throw new Error(`no ${id}`)
    const then = { ...world, clock: { now: () => minutesAfter(world.clock.now(), -minutesAgo) } }
    return (await hostCookie(then, { municipality: 'I690', host: found })).split(';')[0] ?? ''
  }
  return { world: deps, works, visit, hostAs, staffAs: (id: string) => cookieOf(world, id) }
}

export const TOKEN = 'a'.repeat(32)
/** The work request of a school. */
export const POSTED = {
  token: TOKEN,
  title: 'Imbiancare l’aula di musica',
  description: 'Le pareti dell’aula sono rovinate: si dà una mano di bianco, con la bidella.',
  area: 'commons',
  'wanted.from.day': '1',
  'wanted.from.month': '4',
  'wanted.from.year': '2026',
  'wanted.to.day': '30',
  'wanted.to.month': '4',
  'wanted.to.year': '2026',
  people: '2',
  hazards: 'Una scala di tre gradini.',
  contact: 'Segreteria, 02 0000000',
}
/** The acceptance of an educator. */
export const ACCEPTED: [string, string][] = [
  ['accept.title', 'Imbiancare un’aula'],
  ['accept.description', 'Si dipingono di bianco le pareti di un’aula, insieme a una persona della scuola.'],
  ['accept.area', 'commons'],
  ['accept.places', '2'],
  ['accept.hours.1', '8:30-12:30'],
  ['accept.hours.3', '14.00 – 17.00'],
  ['accept.abilities', 'imbiancare\r\nordine'],
  ['accept.strains', 'heights'],
  ['accept.strains', 'dust'],
  ['accept.italian', 'basic'],
  ['accept.age.min', '18'],
  ['accept.notFor', 'giovani'],
  ['accept.community', 'true'],
]
