import { link } from '../pages/page.tsx'
import { HttpProblem, type HttpRequest, type HttpResponse, redirect } from '../platform/http.ts'
import { sha256 } from '../domain/trail.ts'
import { matches } from '../usecases/open-ask.ts'
import type { Deps } from '../usecases/ports.ts'
import type { Supervisor } from '../usecases/post-work.ts'

type Needs = Pick<Deps, 'clock' | 'secrets' | 'configuration' | 'publicUrl'>

const cookieName = ({ publicUrl }: Pick<Deps, 'publicUrl'>): string =>
  publicUrl.startsWith('https:') ? '__Host-host' : 'host'

const macOf = ({ secrets }: Pick<Deps, 'secrets'>, municipality: string, host: string, expires: number) =>
  // No member of staff has such an id: a pass of a host is none of the desk.
  secrets.forDesk('session', municipality, `host:${host}`, expires)

/** The session of a host as its cookie, until some epoch second. */
export async function hostCookie(deps: Needs, { municipality, host }: Supervisor, expires: number): Promise<string> {
  return `${cookieName(deps)}=${[municipality, host.id, expires, await macOf(deps, municipality, host.id, expires)].join('.')}`
}

/** The host a request comes from; one that takes nobody any more is none. */
export async function hostOf(deps: Needs, request: HttpRequest): Promise<Supervisor | undefined> {
  const [, municipality = '', id = '', until = '', mac = ''] =
    /^([A-Z0-9]{4})\.([a-z0-9-]{2,40})\.(\d{1,12})\.(.{1,200})$/.exec(request.cookies[cookieName(deps)] ?? '') ?? []
  const expires = Number(until)
  if (!mac || expires * 1000 <= Date.parse(deps.clock.now())) return undefined
  if (!matches(sha256(mac), sha256(await macOf(deps, municipality, id, expires)))) return undefined
  if (!(await deps.configuration.municipalities()).includes(municipality)) return undefined
  const host = (await deps.configuration.of(municipality)).hosts.find((each) => each.id === id)
  return host && { municipality, host }
}

/** Work for whoever is signed in as a host; others are shown the way in. @throws HttpProblem 401 for machines */
export async function asHost(
  deps: Needs,
  request: HttpRequest,
  work: (supervisor: Supervisor) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const supervisor = await hostOf(deps, request)
  if (supervisor) return work(supervisor)
  if (request.wantsJson) throw new HttpProblem(401, 'signedOut')
  return redirect(link('/host', request.language))
}
