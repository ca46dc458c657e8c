import * as z from 'zod'
import { dayOf } from '../../../domain/base/calendar.ts'
import { language as languageSchema, writing } from '../../../domain/file/application.ts'
import { readValues } from '../../../ui/controls.ts'
import { link } from '../../../ui/page.tsx'
import { RefusalPage } from '../../../ui/refusal.tsx'
import { rendered } from '../../../ui/render.ts'
import type { StatusContext } from './context.ts'
import { StatusPage, withdrawControls } from './page.tsx'
import {
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
} from '../../../platform/http.ts'
import { shiftsToCome } from '../../../domain/hours/next-shifts.ts'
import { openStatus } from '../../../usecases/asks/open-ask.ts'
import { publicLineOf } from '../../../domain/money/publication.ts'
import { renewOwnPin } from '../../../usecases/hours/renew-pin.ts'
import { resendLink } from '../../../usecases/asks/resend-link.ts'
import { PHONE_DAYS } from '../../../domain/base/sessions.ts'
import { pinOf, writeVisit } from '../../../usecases/access/visitor.ts'
import { withdraw } from '../../../usecases/procedure/withdraw.ts'
import { form } from '../../kit/form.ts'
import { cookie, PHONE } from '../../session/cookies.ts'
import { requestJson } from '../../api/representation.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** Acts of a citizen on their own page. Withdrawal needs an explicit yes. */
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
 * Rejects forms of other sites, because they would set a cookie. The page sends no referrer, so browsers may send `null`
 * as origin; other clients send none.
 * @throws HttpProblem 403
 */
function refuseOtherSite({ publicUrl }: Deps, { headers }: HttpRequest): void {
  const { origin = 'null', 'sec-fetch-site': site } = headers
  const isOurs = site === undefined ? ['null', new URL(publicUrl).origin].includes(origin) : site === 'same-origin'
  if (!isOurs) throw new HttpProblem(403, 'otherSite')
}

/** Query parameters that name the act just done. */
const SAID = ['resent', 'phone', 'pin'] as const

async function show(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const context = await open(deps, request)
  if (request.wantsJson) return json(200, requestJson(context.file))
  // The address stays in the browser's history, so the notice is not repeated after a later change.
  const isNew = request.query['new'] && !context.file.request.registryEntry
  const said = isNew ? ('new' as const) : SAID.find((what) => request.query[what] !== undefined)
  return html(200, rendered(StatusPage, { context, said }))
}

type Change = z.infer<typeof act>

/** Responds to a change with JSON, or with a redirect to the page. */
const changed = (
  request: HttpRequest,
  { path, language }: StatusContext,
  key: string,
  query: Record<string, string>,
) => (request.wantsJson ? json(200, { [key]: true }) : redirect(link(path, language, query)))

async function makePhoneKnown(deps: Deps, request: HttpRequest, context: StatusContext): Promise<HttpResponse> {
  refuseOtherSite(deps, request)
  const pass = await writeVisit(deps, 'phone', context.file.request)
  const known = cookie(deps, PHONE, pass, PHONE_DAYS * 24 * 60 * 60)
  return { ...changed(request, context, 'known', { phone: '1' }), cookies: [known] }
}

async function renewDigits(deps: Deps, request: HttpRequest, context: StatusContext): Promise<HttpResponse> {
  refuseOtherSite(deps, request)
  const renewed = await renewOwnPin(deps, context.file.request.id)
  if (renewed.outcome !== 'done') throw new HttpProblem(409, 'noShifts')
  return changed(request, context, 'renewed', { pin: '1' })
}

async function withdrawRequest(
  deps: Deps,
  request: HttpRequest,
  context: StatusContext,
  reasons: string | undefined,
): Promise<HttpResponse> {
  const outcome = await withdraw(deps, context.file.request.id, reasons)
  if (outcome === 'withdrawn') return changed(request, context, 'withdrawn', {})
  if (request.wantsJson) throw new HttpProblem(409, outcome)
  const { language, municipality } = context
  const { office } = municipality
  return html(409, rendered(RefusalPage, { status: 409, code: outcome, values: {}, language, office }))
}

async function run(deps: Deps, request: HttpRequest, context: StatusContext, wanted: Change): Promise<HttpResponse> {
  switch (wanted.action) {
    case 'resend':
      await resendLink(deps, context)
      return changed(request, context, 'resent', { resent: '1' })
    case 'phone':
      return makePhoneKnown(deps, request, context)
    case 'pin':
      return renewDigits(deps, request, context)
    case 'withdraw':
      return withdrawRequest(deps, request, context, wanted.reasons)
  }
}

const change = form({
  find: async (deps: Deps, request) => {
    const context = await open(deps, request)
    return { deps, request, context, language: context.language }
  },
  controls: ({ language }) => withdrawControls(language),
  read: ({ language }, values) => {
    const action = values.get('action')
    return { typed: { action, ...(action === 'withdraw' ? readValues(withdrawControls(language), values) : {}) } }
  },
  schema: () => act,
  run: ({ deps, request, context }, wanted) => run(deps, request, context, wanted),
  page: ({ context }, form) => html(422, rendered(StatusPage, { context, form })),
  done: (_, response) => response,
})

/** The routes of the citizen's own page: GET shows; POST withdraws, resends a link, registers a phone or renews the PIN. */
export const routes = (deps: () => Deps) =>
  ({
    '/requests/{id}/{secret}': {
      GET: (request) => show(deps(), request),
      POST: (request) => change(deps(), request),
    },
  }) satisfies Routes
