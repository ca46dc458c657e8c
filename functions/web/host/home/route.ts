import * as z from 'zod'
import { day, timeOfDay } from '../../../domain/base/calendar.ts'
import { ACCIDENT, secondsToNextStep } from '../../../domain/hours/site.ts'
import { blank } from '../../../ui/controls.ts'
import { formatOf } from '../../../texts/format.ts'
import { siteMessagesOf } from '../../../texts/messages.ts'
import { siteSentence } from '../../../texts/sentences.ts'
import { accidentControls } from '../../parts/accident-form.ts'
import { HostAccidentPage } from './accident-page.tsx'
import { HostCodePage } from './code-page.tsx'
import { HostHoursPage, OTHER_DAY, rowName } from './hours-page.tsx'
import { HostPage } from './page.tsx'
import type { HostContext } from '../shell.tsx'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  type Routes,
  redirect,
} from '../../../platform/http.ts'
import { hostOfPass } from '../../../usecases/access/host-pass.ts'
import { hostView } from '../../../usecases/desk/host-view.ts'
import { openAskOf } from '../../../usecases/asks/open-own-ask.ts'
import { recordSheet } from '../../../usecases/hours/record-sheet.ts'
import { reportAccidentAt } from '../../../usecases/hours/report-accident.ts'
import { sendHostLink } from '../../../usecases/access/send-sign-in-link.ts'
import { siteAddress } from '../../../usecases/hours/site-code.ts'
import { deskPage, requireSameOrigin } from '../../session/desk.ts'
import { form } from '../../kit/form.ts'
import { requireHost, hostCookie, signedInHost, hostSignOutCookie } from '../../session/host.ts'
import { askForLink, type SignInFlow, enter, signInPage } from '../../session/sign-in.ts'
import type { Supervisor } from '../../../domain/municipality/actors.ts'
import type { Lists } from '../../../usecases/ports/lists.ts'
import type { Pauses } from '../../../usecases/ports/pauses.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** Dependencies of the pages of a host. */
export type HostDeps = Omit<Deps, 'drafts' | 'writeAgreement'> & { lists: Pick<Lists, 'placedAt'>; pauses: Pauses }

const SIGN_IN: SignInFlow<HostDeps> = {
  path: '/host',
  textsOf: (language) => siteMessagesOf(language).enter,
  send: sendHostLink,
  open: async (deps, token) => {
    const supervisor = await hostOfPass(deps, 'hostEnter', token)
    return (
      supervisor && {
        municipality: supervisor.municipality,
        name: supervisor.host.name,
        cookie: () => hostCookie(deps, supervisor),
      }
    )
  },
}

/** A page of the host the request comes from. */
type Page = (deps: HostDeps, request: HttpRequest, supervisor: Supervisor) => Promise<HttpResponse>

const contextOf = async (
  { configuration }: HostDeps,
  { municipality, host }: Supervisor,
  { language }: HttpRequest,
): Promise<HostContext> => ({ host, municipality: await configuration.of(municipality), language })

const homePage: Page = async (deps, request, supervisor) => {
  const view = await hostView(deps, supervisor)
  const isReported = request.query['reported'] !== undefined
  return deskPage(200, rendered(HostPage, { ...(await contextOf(deps, supervisor, request)), view, isReported }))
}

const code: Page = async (deps, request, supervisor) => {
  const context = await contextOf(deps, supervisor, request)
  const now = deps.clock.now()
  const seconds = secondsToNextStep(now)
  const changesAt = formatOf(request.language).time(new Date(Date.parse(now) + seconds * 1000).toISOString())
  return html(
    200,
    rendered(HostCodePage, { ...context, seconds, changesAt, address: await siteAddress(deps, context, now) }),
  )
}

const hours: Page = async (deps, request, supervisor) => {
  const { guests } = await hostView(deps, supervisor)
  const saved = z.coerce.number().int().min(0).safeParse(request.query['saved']).data
  return deskPage(200, rendered(HostHoursPage, { ...(await contextOf(deps, supervisor, request)), guests, saved }))
}

const CHOSEN = new RegExp(`^([0-9a-z]{26})\\.(\\d{4}-\\d{2}-\\d{2}|${OTHER_DAY})\\.(?:state|on)$`)
const ABSENT = { excused: true, unexcused: false } as const
const row = z.union([
  z
    .object({ on: day, state: z.enum(['excused', 'unexcused']) })
    .transform(({ on, state }) => ({ on, excused: ABSENT[state] })),
  z
    .object({ on: day, state: z.literal('there'), from: timeOfDay, to: timeOfDay })
    .transform(({ on, from, to }) => ({ on, from, to })),
])

/** The filled rows of the grid; `row` is undefined for an incomplete one, which does not stop the others. */
const sheet = z.array(z.object({ name: z.string(), request: z.string(), row: row.optional().catch(undefined) }))

/** Reads the filled rows of the grid. */
const readRows = (values: URLSearchParams) =>
  [...values].flatMap(([field, value]) => {
    const [, request, on] = CHOSEN.exec(field) ?? []
    if (!request || !on || !value) return []
    const name = rowName(request, on)
    const [from, to] = [values.get(`${name}.from`), values.get(`${name}.to`)]
    const isOther = on === OTHER_DAY
    return [{ name, request, row: { on: isOther ? value : on, state: isOther ? 'there' : value, from, to } }]
  })

/** Records the complete rows, and shows the others with what is wrong with them. */
const writeHours = form({
  formOnly: true,
  find: async (deps: HostDeps, request, supervisor: Supervisor) => {
    const context = await contextOf(deps, supervisor, request)
    return { deps, supervisor, context, language: context.language }
  },
  read: (_, values) => ({ typed: readRows(values) }),
  schema: () => sheet,
  run: async ({ deps, supervisor }, typed) => {
    const rows = typed.map((each) => ({ ...each, row: each.row && { request: each.request, ...each.row } }))
    const complete = rows.flatMap((each) => each.row ?? [])
    const { saved, problems } = await recordSheet(deps, supervisor, complete)
    const wrong = rows.flatMap((each) => {
      const problem = problems.find(({ row }) => row === each.row)?.problem
      return each.row && !problem ? [] : [{ ...each, problem }]
    })
    return { saved, wrong }
  },
  page: async ({ deps, supervisor, context }, form) => {
    const { guests } = await hostView(deps, supervisor)
    return deskPage(422, rendered(HostHoursPage, { ...context, guests, form }))
  },
  done: async ({ deps, supervisor, context, language }, { saved, wrong }, values) => {
    if (wrong.length === 0) return redirect(link('/host/hours', language, { saved: String(saved) }))
    const { guests } = await hostView(deps, supervisor)
    const { weekday } = formatOf(language)
    const { grid } = siteMessagesOf(language)
    const errors = wrong.map(({ name, request, row, problem }) => {
      const person = guests.find((guest) => guest.request === request)?.name ?? ''
      return {
        name: `${name}.state`,
        label: row ? `${person}, ${weekday(row.on)}` : person,
        message: problem ? siteSentence(problem, language) : grid.incomplete,
      }
    })
    const form = { language, values, errors }
    return deskPage(422, rendered(HostHoursPage, { ...context, guests, form, saved }))
  },
})

const openAsk: Page = async (deps, request, { municipality, host }) => {
  const to = { role: 'host', id: host.id } as const
  const address = await openAskOf(deps, municipality, to, request.parameters['ask'] ?? '')
  if (!address) throw new HttpProblem(410, 'closed')
  return redirect(link(address, request.language))
}

/** Finds the person that an accident is about. @throws HttpProblem 404 */
async function guestAt(deps: HostDeps, request: HttpRequest, supervisor: Supervisor) {
  const { guests } = await hostView(deps, supervisor)
  const guest = guests.find((each) => each.request === request.parameters['request'])
  if (!guest) throw new HttpProblem(404, 'noFile')
  return { ...(await contextOf(deps, supervisor, request)), guest }
}

const accident: Page = async (deps, request, supervisor) =>
  deskPage(200, rendered(HostAccidentPage, await guestAt(deps, request, supervisor)))

const reportAccident = form({
  formOnly: true,
  find: async (deps: HostDeps, request, supervisor: Supervisor) => ({
    deps,
    supervisor,
    ...(await guestAt(deps, request, supervisor)),
  }),
  controls: ({ language }) => accidentControls(language),
  schema: () => ACCIDENT,
  run: ({ deps, supervisor, guest }, report) => reportAccidentAt(deps, supervisor, guest.request, report),
  page: ({ deps: _, supervisor: __, ...context }, form) =>
    deskPage(422, rendered(HostAccidentPage, { ...context, form })),
  done: ({ deps: _, supervisor: __, ...context }, { outcome }, values) =>
    outcome === 'done'
      ? redirect(link('/host', context.language, { reported: '1' }))
      : deskPage(
          409,
          rendered(HostAccidentPage, { ...context, isRefused: true, form: blank(context.language, values) }),
        ),
})

/** The routes of a host: GET writes nothing, POST must come from a page of ours. */
export const routes = (needs: () => HostDeps) => {
  /** Serves a page to a supervisor, or the sign-in page to anybody else. */
  const known = (page: Page) => async (request: HttpRequest) => {
    const deps = needs()
    const isDoor = request.route === SIGN_IN.path && !request.wantsJson
    if (isDoor && !(await signedInHost(deps, request))) return signInPage(SIGN_IN, deps, request)
    return requireHost(deps, request, (supervisor) => page(deps, request, supervisor))
  }
  const post = (handle: (request: HttpRequest) => Promise<HttpResponse>) => requireSameOrigin(needs, handle)
  const letIn = (request: HttpRequest) => enter(SIGN_IN, needs(), request)
  return {
    '/host': { GET: known(homePage), POST: post((request) => askForLink(SIGN_IN)(needs(), request)) },
    '/host/enter/{token}': { GET: letIn, POST: post(letIn) },
    '/host/leave': {
      POST: post(async ({ language }) => ({
        ...redirect(link(SIGN_IN.path, language)),
        cookies: [hostSignOutCookie(needs())],
      })),
    },
    '/host/code': { GET: known(code) },
    '/host/hours': { GET: known(hours), POST: post(known(writeHours)) },
    '/host/asks/{ask}': { POST: post(known(openAsk)) },
    '/host/accidents/{request}': { GET: known(accident), POST: post(known(reportAccident)) },
  } satisfies Routes
}
