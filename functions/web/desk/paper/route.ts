import { knowsNeeds, hasAccess } from '../../../domain/file/sealed.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, type Routes } from '../../../platform/http.ts'
import type { Papers } from '../../../usecases/ports/press.ts'
import type { Basics } from '../../kit/basics.ts'
import { servePaper } from '../../parts/paper.ts'
import { staffHandlers, fileAt } from '../../session/desk.ts'

type Needs = Basics & { papers: Papers }

/** Serves a paper to staff who may see the file. @throws HttpProblem 404, PaperAltered */
async function staffPaper(deps: Needs, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const { request: file } = await fileAt(deps, request, staff)
  if (!hasAccess(file, staff.member, deps.clock.now()) || !knowsNeeds(staff.member))
    throw new HttpProblem(404, 'unknown')
  return servePaper(deps, file, request.parameters['paper'] ?? '', request.headers)
}

/** The papers of any file, for staff who may see it. */
export const routes = (needs: () => Needs) =>
  ({ '/desk/files/{request}/papers/{paper}': { GET: staffHandlers(needs).get(staffPaper) } }) satisfies Routes
