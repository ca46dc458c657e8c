import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { openAsks, openRequests } from '../adapters/case-files.ts'
import { pauses } from '../adapters/pauses.ts'
import { stuckRequests } from '../adapters/workflow.ts'
import { deps } from '../composition.ts'
import { DESK_ACTS, type DeskAct, deskAct } from '../domain/desk.ts'
import { check } from '../domain/problems.ts'
import type { CaseFile } from '../domain/records.ts'
import { sees } from '../domain/sealed.ts'
import { errorsAt, type Form, read } from '../pages/controls.ts'
import { type Attempt, DeskFilePage, SealedFilePage } from '../pages/desk-file.tsx'
import { controlsOf, type DeskContext, prefixOf } from '../pages/desk-forms.ts'
import {
  DeskEnterPage,
  DeskLinkSentPage,
  DeskSearchPage,
  DeskSignInPage,
  emailControl,
  WorklistPage,
} from '../pages/desk.tsx'
import { deskMessagesOf } from '../pages/messages/desk.ts'
import { link } from '../pages/page.tsx'
import { rendered } from '../pages/render.ts'
import {
  endpoint,
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Methods,
  redirect,
  sendsJson,
} from '../platform/http.ts'
import type { Acted } from '../usecases/act-on-file.ts'
import { breakGlass } from '../usecases/break-glass.ts'
import { declareConflict } from '../usecases/declare-conflict.ts'
import { type Staff, staffOfPass } from '../usecases/desk-pass.ts'
import { findRequests } from '../usecases/find-requests.ts'
import { nameOnFile } from '../usecases/name-on-file.ts'
import { openOwnAsk } from '../usecases/open-own-ask.ts'
import { openReview } from '../usecases/open-review.ts'
import { reassign } from '../usecases/reassign.ts'
import { sealFile } from '../usecases/seal-file.ts'
import { LINK_MINUTES, sendDeskLink } from '../usecases/send-desk-link.ts'
import { verifyTrail } from '../usecases/verify-trail.ts'
import { type DeskDeps, worklistOf } from '../usecases/worklist.ts'
import { noSession, requireOwnSite, sessionCookie, staffAt } from './desk-session.ts'
import { refuse } from './refuse.ts'
import { requestJson, sealedJson } from './representation.ts'

/** Pages of the desk tell their own site where a form comes from, so that another's can be told apart (`requireOwnSite`). */
const page = (status: number, body: string): HttpResponse => html(status, body, { 'referrer-policy': 'same-origin' })

/** The office of a page that is shown before anyone is known: the only one there is, or none. */
async function onlyOffice({ configuration }: Pick<DeskDeps, 'configuration'>) {
  const [only, another] = await configuration.municipalities()
  return only !== undefined && another === undefined ? (await configuration.of(only)).office : undefined
}

/** @throws HttpProblem 401 for machines; people are shown the way in */
async function asStaff(
  deps: DeskDeps,
  request: HttpRequest,
  work: (staff: Staff) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const staff = await staffAt(deps, request)
  if (staff) return work(staff)
  if (request.wantsJson) throw new HttpProblem(401, 'signedOut', {}, { 'www-authenticate': 'Bearer' })
  return redirect(link('/desk', request.language))
}

const workerOf = async (deps: DeskDeps, { municipality, member }: Staff, { language }: HttpRequest) => ({
  member,
  municipality: await deps.configuration.of(municipality),
  language,
})

/** The way in, or what waits. */
async function front(deps: DeskDeps, request: HttpRequest): Promise<HttpResponse> {
  const staff = await staffAt(deps, request)
  if (!staff && !request.wantsJson)
    return page(200, rendered(DeskSignInPage, { language: request.language, office: await onlyOffice(deps) }))
  return asStaff(deps, request, async (known) => {
    const worklist = await worklistOf(deps, known)
    return request.wantsJson
      ? json(200, worklist)
      : page(200, rendered(WorklistPage, { ...(await workerOf(deps, known, request)), worklist }))
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
    return page(422, rendered(DeskSignInPage, { language, office, form }))
  }
  await Promise.all([sendDeskLink(deps, parsed.value.email, language), pause(LEAST_MS)])
  return page(200, rendered(DeskLinkSentPage, { language, office, minutes: LINK_MINUTES }))
}

/** GET shows the button, POST enters. */
async function enter(deps: DeskDeps, request: HttpRequest): Promise<HttpResponse> {
  const { language } = request
  const staff = await staffOfPass(deps, 'enter', request.parameters['token'] ?? '')
  if (staff && request.method === 'POST')
    return { ...redirect(link('/desk', language)), cookies: [await sessionCookie(deps, staff)] }
  const office = staff ? (await deps.configuration.of(staff.municipality)).office : await onlyOffice(deps)
  return page(staff ? 200 : 410, rendered(DeskEnterPage, { language, office, member: staff?.member }))
}

async function search(deps: DeskDeps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const typed = sendsJson(request) ? request.json() : { q: request.form().get('q') ?? '' }
  const parsed = check(z.strictObject({ q: z.string().trim().max(60, 'tooLong') }), typed)
  if ('problems' in parsed) throw new HttpProblem(422, 'invalid', { problems: parsed.problems })
  const found = await findRequests(deps, staff, parsed.value.q)
  if (request.wantsJson) return json(200, { requests: found.map(({ id }) => id) })
  const [only, another] = found
  if (only && !another) return redirect(link(`/desk/files/${only.id}`, request.language))
  return page(200, rendered(DeskSearchPage, { ...(await workerOf(deps, staff, request)), found }))
}

/** Leads to an own question by its link, which only its addressee is given. */
async function openAsk(deps: DeskDeps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const address = await openOwnAsk(deps, staff, request.parameters['ask'] ?? '')
  if (!address) throw new HttpProblem(410, 'closed')
  return request.wantsJson ? json(200, { address }) : redirect(link(address, request.language))
}

/** The file of an address, as one of the municipality. @throws HttpProblem 404 */
async function fileAt(deps: DeskDeps, { parameters }: HttpRequest, { municipality }: Staff): Promise<CaseFile> {
  const file = await deps.files.load(parameters['request'] ?? '')
  if (file?.request.municipality !== municipality) throw new HttpProblem(404, 'noFile')
  return file
}

type Told = { attempt?: Attempt; done?: DeskAct | undefined; status?: number }

async function showFile(
  deps: DeskDeps,
  request: HttpRequest,
  staff: Staff,
  file: CaseFile,
  { attempt, done, status = 200 }: Told = {},
): Promise<HttpResponse> {
  const { id } = file.request
  const now = deps.clock.now()
  if (!sees(file.request, staff.member, now)) {
    if (request.wantsJson) return json(200, sealedJson(file.request))
    const context: DeskContext = { file, now, ...(await workerOf(deps, staff, request)) }
    return page(status, rendered(SealedFilePage, { context, ...(attempt ? { attempt } : {}) }))
  }
  const [verdict, trail, stuck] = await Promise.all([
    verifyTrail(deps, id),
    deps.files.trail(id),
    deps.workflow.stuck(id),
  ])
  if (request.wantsJson)
    return json(200, { ...requestJson(file), caseOfficer: file.request.caseOfficer, trail, verdict })
  const context: DeskContext = { file, now, ...(await workerOf(deps, staff, request)) }
  return page(status, rendered(DeskFilePage, { context, trail, verdict, stuckSince: stuck?.at, attempt, done }))
}

type Run = (deps: DeskDeps, staff: Staff, id: string, typed: unknown) => Promise<Acted>

/** An act whose input its schema has judged first. */
const checked =
  <Schema extends z.ZodType>(
    schema: Schema,
    run: (deps: DeskDeps, staff: Staff, id: string, input: z.output<Schema>) => Promise<Acted>,
  ): Run =>
  async (deps, staff, id, typed) => {
    const parsed = check(schema, typed)
    return 'problems' in parsed ? { outcome: 'invalid', problems: parsed.problems } : run(deps, staff, id, parsed.value)
  }

const RUNS: Record<DeskAct, Run> = {
  reassign: checked(DESK_ACTS.reassign, reassign),
  conflict: checked(DESK_ACTS.conflict, declareConflict),
  seal: checked(DESK_ACTS.seal, sealFile),
  name: checked(DESK_ACTS.name, nameOnFile),
  review: checked(DESK_ACTS.review, openReview),
  'break-glass': checked(DESK_ACTS['break-glass'], breakGlass),
}

/** Does an act on a file; what does not go through is told on the file's page, with what was typed. */
async function act(deps: DeskDeps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const { language } = request
  const name = deskAct.safeParse(request.parameters['act']).data
  if (!name) throw new HttpProblem(404, 'route')
  const file = await fileAt(deps, request, staff)
  const { id } = file.request
  const context: DeskContext = { file, now: deps.clock.now(), ...(await workerOf(deps, staff, request)) }
  const values = sendsJson(request) ? new URLSearchParams() : request.form()
  const typed = sendsJson(request) ? request.json() : read(controlsOf(name, context), values, prefixOf(name))
  const acted = await RUNS[name](deps, staff, id, typed)
  if (acted.outcome === 'done')
    return request.wantsJson
      ? json(200, { done: name, request: id })
      : redirect(link(`/desk/files/${id}`, language, { done: name }))
  if (acted.outcome === 'refused') {
    const { why } = acted
    const status = why === 'role' || why === 'hidden' || why === 'conflict' ? 403 : 409
    if (request.wantsJson) throw new HttpProblem(status, why, { detail: deskMessagesOf(language).refused[why] })
    return showFile(deps, request, staff, await fileAt(deps, request, staff), {
      status,
      attempt: { act: name, refused: why },
    })
  }
  const { problems } = acted
  if (request.wantsJson) throw new HttpProblem(422, 'invalid', { problems })
  const errors = errorsAt(problems, controlsOf(name, context), { language, values }, prefixOf(name))
  return showFile(deps, request, staff, file, {
    status: 422,
    attempt: { act: name, form: { language, values, errors } },
  })
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
    '/desk/files/{request}': {
      GET: get(
        staffOnly(async (deps, request, staff) =>
          showFile(deps, request, staff, await fileAt(deps, request, staff), {
            done: deskAct.safeParse(request.query['done']).data,
          }),
        ),
      ),
    },
    '/desk/files/{request}/{act}': { POST: post(staffOnly(act)) },
  }
}

const lists: DeskDeps['lists'] = { asks: openAsks, requests: openRequests, stuck: stuckRequests }

export const handler = endpoint(
  routes(() => ({ ...deps(), lists, pauses })),
  refuse,
)
