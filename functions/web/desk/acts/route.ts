import type { ActRefusal } from '../../../domain/acts/act.ts'
import { ACTS, type ActName, isAct } from '../../../domain/acts/index.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import {
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
} from '../../../platform/http.ts'
import { deskMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { actOnFile } from '../../../usecases/file/act-on-file.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'
import { form, respondEarly } from '../../kit/form.ts'
import { type StaffHandler, staffHandlers, deskPage, fileAt, workerOf } from '../../session/desk.ts'
import type { DeskContext } from '../context.ts'
import { ACT_VIEWS } from './index.ts'
import { DeskActPage } from './page.tsx'
import { actPrefix } from './view.ts'

const DENIED: readonly ActRefusal[] = ['role', 'hidden', 'conflict']

/** Responds with the reason of a refusal. @throws HttpProblem for machines */
function refusal({ wantsJson }: HttpRequest, context: DeskContext, act: ActName, why: ActRefusal): HttpResponse {
  const status = DENIED.includes(why) ? 403 : 409
  if (wantsJson) throw new HttpProblem(status, why, { detail: deskMessagesOf(context.language).refused[why] })
  return deskPage(status, rendered(DeskActPage, { context, act, refused: why }))
}

/** Does an act on a file; a failed one is shown with the submitted values. @throws HttpProblem 404 */
const actForm = <Name extends ActName>(name: Name) =>
  form({
    find: async (deps: Deps, request, staff: Staff) => {
      const file = await fileAt(deps, request, staff)
      const context: DeskContext = { file, now: deps.clock.now(), ...(await workerOf(deps, staff, request)) }
      // The form of an act would reveal something of a hidden file.
      return ACTS[name].may({ ...context, staff }) === 'hidden'
        ? respondEarly(refusal(request, context, name, 'hidden'))
        : { deps, request, staff, context, language: context.language }
    },
    controls: ({ context }) => ACT_VIEWS[name].controls(context),
    prefix: actPrefix(name),
    schema: () => ACTS[name].input,
    run: ({ deps, staff, context }, input) => actOnFile(deps, ACTS[name], staff, context.file.request.id, input),
    page: ({ context }, form) => deskPage(422, rendered(DeskActPage, { context, act: name, form })),
    done: async ({ deps, request, context, language }, acted) => {
      if (acted.outcome === 'refused') return refusal(request, context, name, acted.why)
      const { id } = context.file.request
      if (request.wantsJson) return json(200, { done: name, request: id })
      const { answer, next } = ACT_VIEWS[name]
      if (answer) return deskPage(200, await answer(deps, context, acted.file))
      return redirect(next ? link(next, language) : link(`/desk/files/${id}`, language, { done: name }))
    },
  })

const act: StaffHandler<Deps> = (deps, request, staff) => {
  const name = request.parameters['act']
  if (!isAct(name)) throw new HttpProblem(404, 'route')
  return actForm(name)(deps, request, staff)
}

/** The routes of acts on a file. */
export const routes = (needs: () => Deps) =>
  ({
    '/desk/files/{request}/{act}': { POST: staffHandlers(needs).post(act) },
  }) satisfies Routes
