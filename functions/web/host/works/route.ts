import { randomBytes } from 'node:crypto'
import { check } from '../../../domain/base/problems.ts'
import { EVIDENCE, POSTING } from '../../../domain/activity/work.ts'
import { blank, errorsAt, type Form, read } from '../../../ui/controls.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { evidenceControls, postingControls } from '../../parts/works-form.ts'
import type { HostContext } from '../home/page.tsx'
import { HostWorkPage, HostWorksPage } from './page.tsx'
import { noticeIn, type WorkNotice } from '../../parts/works.tsx'
import { HttpProblem, type HttpRequest, type HttpResponse, type Routes, redirect } from '../../../platform/http.ts'
import type { WorkDeps } from '../../../usecases/activity/amend-work.ts'
import { addPhoto, closeWork } from '../../../usecases/activity/close-work.ts'
import { postWork, worksOf } from '../../../usecases/activity/post-work.ts'
import { deskPage, fromOurSite } from '../../session/desk.ts'
import { asHost } from '../../session/host.ts'
import { MAX_UPLOAD, photoIn, photoNameIn, servePhoto, workAt } from '../../parts/work-photos.ts'
import type { Supervisor } from '../../../domain/municipality/actors.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** What these pages need of the world. */
export type HostWorksDeps = WorkDeps & Pick<Deps, 'secrets' | 'publicUrl'>
type Page = (deps: HostWorksDeps, request: HttpRequest, supervisor: Supervisor) => Promise<HttpResponse>

const contextOf = async (
  { configuration }: HostWorksDeps,
  { municipality, host }: Supervisor,
  { language }: HttpRequest,
): Promise<HostContext> => ({ host, municipality: await configuration.of(municipality), language })

/** What a host asked for, and the form for more. What is sent is known by the token of the page it comes from. */
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

const post: Page = async (deps, request, supervisor) => {
  const { language } = request
  const values = request.form()
  const controls = postingControls(language)
  const parsed = check(POSTING, { ...read(controls, values), token: values.get('token') ?? undefined })
  if ('problems' in parsed) {
    const errors = errorsAt(parsed.problems, controls, { language, values })
    return listPage(deps, request, supervisor, { language, values, errors })
  }
  const id = await postWork(deps, supervisor, parsed.value, language)
  return redirect(link(`/host/works/${id}`, language, { done: 'sent' }))
}

/** A work request of this very host. @throws HttpProblem 404 */
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
  workPage(deps, request, supervisor, { notice: noticeIn(request.query['done']) })

const close: Page = async (deps, request, supervisor) => {
  const { language } = request
  const { id } = await own(deps, request, supervisor)
  const values = request.form()
  const controls = evidenceControls(language)
  const parsed = check(EVIDENCE, read(controls, values))
  if ('problems' in parsed) {
    const errors = errorsAt(parsed.problems, controls, { language, values })
    return workPage(deps, request, supervisor, { status: 422, form: { language, values, errors } })
  }
  const acted = await closeWork(deps, supervisor, id, parsed.value)
  return acted.outcome === 'done'
    ? redirect(link(`/host/works/${id}`, language, { done: 'closed' }))
    : workPage(deps, request, supervisor, { status: 409, notice: { refused: acted.why } })
}

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

/** The works of a host: looking changes nothing, and what changes something comes from a page of ours. */
export const routes = (needs: () => HostWorksDeps) => {
  const shown = (page: Page) => (request: HttpRequest) =>
    asHost(needs(), request, (supervisor) => page(needs(), request, supervisor))
  const sent = (page: Page) => fromOurSite(needs, shown(page))
  return {
    '/host/works': { GET: shown(list), POST: sent(post) },
    '/host/works/{work}': { GET: shown(show), POST: sent(close) },
    '/host/works/{work}/photos/{photo}': { GET: shown(showPhoto), POST: sent(sendPhoto), maxBytes: MAX_UPLOAD },
  } satisfies Routes
}
