import { language as languageSchema } from '../../../domain/file/application.ts'
import { entriesOf } from '../../../domain/hours/ledger.ts'
import { disputeInput, type DisputeAction, type DisputeContext, formWith, MISSING_HOURS, readDispute } from './form.ts'
import { DisputesPage } from './page.tsx'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
} from '../../../platform/http.ts'
import { comingShifts } from '../../../domain/hours/next-shifts.ts'
import { announceAbsence } from '../../../usecases/hours/announce-absence.ts'
import { disputeHours } from '../../../usecases/hours/dispute-hours.ts'
import { disputableOf, openPeriodsOf } from '../../../domain/hours/disputes.ts'
import { openStatus } from '../../../usecases/asks/open-ask.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'
import { form } from '../../kit/form.ts'

/** @throws HttpProblem 404 */
async function open(deps: Deps, { parameters, query }: HttpRequest): Promise<DisputeContext> {
  const opened = await openStatus(deps, parameters['id'] ?? '', parameters['secret'] ?? '')
  if (!opened) throw new HttpProblem(404, 'unknown')
  const language = languageSchema.safeParse(query['lang']).data ?? opened.file.request.application.language
  const path = `/requests/${opened.file.request.id}/${parameters['secret'] ?? ''}`
  return { ...opened, language, path, now: deps.clock.now() }
}

/** Returns the entries as JSON, with the last day to dispute each; undisputed entries stand. */
function entriesJson(context: DisputeContext) {
  const open = new Map(disputableOf(context).map(({ entry, until }) => [entry.id, until]))
  return {
    entries: entriesOf(context.file.postings).map(({ id, on, minutes, counted, state, absence }) => ({
      entry: id,
      on,
      minutes,
      countedMinutes: counted,
      state,
      excused: absence?.excused ?? null,
      disputeUntil: open.get(id) ?? null,
    })),
    missing: openPeriodsOf(context).map(({ period: { from, to }, until }) => ({
      from,
      to,
      disputeUntil: until ?? null,
    })),
    coming: comingShifts(context).map(({ on, starts, ends }) => ({ on, starts, ends })),
    disputes: (context.file.request.disputes ?? []).map(({ number, entry, on, minutes, at, ruling }) => ({
      number,
      entry,
      on,
      minutes: minutes ?? null,
      at,
      upheld: ruling?.upheld ?? null,
      upheldMinutes: ruling?.minutes ?? null,
    })),
  }
}

async function show(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const context = await open(deps, request)
  if (request.wantsJson) return json(200, entriesJson(context))
  const said: DisputeAction | undefined = (['dispute', 'absence'] as const).find(
    (each) => each === request.query['said'],
  )
  return html(200, rendered(DisputesPage, { context, said }))
}

const change = form({
  find: async (deps: Deps, request) => ({ deps, request, ...(await open(deps, request)) }),
  read: (context, values) => ({ typed: readDispute(context, values) }),
  schema: () => disputeInput,
  run: async ({ deps, file }, { action, ...said }) => ({
    action,
    ...('about' in said
      ? await disputeHours(deps, file, { ...said, entry: said.about === MISSING_HOURS ? undefined : said.about })
      : await announceAbsence(deps, file, said)),
  }),
  errors: (context, problems, values) => formWith(context, values, problems).errors,
  page: ({ deps: _, request: __, ...context }, form) => html(422, rendered(DisputesPage, { context, form })),
  done: ({ request, language, path }, result) => {
    if (result.outcome === 'over') throw new HttpProblem(409, 'activityOver')
    const { action, written } = result
    return request.wantsJson
      ? json(200, { recorded: written, action })
      : redirect(link(`${path}/disputes`, language, { said: action }))
  },
})

/** The routes of recorded hours: GET shows them, POST disputes them or announces an absence. */
export const routes = (deps: () => Deps) =>
  ({
    '/requests/{id}/{secret}/disputes': {
      GET: (request) => show(deps(), request),
      POST: (request) => change(deps(), request),
    },
  }) satisfies Routes
