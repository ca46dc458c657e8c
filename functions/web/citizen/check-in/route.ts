import * as z from 'zod'
import { language as languageSchema } from '../../../domain/file/application.ts'
import type { Problem } from '../../../domain/base/problems.ts'
import {
  type CheckInContext,
  CheckInPage,
  CheckInRefusedPage,
  CheckedInPage,
  IdentifyPage,
  whoControls,
} from './page.tsx'
import { siteMessagesOf } from '../../../texts/messages.ts'
import { rendered } from '../../../ui/render.ts'
import { type HttpRequest, type HttpResponse, json, type Routes } from '../../../platform/http.ts'
import { directionOf, entryProblem } from '../../../domain/hours/check-in.ts'
import { visit } from '../../../usecases/hours/check-in.ts'
import { readScanPass, type Site, siteNamed, stepOfCode, writeScanPass } from '../../../usecases/hours/site-code.ts'
import { readVisit, requestByPin, writeVisit } from '../../../usecases/access/visitor.ts'
import { form } from '../../kit/form.ts'
import { cookieName, PHONE } from '../../session/cookies.ts'
import { deskPage, requireSameOrigin } from '../../session/desk.ts'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import type { Pauses } from '../../../usecases/ports/pauses.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** Dependencies of the check-in at a site: no mail, no workflow. */
export type CheckInDeps = Pick<Deps, 'clock' | 'files' | 'register' | 'configuration' | 'secrets' | 'publicUrl'> & {
  pauses: Pauses
}

type Refusal = Omit<Problem, 'field'>
type Here = { deps: CheckInDeps; request: HttpRequest; site: Site; context: CheckInContext & { path: string } }

const REFUSED_STATUS: Record<string, number> = {
  'here.forged': 404,
  'here.noSite': 404,
  'here.expired': 410,
  'here.seen': 410,
}

function refused({ request, context }: Pick<Here, 'request' | 'context'>, problem: Refusal): HttpResponse {
  const status = REFUSED_STATUS[problem.code] ?? 409
  return request.wantsJson
    ? json(status, { refused: problem.code })
    : deskPage(status, rendered(CheckInRefusedPage, { ...context, problem }))
}

/** Finds the file of the visitor, by the number typed before or by the phone. */
async function fileOf({ deps, request, site }: Here, visitor: string): Promise<CaseFile | undefined> {
  const code = site.municipality.office.municipality
  const phone = request.query['other'] ? '' : (request.cookies[cookieName(deps, PHONE)] ?? '')
  return visitor ? readVisit(deps, 'visitor', code, visitor) : readVisit(deps, 'phone', code, phone)
}

/** Renders the check-in button, or why this person cannot check in now. */
async function button(here: Here, file: CaseFile, seen: string, visitor?: string): Promise<HttpResponse> {
  const { deps, site, context, request } = here
  const now = deps.clock.now()
  const known = { file, municipality: site.municipality, now }
  const direction = directionOf(known)
  const problem = direction === 'in' ? entryProblem(known, site.host.id) : undefined
  if (problem) return refused(here, problem)
  const { applicant, language } = file.request.application
  return deskPage(
    200,
    rendered(CheckInPage, {
      ...context,
      // The person's language, unless the address names another.
      language: languageSchema.safeParse(request.query['lang']).data ?? language,
      seen,
      visitor,
      firstName: applicant.firstName,
      direction,
      since: file.request.present?.since,
    }),
  )
}

/** Renders the page of a code without recording anything. */
async function show(here: Here): Promise<HttpResponse> {
  const { deps, request, site, context } = here
  const step = await stepOfCode(deps, site, request.parameters['code'] ?? '')
  if (typeof step === 'string') return refused(here, { code: `here.${step}` })
  const seen = await writeScanPass(deps, site, step)
  const file = await fileOf(here, '')
  return file ? button(here, file, seen) : deskPage(200, rendered(IdentifyPage, { ...context, seen }))
}

const who = z.strictObject({
  number: z.string('required').trim().min(1, 'required').max(40, 'tooLong'),
  pin: z.string('required').trim().min(1, 'required').max(40, 'tooLong'),
})

/** Identifies a visitor by number and PIN, and renders the button. */
const identify = form({
  formOnly: true,
  find: async (_deps: CheckInDeps, _request, here: Here, seen: string) => ({
    ...here,
    seen,
    language: here.context.language,
  }),
  controls: ({ language }) => whoControls(language),
  read: (_, values) => ({
    typed: { number: values.get('number') ?? undefined, pin: (values.get('pin') ?? '').replace(/\s/g, '') },
  }),
  schema: () => who,
  run: ({ deps, site }, { number, pin }) =>
    requestByPin(deps, { municipality: site.municipality.office.municipality, host: site.host.id }, number, pin),
  page: ({ context, seen }, form) => deskPage(422, rendered(IdentifyPage, { ...context, seen, form })),
  done: async (here, found, values) => {
    const { context, language, seen } = here
    if (typeof found === 'object')
      return button(here, found, seen, await writeVisit(here.deps, 'visitor', found.request))
    const { here: m } = siteMessagesOf(language)
    const errors = [{ name: 'number', label: m.number.label, message: m[found] }]
    const status = found === 'wrong' ? 422 : 429
    return deskPage(status, rendered(IdentifyPage, { ...context, seen, form: { language, values, errors } }))
  },
})

/** Records a check-in or check-out, or asks for the number first. */
async function record(here: Here): Promise<HttpResponse> {
  const { deps, request, site, context } = here
  const values = request.form()
  const seen = values.get('seen') ?? ''
  const step = await readScanPass(deps, site, seen)
  if (step === undefined) return refused(here, { code: 'here.seen' })
  const direction = z.enum(['in', 'out']).safeParse(values.get('direction')).data
  if (!direction) return identify(deps, request, here, seen)
  const file = await fileOf(here, values.get('visitor') ?? '')
  if (!file) return deskPage(401, rendered(IdentifyPage, { ...context, seen }))
  const visited = await visit(deps, file.request.id, { host: site.host.id, step, direction })
  if (visited.outcome === 'refused') return refused(here, visited.problem)
  return request.wantsJson
    ? json(200, { outcome: visited.outcome })
    : deskPage(200, rendered(CheckedInPage, { ...context, visited }))
}

/** The routes of the code at a site: GET shows, POST records. */
export const routes = (needs: () => CheckInDeps) => {
  const at = (handle: (here: Here) => Promise<HttpResponse>) => async (request: HttpRequest) => {
    const deps = needs()
    const name = request.parameters['site'] ?? ''
    const site = await siteNamed(deps, name)
    const { language } = request
    const path = `/here/${name}/${request.parameters['code'] ?? ''}`
    const context = { language, office: site?.municipality.office, hostName: site?.host.name ?? '', path }
    return site
      ? handle({ deps, request, site, context })
      : refused({ request, context: { ...context, path: '/' } }, { code: 'here.noSite' })
  }
  return {
    '/here/{site}/{code}': {
      GET: at(show),
      POST: requireSameOrigin(needs, at(record)),
    },
  } satisfies Routes
}
