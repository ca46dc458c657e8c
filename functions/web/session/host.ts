import { link } from '../../ui/page.tsx'
import { HttpProblem, type HttpRequest, type HttpResponse, redirect } from '../../platform/http.ts'
import { hostOfPass, hostPassOf } from '../../usecases/access/host-pass.ts'
import { cookie, cookieName } from './cookies.ts'
import { SESSION_MINUTES } from './desk.ts'
import type { Supervisor } from '../../domain/municipality/actors.ts'
import type { Deps } from '../../usecases/ports/deps.ts'

type Needs = Pick<Deps, 'clock' | 'secrets' | 'configuration' | 'publicUrl'>

const COOKIE = 'host'

/** Returns the session cookie of a host. */
export const hostCookie = async (deps: Needs, supervisor: Supervisor): Promise<string> =>
  cookie(deps, COOKIE, await hostPassOf(deps, 'hostSession', supervisor, SESSION_MINUTES), SESSION_MINUTES * 60)

export const hostSignOutCookie = (deps: Needs): string => cookie(deps, COOKIE, '', 0)

/** Returns the signed-in host, unless it has closed. */
export const signedInHost = (deps: Needs, request: HttpRequest): Promise<Supervisor | undefined> =>
  hostOfPass(deps, 'hostSession', request.cookies[cookieName(deps, COOKIE)] ?? '')

/** Runs work for the signed-in host; others are redirected to sign in. @throws HttpProblem 401 for machines */
export async function requireHost(
  deps: Needs,
  request: HttpRequest,
  work: (supervisor: Supervisor) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const supervisor = await signedInHost(deps, request)
  if (supervisor) return work(supervisor)
  if (request.wantsJson) throw new HttpProblem(401, 'signedOut')
  return redirect(link('/host', request.language))
}
