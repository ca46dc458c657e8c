import type * as z from 'zod'
import type { Problem } from '../../../domain/base/problems.ts'
import { ACCEPTANCE, DECLINE, EVIDENCE } from '../../../domain/activity/work.ts'
import type { Control } from '../../../ui/controls.ts'
import type { Worker } from '../shell.tsx'
import { DeskWorkPage, DeskWorksPage, type WorkAct } from './page.tsx'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { workNoticeOf } from '../../parts/works.tsx'
import {
  ACCEPTANCE_PREFIX,
  acceptanceControls,
  DECLINE_PREFIX,
  declineControls,
  evidenceControls,
} from '../../parts/works-form.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, type Routes, redirect } from '../../../platform/http.ts'
import type { WorkActOutcome, WorkRefusal } from '../../../usecases/activity/amend-work.ts'
import { acceptWork, type AnswerDeps, declineWork } from '../../../usecases/activity/answer-work.ts'
import { addPhoto, closeWork } from '../../../usecases/activity/close-work.ts'
import { worksOf } from '../../../usecases/activity/post-work.ts'
import { form } from '../../kit/form.ts'
import { staffHandlers, type StaffHandler, deskPage, workerOf } from '../../session/desk.ts'
import { MAX_UPLOAD, photoIn, photoNameIn, servePhoto, workAt } from '../../parts/work-photos.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** Dependencies of these pages. */
export type DeskWorksDeps = AnswerDeps & Pick<Deps, 'secrets'>
type Page = StaffHandler<DeskWorksDeps>

const list: Page = async (deps, request, staff) => {
  const works = await worksOf(deps, staff.municipality)
  return deskPage(200, rendered(DeskWorksPage, { ...(await workerOf(deps, staff, request)), works }))
}

/** One of the forms on the page of a work request. */
const actForm = <Input>(
  act: WorkAct,
  its: {
    prefix: string
    /** The notice on the page after the act. */
    done: string
    controls(worker: Pick<Worker, 'language' | 'municipality'>): Control[]
    schema: z.ZodType<Input>
    run(
      deps: DeskWorksDeps,
      staff: Staff,
      id: string,
      input: Input,
    ): Promise<WorkActOutcome | { outcome: 'invalid'; problems: Problem[] }>
  },
) =>
  form({
    formOnly: true,
    find: async (deps: DeskWorksDeps, request, staff: Staff) => ({
      deps,
      request,
      staff,
      work: await workAt(deps, request, staff.municipality),
      ...(await workerOf(deps, staff, request)),
    }),
    controls: (worker) => its.controls(worker),
    prefix: its.prefix,
    schema: () => its.schema,
    run: ({ deps, staff, work }, input) => its.run(deps, staff, work.id, input),
    page: ({ deps, request, staff }, form) => workPage(deps, request, staff, { status: 422, sent: { act, form } }),
    done: ({ deps, request, staff, work, language }, acted) =>
      acted.outcome === 'done'
        ? redirect(link(`/desk/works/${work.id}`, language, { done: its.done }))
        : refusedPage(deps, request, staff, acted.why),
  })

const ACT_FORMS: Record<WorkAct, Page> = {
  accept: actForm('accept', {
    prefix: ACCEPTANCE_PREFIX,
    done: 'accepted',
    controls: ({ language, municipality }) => acceptanceControls(language, municipality),
    schema: ACCEPTANCE,
    run: acceptWork,
  }),
  decline: actForm('decline', {
    prefix: DECLINE_PREFIX,
    done: 'declined',
    controls: ({ language }) => declineControls(language),
    schema: DECLINE,
    run: declineWork,
  }),
  close: actForm('close', {
    prefix: '',
    done: 'closed',
    controls: ({ language }) => evidenceControls(language),
    schema: EVIDENCE,
    run: closeWork,
  }),
}
const isAct = (name: string): name is WorkAct => Object.hasOwn(ACT_FORMS, name)

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

const show: Page = (deps, request, staff) =>
  workPage(deps, request, staff, { notice: workNoticeOf(request.query['done']) })

const refusedPage = (deps: DeskWorksDeps, request: HttpRequest, staff: Staff, why: WorkRefusal) =>
  workPage(deps, request, staff, { status: why === 'role' ? 403 : 409, notice: { refused: why } })

/** @throws HttpProblem 404 */
const act: Page = (deps, request, staff) => {
  const name = request.parameters['act'] ?? ''
  if (!isAct(name)) throw new HttpProblem(404, 'route')
  return ACT_FORMS[name](deps, request, staff)
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

/** The routes of work requests at the desk: GET writes nothing, POST must come from a page of the desk. */
export const routes = (needs: () => DeskWorksDeps) => {
  const { get, post } = staffHandlers(needs)
  return {
    '/desk/works': { GET: get(list) },
    '/desk/works/{work}': { GET: get(show) },
    '/desk/works/{work}/{act}': { POST: post(act) },
    '/desk/works/{work}/photos/{photo}': { GET: get(showPhoto), POST: post(sendPhoto), maxBytes: MAX_UPLOAD },
  } satisfies Routes
}
