import { isAct } from '../../../domain/acts/index.ts'
import { hasAccess } from '../../../domain/file/sealed.ts'
import { DeskFilePage, SealedFilePage } from './page.tsx'
import type { DeskContext } from '../context.ts'
import { rendered } from '../../../ui/render.ts'
import { type HttpRequest, type HttpResponse, json, type Routes } from '../../../platform/http.ts'
import { verifyTrail } from '../../../usecases/procedure/verify-trail.ts'
import type { Papers } from '../../../usecases/ports/press.ts'
import type { Basics } from '../../kit/basics.ts'
import { staffHandlers, deskPage, fileAt, workerOf } from '../../session/desk.ts'
import { requestJson, sealedJson } from '../../api/representation.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'

type Needs = Basics & {
  papers: Papers
  /** Returns the time at which the workflow of a request stopped, if it has. */
  stuckSince(request: string): Promise<string | undefined>
}

/** Shows a file, or only that it exists and is sealed. */
async function showFile(deps: Needs, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const file = await fileAt(deps, request, staff)
  const { id } = file.request
  const context: DeskContext = { file, now: deps.clock.now(), ...(await workerOf(deps, staff, request)) }
  const done = isAct(request.query['done']) ? request.query['done'] : undefined
  if (!hasAccess(file.request, staff.member, context.now))
    return request.wantsJson
      ? json(200, sealedJson(file.request))
      : deskPage(200, rendered(SealedFilePage, { context, done }))
  const [verdict, trail, stuckSince] = await Promise.all([
    verifyTrail(deps, id),
    deps.files.trail(id),
    deps.stuckSince(id),
  ])
  if (request.wantsJson)
    return json(200, { ...requestJson(file), caseOfficer: file.request.caseOfficer ?? null, trail, verdict })
  return deskPage(200, rendered(DeskFilePage, { context, trail, verdict, stuckSince, done }))
}

/** The page of a file. */
export const routes = (needs: () => Needs) =>
  ({
    '/desk/files/{request}': { GET: staffHandlers(needs).get(showFile) },
  }) satisfies Routes
