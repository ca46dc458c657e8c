import { randomBytes } from 'node:crypto'
import { EVIDENCE, POSTING } from '../../../domain/activity/work.ts'
import { blank, type Form, readValues } from '../../../ui/controls.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { evidenceControls, postingControls } from '../../parts/works-form.ts'
import type { HostContext } from '../shell.tsx'
import { HostWorkPage, HostWorksPage } from './page.tsx'
import { workNoticeOf, type WorkNotice } from '../../parts/works.tsx'
import { HttpProblem, type HttpRequest, type HttpResponse, type Routes, redirect } from '../../../platform/http.ts'
import type { WorkDeps } from '../../../usecases/activity/amend-work.ts'
import { addPhoto, closeWork } from '../../../usecases/activity/close-work.ts'
import { postWork, worksOf } from '../../../usecases/activity/post-work.ts'
import { deskPage, requireSameOrigin } from '../../session/desk.ts'
import { form } from '../../kit/form.ts'
import { requireHost } from '../../session/host.ts'
import { MAX_UPLOAD, photoIn, photoNameIn, servePhoto, workAt } from '../../parts/work-photos.ts'
import type { Supervisor } from '../../../domain/municipality/actors.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** Dependencies of these pages. */
export type HostWorksDeps = WorkDeps & Pick<Deps, 'secrets' | 'publicUrl'>
type Page = (deps: HostWorksDeps, request: HttpRequest, supervisor: Supervisor) => Promise<HttpResponse>

const contextOf = async (
  { configuration }: HostWorksDeps,
  { municipality, host }: Supervisor,
  { language }: HttpRequest,
): Promise<HostContext> => ({ host, municipality: await configuration.of(municipality), language })

/** Shows the work requests of a host and the form for another; the token of the page identifies a repeated submission. */
async function listPage(
  deps: HostWorksDeps,
  request: HttpRequest,
  supervisor: Supervisor,
  form: Form = blank(request.language),
): Promise<HttpResponse> {
  const { municipality, host } = supervisor
  const works = await worksOf(deps, municipality, host.id)
  const token = form.values.get('token') ?? randomBytes(16).toString('hex')
  const context = await contextOf(deps, supervisor, request)
  return deskPage(form.errors.length > 0 ? 422 : 200, rendered(HostWorksPage, { ...context, works, token, form }))
}

const list: Page = (deps, request, supervisor) => listPage(deps, request, supervisor)

const send = form({
  formOnly: true,
  find: async (deps: HostWorksDeps, request, supervisor: Supervisor) => ({
    deps,
    request,
    supervisor,
    language: request.language,
  }),
  controls: ({ language }) => postingControls(language),
  read: ({ language }, values) => ({
    typed: { ...readValues(postingControls(language), values), token: values.get('token') ?? undefined },
  }),
  schema: () => POSTING,
  run: ({ deps, supervisor, language }, posting) => postWork(deps, supervisor, posting, language),
  page: ({ deps, request, supervisor }, form) => listPage(deps, request, supervisor, form),
  done: ({ language }, id) => redirect(link(`/host/works/${id}`, language, { done: 'sent' })),
})

/** Loads a work request of this host. @throws HttpProblem 404 */
async function own(deps: HostWorksDeps, request: HttpRequest, { municipality, host }: Supervisor) {
  const work = await workAt(deps, request, municipality)
  if (work.host !== host.id) throw new HttpProblem(404, 'noWork')
  return work
}

async function workPage(
  deps: HostWorksDeps,
  request: HttpRequest,
  supervisor: Supervisor,
  { status = 200, ...more }: { status?: number; notice?: WorkNotice | undefined; form?: Form } = {},
): Promise<HttpResponse> {
  const work = await own(deps, request, supervisor)
  return deskPage(status, rendered(HostWorkPage, { ...(await contextOf(deps, supervisor, request)), work, ...more }))
}

const show: Page = (deps, request, supervisor) =>
  workPage(deps, request, supervisor, { notice: workNoticeOf(request.query['done']) })

const close = form({
  formOnly: true,
  find: async (deps: HostWorksDeps, request, supervisor: Supervisor) => ({
    deps,
    request,
    supervisor,
    work: await own(deps, request, supervisor),
    language: request.language,
  }),
  controls: ({ language }) => evidenceControls(language),
  schema: () => EVIDENCE,
  run: ({ deps, supervisor, work }, evidence) => closeWork(deps, supervisor, work.id, evidence),
  page: ({ deps, request, supervisor }, form) => workPage(deps, request, supervisor, { status: 422, form }),
  done: ({ deps, request, supervisor, work, language }, acted) =>
    acted.outcome === 'done'
      ? redirect(link(`/host/works/${work.id}`, language, { done: 'closed' }))
      : workPage(deps, request, supervisor, { status: 409, notice: { refused: acted.why } }),
})

const showPhoto: Page = async (deps, request, supervisor) =>
  servePhoto(deps, request, await own(deps, request, supervisor))

const sendPhoto: Page = async (deps, request, supervisor) => {
  const { id } = await own(deps, request, supervisor)
  const photo = photoNameIn(request)
  const acted = await addPhoto(deps, supervisor, id, photo, await photoIn(request))
  if (acted.outcome === 'done') return redirect(link(`/host/works/${id}`, request.language, { done: 'photo' }))
  return acted.outcome === 'invalid'
    ? workPage(deps, request, supervisor, { status: 422, notice: { photo, problem: acted.problem } })
    : workPage(deps, request, supervisor, { status: 409, notice: { refused: acted.why } })
}

/** The routes of a host's work requests: GET writes nothing, POST must come from a page of ours. */
export const routes = (needs: () => HostWorksDeps) => {
  const get = (page: Page) => (request: HttpRequest) =>
    requireHost(needs(), request, (supervisor) => page(needs(), request, supervisor))
  const post = (page: Page) => requireSameOrigin(needs, get(page))
  return {
    '/host/works': { GET: get(list), POST: post(send) },
    '/host/works/{work}': { GET: get(show), POST: post(close) },
    '/host/works/{work}/photos/{photo}': { GET: get(showPhoto), POST: post(sendPhoto), maxBytes: MAX_UPLOAD },
  } satisfies Routes
}
