import * as z from 'zod'
import { DeskSearchPage, WorklistPage } from './page.tsx'
import { fullName } from '../context.ts'
import { deskMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
  sendsJson,
} from '../../../platform/http.ts'
import { staffOfPass } from '../../../usecases/access/desk-pass.ts'
import { findRequests } from '../../../usecases/desk/find-requests.ts'
import { openOwnAsk } from '../../../usecases/asks/open-own-ask.ts'
import { sendDeskLink } from '../../../usecases/access/send-sign-in-link.ts'
import { type DeskDeps, worklistOf } from '../../../usecases/desk/worklist.ts'
import { parseInput } from '../../kit/parse-input.ts'
import {
  requireStaff,
  staffHandlers,
  deskPage,
  requireSameOrigin,
  signOutCookie,
  sessionCookie,
  signedInStaff,
  workerOf,
} from '../../session/desk.ts'
import { askForLink, type SignInFlow, enter, signInPage } from '../../session/sign-in.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'

const SIGN_IN: SignInFlow<DeskDeps> = {
  path: '/desk',
  textsOf: (language) => deskMessagesOf(language).enter,
  send: sendDeskLink,
  open: async (deps, token) => {
    const staff = await staffOfPass(deps, 'enter', token)
    return (
      staff && {
        municipality: staff.municipality,
        name: fullName(staff.member),
        cookie: () => sessionCookie(deps, staff),
      }
    )
  },
}

/** Shows the sign-in page or the worklist. */
async function homePage(deps: DeskDeps, request: HttpRequest): Promise<HttpResponse> {
  const staff = await signedInStaff(deps, request)
  if (!staff && !request.wantsJson) return signInPage(SIGN_IN, deps, request)
  return requireStaff(deps, request, async (known) => {
    const worklist = await worklistOf(deps, known)
    return request.wantsJson
      ? json(200, worklist)
      : deskPage(200, rendered(WorklistPage, { ...(await workerOf(deps, known, request)), worklist }))
  })
}

async function search(deps: DeskDeps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const typed = sendsJson(request) ? request.json() : { q: request.form().get('q') ?? '' }
  const { q } = parseInput(z.strictObject({ q: z.string().trim().max(60, 'tooLong') }), typed)
  const found = await findRequests(deps, staff, q)
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

/** The routes of the desk: GET writes nothing, POST must come from a page of the desk. */
export const routes = (needs: () => DeskDeps) => {
  const { post } = staffHandlers(needs)
  const letIn = (request: HttpRequest) => enter(SIGN_IN, needs(), request)
  return {
    '/desk': {
      GET: (request) => homePage(needs(), request),
      POST: requireSameOrigin(needs, (request) => askForLink(SIGN_IN)(needs(), request)),
    },
    '/desk/enter/{token}': { GET: letIn, POST: requireSameOrigin(needs, letIn) },
    '/desk/leave': {
      POST: requireSameOrigin(needs, async ({ language }) => ({
        ...redirect(link('/desk', language)),
        cookies: [signOutCookie(needs())],
      })),
    },
    '/desk/search': { POST: post(search) },
    '/desk/asks/{ask}': { POST: post(openAsk) },
  } satisfies Routes
}
