import type { Problem } from '../../../domain/base/problems.ts'
import { ACCEPTANCE, DECLINE, EVIDENCE } from '../../../domain/activity/work.ts'
import { type Control, errorsAt, read } from '../../../ui/controls.ts'
import type { Worker } from '../home/page.tsx'
import { DeskWorkPage, DeskWorksPage, type WorkAct } from './page.tsx'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { noticeIn } from '../../parts/works.tsx'
import { ACCEPT, acceptanceControls, DECLINED, declineControls, evidenceControls } from '../../parts/works-form.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, type Routes, redirect } from '../../../platform/http.ts'
import type { WorkActed, WorkRefused } from '../../../usecases/activity/amend-work.ts'
import { acceptWork, type AnswerDeps, declineWork } from '../../../usecases/activity/answer-work.ts'
import { addPhoto, closeWork } from '../../../usecases/activity/close-work.ts'
import { worksOf } from '../../../usecases/activity/post-work.ts'
import { checked } from '../../kit/checked.ts'
import { atDesk, type AtDesk, deskPage, workerOf } from '../../session/desk.ts'
import { MAX_UPLOAD, photoIn, photoNameIn, servePhoto, workAt } from '../../parts/work-photos.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** What these pages need of the world. */
export type DeskWorksDeps = AnswerDeps & Pick<Deps, 'secrets'>
type Page = AtDesk<DeskWorksDeps>

const list: Page = async (deps, request, staff) => {
  const works = await worksOf(deps, staff.municipality)
  return deskPage(200, rendered(DeskWorksPage, { ...(await workerOf(deps, staff, request)), works }))
}

type Told = WorkActed | { outcome: 'invalid'; problems: Problem[] }
type Act = {
  prefix: string
  /** What the page says once it is done. */
  done: string
  controls(worker: Pick<Worker, 'language' | 'municipality'>): Control[]
  run(deps: DeskWorksDeps, staff: Staff, id: string, typed: unknown): Promise<Told>
}

const ACTS: Record<WorkAct, Act> = {
  accept: {
    prefix: ACCEPT,
    done: 'accepted',
    controls: ({ language, municipality }) => acceptanceControls(language, municipality),
    run: checked(ACCEPTANCE, acceptWork),
  },
  decline: {
    prefix: DECLINED,
    done: 'declined',
    controls: ({ language }) => declineControls(language),
    run: checked(DECLINE, declineWork),
  },
  close: {
    prefix: '',
    done: 'closed',
    controls: ({ language }) => evidenceControls(language),
    run: checked(EVIDENCE, closeWork),
  },
}
const isAct = (name: string): name is WorkAct => Object.hasOwn(ACTS, name)

type More = Pick<Parameters<typeof DeskWorkPage>[0], 'notice' | 'sent'> & { status?: number }
async function workPage(
  deps: DeskWorksDeps,
  request: HttpRequest,
  staff: Staff,
  { status = 200, ...more }: More = {},
): Promise<HttpResponse> {
  const work = await workAt(deps, request, staff.municipality)
  return deskPage(status, rendered(DeskWorkPage, { ...(await workerOf(deps, staff, request)), work, ...more }))
}

const show: Page = (deps, request, staff) => workPage(deps, request, staff, { notice: noticeIn(request.query['done']) })

const refusedPage = (deps: DeskWorksDeps, request: HttpRequest, staff: Staff, why: WorkRefused) =>
  workPage(deps, request, staff, { status: why === 'role' ? 403 : 409, notice: { refused: why } })

/** What is wrong goes back to its form, what is refused is told, what is done is shown. @throws HttpProblem 404 */
const act: Page = async (deps, request, staff) => {
  const { language } = request
  const { id } = await workAt(deps, request, staff.municipality)
  const name = request.parameters['act'] ?? ''
  if (!isAct(name)) throw new HttpProblem(404, 'route')
  const { prefix, done, run, ...its } = ACTS[name]
  const values = request.form()
  const controls = its.controls(await workerOf(deps, staff, request))
  const acted = await run(deps, staff, id, read(controls, values, prefix))
  if (acted.outcome === 'done') return redirect(link(`/desk/works/${id}`, language, { done }))
  if (acted.outcome === 'refused') return refusedPage(deps, request, staff, acted.why)
  const errors = errorsAt(acted.problems, controls, { language, values }, prefix)
  return workPage(deps, request, staff, { status: 422, sent: { act: name, form: { language, values, errors } } })
}

const showPhoto: Page = async (deps, request, staff) =>
  servePhoto(deps, request, await workAt(deps, request, staff.municipality))

const sendPhoto: Page = async (deps, request, staff) => {
  const { id } = await workAt(deps, request, staff.municipality)
  const photo = photoNameIn(request)
  const acted = await addPhoto(deps, staff, id, photo, await photoIn(request))
  if (acted.outcome === 'done') return redirect(link(`/desk/works/${id}`, request.language, { done: 'photo' }))
  return acted.outcome === 'invalid'
    ? workPage(deps, request, staff, { status: 422, notice: { photo, problem: acted.problem } })
    : refusedPage(deps, request, staff, acted.why)
}

/** Work requests at the desk: looking changes nothing, and what changes something comes from a page of the desk. */
export const routes = (needs: () => DeskWorksDeps) => {
  const { get, post } = atDesk(needs)
  return {
    '/desk/works': { GET: get(list) },
    '/desk/works/{work}': { GET: get(show) },
    '/desk/works/{work}/{act}': { POST: post(act) },
    '/desk/works/{work}/photos/{photo}': { GET: get(showPhoto), POST: post(sendPhoto), maxBytes: MAX_UPLOAD },
  } satisfies Routes
}
