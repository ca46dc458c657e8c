import * as z from 'zod'
import { paperSheet } from '../../../domain/hours/paper-sheet.ts'
import { hasAccess } from '../../../domain/file/sealed.ts'
import { periodOf } from '../../../domain/file/case-file.ts'
import type { DeskContext } from '../context.ts'
import { HoursSheetPage } from './print-page.tsx'
import { deskMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import { gridRows, openPeriods, readSheet, sheetErrors, TypeHoursPage } from './page.tsx'
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
import { mayManageActivity } from '../../../domain/activity/under-way.ts'
import { recordPaper } from '../../../usecases/hours/record-paper.ts'
import { form, respondEarly } from '../../kit/form.ts'
import { staffHandlers, deskPage, fileAt, workerOf } from '../../session/desk.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import type { Period } from '../../../domain/file/activity.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** Loads a file for staff who manage its activity and may see it. @throws HttpProblem 403, 404 */
async function contextOf(deps: Deps, request: HttpRequest, staff: Staff): Promise<DeskContext> {
  const file = await fileAt(deps, request, staff)
  const now = deps.clock.now()
  if (!hasAccess(file.request, staff.member, now)) throw new HttpProblem(404, 'unknown')
  if (!mayManageActivity(staff.member)) throw new HttpProblem(403, 'forbidden')
  return { file, now, ...(await workerOf(deps, staff, request)) }
}

const periodNumber = z.coerce.number().int()

/** Shows a sheet to print. @throws HttpProblem 404 */
async function sheet(deps: Deps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const context = await contextOf(deps, request, staff)
  const number = periodNumber.safeParse(request.parameters['period']).data
  const period = number === undefined ? undefined : periodOf(context.file, number)
  if (!period) throw new HttpProblem(404, 'route')
  return html(200, rendered(HoursSheetPage, { context, period }))
}

/** Returns the requested period, or else the first one in which hours may be recorded. */
function periodFor(context: DeskContext, { query }: HttpRequest): Period | undefined {
  const open = openPeriods(context)
  return open.find(({ number }) => String(number) === query['period']) ?? open[0]
}

const gridJson = (context: DeskContext, period: Period | undefined) => ({
  request: context.file.request.id,
  periods: openPeriods(context).map(({ number, from, to }) => ({ number, from, to })),
  period: period?.number ?? null,
  days: period ? gridRows(context, period).flatMap(({ on, from, to }) => (on ? [{ on, from, to }] : [])) : [],
})

async function show(deps: Deps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const context = await contextOf(deps, request, staff)
  const period = periodFor(context, request)
  if (request.wantsJson) return json(200, gridJson(context, period))
  return deskPage(200, rendered(TypeHoursPage, { context, period, isSaved: request.query['saved'] !== undefined }))
}

/** Reads the form of a period. */
const typedOn = (context: DeskContext, period: Period | undefined, values: URLSearchParams) =>
  period && readSheet(context, period, gridRows(context, period, values), values)

/** Records a sheet completely or not at all, with errors at their rows. */
const write = form({
  find: async (deps: Deps, request, staff: Staff) => {
    const context = await contextOf(deps, request, staff)
    const period = periodFor(context, request)
    return period || sendsJson(request)
      ? { deps, request, staff, context, period, language: context.language }
      : respondEarly(deskPage(409, rendered(TypeHoursPage, { context, period, refused: 'notUnderWay' as const })))
  },
  read: ({ context, period }, values) => {
    const typed = typedOn(context, period, values)
    return typed && typed.errors.length > 0 ? { errors: typed.errors } : { typed: typed?.sheet }
  },
  schema: () => paperSheet,
  run: ({ deps, staff, context }, sheet) => recordPaper(deps, staff, context.file.request.id, sheet),
  errors: ({ context, period }, problems, values) => {
    const typed = typedOn(context, period, values)
    return typed ? sheetErrors(context, typed, problems) : []
  },
  page: ({ context, period }, form) => deskPage(422, rendered(TypeHoursPage, { context, period, form })),
  done: ({ request, context, period, language }, recorded) => {
    const { id } = context.file.request
    if (recorded.outcome === 'refused') {
      const { why } = recorded
      if (request.wantsJson) throw new HttpProblem(409, why, { detail: deskMessagesOf(language).refused[why] })
      return deskPage(409, rendered(TypeHoursPage, { context, period, refused: why }))
    }
    return request.wantsJson
      ? json(200, { request: id, recorded: recorded.written })
      : redirect(link(`/desk/files/${id}/hours`, language, { period: String(period?.number), saved: '1' }))
  },
})

/** The routes of paper sheets for hours: to print and to type in. */
export const routes = (needs: () => Deps) => {
  const { get, post } = staffHandlers(needs)
  return {
    '/desk/files/{request}/sheet/{period}': { GET: get(sheet) },
    '/desk/files/{request}/hours': { GET: get(show), POST: post(write) },
  } satisfies Routes
}
