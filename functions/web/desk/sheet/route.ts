import * as z from 'zod'
import { paperSheet } from '../../../domain/activity/paper-sheet.ts'
import { check } from '../../../domain/base/problems.ts'
import { sees } from '../../../domain/file/sealed.ts'
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
import type { ActOutcome } from '../../../domain/acts/act.ts'
import { mayFollow } from '../../../domain/activity/under-way.ts'
import { recordPaper } from '../../../usecases/hours/record-paper.ts'
import { atDesk, deskPage, fileAt, workerOf } from '../../session/desk.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import type { Period } from '../../../domain/file/activity.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** The file for who follows its activity and may see it. @throws HttpProblem 403, 404 */
async function contextOf(deps: Deps, request: HttpRequest, staff: Staff): Promise<DeskContext> {
  const file = await fileAt(deps, request, staff)
  const now = deps.clock.now()
  if (!sees(file.request, staff.member, now)) throw new HttpProblem(404, 'unknown')
  if (!mayFollow(staff.member)) throw new HttpProblem(403, 'forbidden')
  return { file, now, ...(await workerOf(deps, staff, request)) }
}

const periodNumber = z.coerce.number().int()

/** A sheet to print. @throws HttpProblem 404 */
async function sheet(deps: Deps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const context = await contextOf(deps, request, staff)
  const number = periodNumber.safeParse(request.parameters['period']).data
  const period = number === undefined ? undefined : periodOf(context.file, number)
  if (!period) throw new HttpProblem(404, 'route')
  return html(200, rendered(HoursSheetPage, { context, period }))
}

/** The period that was asked for, else the first in which hours may be written. */
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

const record = async (deps: Deps, staff: Staff, id: string, typed: unknown): Promise<ActOutcome> => {
  const parsed = check(paperSheet, typed)
  return 'problems' in parsed
    ? { outcome: 'invalid', problems: parsed.problems }
    : recordPaper(deps, staff, id, parsed.value)
}

/** Records a sheet for a machine. @throws HttpProblem 409, 422 */
async function recordJson(
  deps: Deps,
  staff: Staff,
  { file, language }: DeskContext,
  typed: unknown,
): Promise<HttpResponse> {
  const { id } = file.request
  const acted = await record(deps, staff, id, typed)
  if (acted.outcome === 'invalid') throw new HttpProblem(422, 'invalid', { problems: acted.problems })
  if (acted.outcome === 'refused')
    throw new HttpProblem(409, acted.why, { detail: deskMessagesOf(language).refused[acted.why] })
  return json(200, { request: id, recorded: acted.written })
}

/** Records a sheet, all of it or nothing, with what is wrong at each row. */
async function write(deps: Deps, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const context = await contextOf(deps, request, staff)
  if (sendsJson(request)) return recordJson(deps, staff, context, request.json())
  const { language, file } = context
  const { id } = file.request
  const period = periodFor(context, request)
  if (!period) return deskPage(409, rendered(TypeHoursPage, { context, period, refused: 'notUnderWay' as const }))
  const values = request.form()
  const typed = readSheet(context, period, gridRows(context, period, values), values)
  const acted: ActOutcome =
    typed.errors.length > 0 ? { outcome: 'invalid', problems: [] } : await record(deps, staff, id, typed.sheet)
  if (acted.outcome === 'done')
    return redirect(link(`/desk/files/${id}/hours`, language, { period: String(period.number), saved: '1' }))
  if (acted.outcome === 'refused')
    return deskPage(409, rendered(TypeHoursPage, { context, period, refused: acted.why }))
  const errors = [...typed.errors, ...sheetErrors(context, typed, acted.problems)]
  return deskPage(422, rendered(TypeHoursPage, { context, period, form: { language, values, errors } }))
}

/** Sheets of paper for hours: printed before, typed in after. */
export const routes = (needs: () => Deps) => {
  const { get, post } = atDesk(needs)
  return {
    '/desk/files/{request}/sheet/{period}': { GET: get(sheet) },
    '/desk/files/{request}/hours': { GET: get(show), POST: post(write) },
  } satisfies Routes
}
