import * as z from 'zod'
import { dayOf } from '../../../domain/base/calendar.ts'
import { language as languageSchema, writing } from '../../../domain/file/application.ts'
import { check } from '../../../domain/base/problems.ts'
import { errorsAt, type Form, read } from '../../../ui/controls.ts'
import { link } from '../../../ui/page.tsx'
import { RefusalPage } from '../../../ui/refusal.tsx'
import { rendered } from '../../../ui/render.ts'
import { type StatusContext, StatusPage, withdrawControls } from './page.tsx'
import {
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
  sendsJson,
} from '../../../platform/http.ts'
import { shiftsToCome } from '../../../domain/activity/next-shifts.ts'
import { openStatus } from '../../../usecases/asks/open-ask.ts'
import { publicLineOf } from '../../../domain/money/publication.ts'
import { renewOwnPin } from '../../../usecases/hours/renew-pin.ts'
import { resendLink } from '../../../usecases/asks/resend-link.ts'
import { PHONE_DAYS, pinOf, writeVisit } from '../../../usecases/access/visitor.ts'
import { withdraw } from '../../../usecases/procedure/withdraw.ts'
import { cookie, PHONE } from '../../session/cookies.ts'
import { requestJson } from '../../api/representation.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** What a citizen may do on the own page. Withdrawing takes an explicit yes. */
const act = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ action: z.literal('resend') }),
    z.strictObject({ action: z.literal('phone') }),
    z.strictObject({ action: z.literal('pin') }),
    z.strictObject({
      action: z.literal('withdraw'),
      confirm: z.literal('yes', 'choice'),
      reasons: writing.max(2000, 'tooLong').optional(),
    }),
  ],
  'choice',
)

/** @throws HttpProblem 404 */
async function open(deps: Deps, { parameters, query }: HttpRequest): Promise<StatusContext> {
  const opened = await openStatus(deps, parameters['id'] ?? '', parameters['secret'] ?? '')
  if (!opened) throw new HttpProblem(404, 'unknown')
  const language = languageSchema.safeParse(query['lang']).data ?? opened.file.request.application.language
  const { file, municipality } = opened
  const { id } = file.request
  return {
    ...opened,
    language,
    line: publicLineOf(file),
    path: `/requests/${id}/${parameters['secret'] ?? ''}`,
    today: dayOf(deps.clock.now()),
    next: shiftsToCome(file, municipality, deps.clock.now())[0],
    pin: await pinOf(deps, file.request),
  }
}

/**
 * A cookie may not come of a form that another site shows. The page of a person names no referrer, so a browser may say `null`
 * for where its form comes from; what is not a browser says nothing. @throws HttpProblem 403
 */
function refuseOtherSite({ publicUrl }: Deps, { headers }: HttpRequest): void {
  const { origin = 'null', 'sec-fetch-site': site } = headers
  const isOurs = site === undefined ? ['null', new URL(publicUrl).origin].includes(origin) : site === 'same-origin'
  if (!isOurs) throw new HttpProblem(403, 'otherSite')
}

/** What was done, as the address says it afterwards. */
const SAID = ['resent', 'phone', 'pin'] as const

async function show(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const context = await open(deps, request)
  if (request.wantsJson) return json(200, requestJson(context.file))
  // The address stays in a browser's history: what was new is not said again once somebody has worked on it.
  const isNew = request.query['new'] && !context.file.request.registryEntry
  const said = isNew ? ('new' as const) : SAID.find((what) => request.query[what] !== undefined)
  return html(200, rendered(StatusPage, { context, said }))
}

async function change(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const context = await open(deps, request)
  const { file, municipality, language } = context
  const values = sendsJson(request) ? new URLSearchParams() : request.form()
  const controls = withdrawControls(language)
  const action = values.get('action')
  const typed = sendsJson(request)
    ? request.json()
    : { action, ...(action === 'withdraw' ? read(controls, values) : {}) }
  const parsed = check(act, typed)
  if ('problems' in parsed) {
    if (request.wantsJson) throw new HttpProblem(422, 'invalid', { problems: parsed.problems })
    const form: Form = { language, values, errors: errorsAt(parsed.problems, controls, { language, values }) }
    return html(422, rendered(StatusPage, { context, form }))
  }
  const { id } = file.request
  const back = (query: Record<string, string>) =>
    redirect(link(`/requests/${id}/${request.parameters['secret'] ?? ''}`, language, query))
  if (parsed.value.action === 'resend') {
    await resendLink(deps, context)
    return request.wantsJson ? json(200, { resent: true }) : back({ resent: '1' })
  }
  if (parsed.value.action === 'phone') {
    refuseOtherSite(deps, request)
    const pass = await writeVisit(deps, 'phone', file.request)
    const known = cookie(deps, PHONE, pass, PHONE_DAYS * 24 * 60 * 60)
    return { ...(request.wantsJson ? json(200, { known: true }) : back({ phone: '1' })), cookies: [known] }
  }
  if (parsed.value.action === 'pin') {
    refuseOtherSite(deps, request)
    const acted = await renewOwnPin(deps, id)
    if (acted.outcome !== 'done') throw new HttpProblem(409, 'noShifts')
    return request.wantsJson ? json(200, { renewed: true }) : back({ pin: '1' })
  }
  const outcome = await withdraw(deps, id, parsed.value.reasons)
  if (outcome === 'withdrawn') return request.wantsJson ? json(200, { withdrawn: true }) : back({})
  if (request.wantsJson) throw new HttpProblem(409, outcome)
  const { office } = municipality
  return html(409, rendered(RefusalPage, { status: 409, code: outcome, values: {}, language, office }))
}

/** The citizen's own page: GET shows, POST withdraws, sends a link again, or makes a telephone known or digits anew. */
export const routes = (deps: () => Deps) =>
  ({
    '/requests/{id}/{secret}': {
      GET: (request) => show(deps(), request),
      POST: (request) => change(deps(), request),
    },
  }) satisfies Routes
