import { link } from '../../ui/page.tsx'
import { html, HttpProblem, type HttpRequest, type HttpResponse, redirect } from '../../platform/http.ts'
import { deskPassOf, staffOfPass } from '../../usecases/access/desk-pass.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import { cookie, cookieName } from './cookies.ts'
import { bearerOf, staffBehind } from './staff.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../../usecases/ports/deps.ts'

type Needs = Pick<Deps, 'clock' | 'secrets' | 'configuration' | 'publicUrl'>

/** The length of a session in minutes: a working day, so that no device stays signed in overnight. */
export const SESSION_MINUTES = 10 * 60

/** Returns the session cookie of the desk. Nothing is stored; each use checks the staff list. */
export const sessionCookie = async (deps: Needs, staff: Staff): Promise<string> =>
  cookie(deps, 'desk', await deskPassOf(deps, 'session', staff, SESSION_MINUTES), SESSION_MINUTES * 60)

export const signOutCookie = (deps: Pick<Deps, 'publicUrl'>): string => cookie(deps, 'desk', '', 0)

/**
 * Returns the signed-in member of staff, by bearer token for machines or by session cookie.
 * @throws HttpProblem 401 for a bad token
 */
export async function signedInStaff(deps: Needs, request: HttpRequest): Promise<Staff | undefined> {
  const token = bearerOf(request)
  return token
    ? staffBehind(token, deps)
    : staffOfPass(deps, 'session', request.cookies[cookieName(deps, 'desk')] ?? '')
}

type Handler = (request: HttpRequest) => Promise<HttpResponse>

/**
 * Rejects requests from other sites, with whose forms browsers send our cookies too; a bearer token is never sent by itself.
 * @throws HttpProblem 403
 */
export const requireSameOrigin =
  (needs: () => Pick<Deps, 'publicUrl'>, handle: Handler): Handler =>
  async (request) => {
    const { origin, 'sec-fetch-site': site } = request.headers
    const isOurs = site === undefined ? origin === new URL(needs().publicUrl).origin : site === 'same-origin'
    if (!isOurs && !bearerOf(request)) throw new HttpProblem(403, 'otherSite')
    return handle(request)
  }

/** Responds with a page that sends its origin, so that forms of other sites can be rejected. */
export const deskPage = (status: number, body: string): HttpResponse =>
  html(status, body, { 'referrer-policy': 'strict-origin' })

/** Runs work for the signed-in member of staff; others are redirected to sign in. @throws HttpProblem 401 for machines */
export async function requireStaff(
  deps: Needs,
  request: HttpRequest,
  work: (staff: Staff) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const staff = await signedInStaff(deps, request)
  if (staff) return work(staff)
  if (request.wantsJson) throw new HttpProblem(401, 'signedOut', {}, { 'www-authenticate': 'Bearer' })
  return redirect(link('/desk', request.language))
}

/** A handler that receives the signed-in member of staff. */
export type StaffHandler<Known> = (deps: Known, request: HttpRequest, staff: Staff) => Promise<HttpResponse>

/** Returns handlers for signed-in staff; POST must come from a page of ours. */
export const staffHandlers = <Known extends Needs>(needs: () => Known) => {
  const get =
    (answer: StaffHandler<Known>): Handler =>
    (request) =>
      requireStaff(needs(), request, (staff) => answer(needs(), request, staff))
  return { get, post: (answer: StaffHandler<Known>) => requireSameOrigin(needs, get(answer)) }
}

/** Runs a handler for permitted staff only; others get the code. @throws HttpProblem 403 */
export const requireRole =
  <Known>(may: (staff: Staff) => boolean, code: string, answer: StaffHandler<Known>): StaffHandler<Known> =>
  async (deps, request, staff) => {
    if (!may(staff)) throw new HttpProblem(403, code)
    return answer(deps, request, staff)
  }

/** Returns the member, municipality and language of a page of the desk. */
export const workerOf = async (
  { configuration }: Pick<Deps, 'configuration'>,
  { municipality, member }: Staff,
  { language }: HttpRequest,
) => ({ member, municipality: await configuration.of(municipality), language })

/** Loads the file of an address, if it belongs to the municipality. @throws HttpProblem 404 */
export async function fileAt(
  { files }: Pick<Deps, 'files'>,
  { parameters }: HttpRequest,
  { municipality, member }: Staff,
): Promise<CaseFile> {
  const file = await files.load(parameters['request'] ?? '')
  if (file?.request.municipality !== municipality) throw new HttpProblem(404, 'noFile')
  // Who has a conflict of interest does not even read (art. 6-bis).
  if (hasConflict(member, file.request)) throw new HttpProblem(403, 'conflict')
  return file
}
