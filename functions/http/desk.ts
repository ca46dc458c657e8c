import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { caseFiles, clawedBack, openAsks, openRequests, openRequestsOf } from '../adapters/case-files.ts'
import { configuration } from '../adapters/configuration.ts'
import { pauses } from '../adapters/pauses.ts'
import { postman } from '../adapters/postman.ts'
import { secrets } from '../adapters/secrets.ts'
import { stuckRequests } from '../adapters/stuck.ts'
import { check } from '../domain/problems.ts'
import { errorsAt, type Form, read } from '../pages/controls.ts'
import {
  DeskEnterPage,
  DeskLinkSentPage,
  DeskSearchPage,
  DeskSignInPage,
  emailControl,
  WorklistPage,
} from '../pages/desk.tsx'
import { renderLetter } from '../pages/letters.tsx'
import { link } from '../pages/page.tsx'
import { rendered } from '../pages/render.ts'
import { systemClock } from '../platform/clock.ts'
import { env } from '../platform/env.ts'
import {
  endpoint,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Methods,
  redirect,
  sendsJson,
} from '../platform/http.ts'
import { log } from '../platform/log.ts'
import { type Staff, staffOfPass } from '../usecases/desk-pass.ts'
import { findRequests } from '../usecases/find-requests.ts'
import { openOwnAsk } from '../usecases/open-own-ask.ts'
import { LINK_MINUTES, sendDeskLink } from '../usecases/send-desk-link.ts'
import { type DeskDeps, worklistOf } from '../usecases/worklist.ts'
import { asStaff, deskPage, noSession, requireOwnSite, sessionCookie, staffAt, workerOf } from './desk-session.ts'
import { refuse } from './refuse.ts'

/** The office of a page that is shown before anyone is known: the only one there is, or none. */
async function onlyOffice({ configuration }: Pick<DeskDeps, 'configuration'>) {
  const [only, another] = await configuration.municipalities()
  return only !== undefined && another === undefined ? (await configuration.of(only)).office : undefined
}

/** The way in, or what waits. */
async function front(deps: DeskDeps, request: HttpRequest): Promise<HttpResponse> {
  const staff = await staffAt(deps, request)
  if (!staff && !request.wantsJson)
    return deskPage(200, rendered(DeskSignInPage, { language: request.language, office: await onlyOffice(deps) }))
  return asStaff(deps, request, async (known) => {
    const worklist = await worklistOf(deps, known)
    return request.wantsJson
      ? json(200, worklist)
      : deskPage(200, rendered(WorklistPage, { ...(await workerOf(deps, known, request)), worklist }))
  })
}

/** How long an answer takes at least: writing a letter takes less, so its time does not tell who works here. */
const LEAST_MS = 500

/** Sends a link to whoever works here, and says the same to everyone. */
async function askForLink(deps: DeskDeps, request: HttpRequest): Promise<HttpResponse> {
  const { language } = request
  const values = request.form()
  const office = await onlyOffice(deps)
  const parsed = check(z.strictObject({ email: z.email('email') }), read([emailControl(language)], values))
  if ('problems' in parsed) {
    const form: Form = {
      language,
      values,
      errors: errorsAt(parsed.problems, [emailControl(language)], { language, values }),
    }
    return deskPage(422, rendered(DeskSignInPage, { language, office, form }))
  }
  await Promise.all([sendDeskLink(deps, parsed.value.email, language), pause(LEAST_MS)])
  return deskPage(200, rendered(DeskLinkSentPage, { language, office, minutes: LINK_MINUTES }))
}

/** GET shows the button, POST enters. */
async function enter(deps: DeskDeps, request: HttpRequest): Promise<HttpResponse> {
  const { language } = request
  const staff = await staffOfPass(deps, 'enter', request.parameters['token'] ?? '')
  if (staff && request.method === 'POST')
    return { ...redirect(link('/desk', language)), cookies: [await sessionCookie(deps, staff)] }
  const office = staff ? (await deps.configuration.of(staff.municipality)).office : await onlyOffice(deps)
  return deskPage(staff ? 200 : 410, rendered(DeskEnterPage, { language, office, member: staff?.member }))
}

async function search(deps: DeskDeps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const typed = sendsJson(request) ? request.json() : { q: request.form().get('q') ?? '' }
  const parsed = check(z.strictObject({ q: z.string().trim().max(60, 'tooLong') }), typed)
  if ('problems' in parsed) throw new HttpProblem(422, 'invalid', { problems: parsed.problems })
  const found = await findRequests(deps, staff, parsed.value.q)
  if (request.wantsJson) return json(200, { requests: found.map(({ id }) => id) })
  const [only, another] = found
  if (only && !another) return redirect(link(`/desk/files/${only.id}`, request.language))
  return deskPage(200, rendered(DeskSearchPage, { ...(await workerOf(deps, staff, request)), found }))
}

/** Leads to an own question by its link, which only its addressee is given. */
async function openAsk(deps: DeskDeps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const address = await openOwnAsk(deps, staff, request.parameters['ask'] ?? '')
  if (!address) throw new HttpProblem(410, 'closed')
  return request.wantsJson ? json(200, { address }) : redirect(link(address, request.language))
}

/** The desk of staff: looking changes nothing, and what changes something comes from a page of the desk. */
export const routes = (needs: () => DeskDeps): Record<string, Methods> => {
  type Handle = (deps: DeskDeps, request: HttpRequest) => Promise<HttpResponse>
  const get = (handle: Handle) => (request: HttpRequest) => handle(needs(), request)
  const post = (handle: Handle) => (request: HttpRequest) => {
    requireOwnSite(needs(), request)
    return handle(needs(), request)
  }
  const staffOnly =
    (handle: (deps: DeskDeps, request: HttpRequest, staff: Staff) => Promise<HttpResponse>): Handle =>
    (deps, request) =>
      asStaff(deps, request, (staff) => handle(deps, request, staff))
  return {
    '/desk': { GET: get(front), POST: post(askForLink) },
    '/desk/enter/{token}': { GET: get(enter), POST: post(enter) },
    '/desk/leave': {
      POST: post(async (deps, { language }) => ({ ...redirect(link('/desk', language)), cookies: [noSession(deps)] })),
    },
    '/desk/search': { POST: post(staffOnly(search)) },
    '/desk/asks/{ask}': { POST: post(staffOnly(openAsk)) },
  }
}

/** Needs no workflow, and shows no file: those are `desk-act` and `desk-file`. */
const needs = (): DeskDeps => ({
  clock: systemClock,
  files: caseFiles,
  configuration,
  postman: postman(renderLetter),
  secrets,
  publicUrl: env().PUBLIC_URL,
  report: log.failure,
  lists: {
    asks: openAsks,
    requests: openRequests,
    requestsOf: openRequestsOf,
    stuck: stuckRequests,
    clawedBack,
  },
  pauses,
})

export const handler = endpoint(routes(needs), refuse)
