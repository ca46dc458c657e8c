import { workflows } from '../../../adapters/aws/workflows.ts'
import { paysMoney } from '../../../domain/money/roles.ts'
import { QUESTIONS } from '../../../domain/questions/index.ts'
import { blank } from '../../../ui/controls.ts'
import { financeMessagesOf } from '../../../texts/finance.ts'
import { lookUp } from '../../../texts/index.ts'
import { ImportedPage, notRead, OutcomesPage } from './page.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  endpoint,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Methods,
} from '../../../platform/http.ts'
import { log } from '../../../platform/log.ts'
import { clearanceFor } from '../../../usecases/money/finance.ts'
import { importOutcomes, MOST_OUTCOMES } from '../../../usecases/money/import-outcomes.ts'
import { type OutcomeDeps, recordOutcome } from '../../../usecases/money/record-outcome.ts'
import { type Basics, basics } from '../../kit/basics.ts'
import { valid } from '../../kit/checked.ts'
import { atDesk, deskPage, requireRole, workerOf } from '../../session/desk.ts'
import { refuse } from '../../kit/refuse.ts'
import { bearerOf, staffBehind } from '../../session/staff.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'

export type OutcomeNeeds = OutcomeDeps & Basics

/** In bytes: a report on a thousand transfers, and room to spare. */
const MAX_FILE = 2 * 1024 * 1024

/** The text of a file: UTF-8, or else what spreadsheets on Windows write. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What a form brings: a file, or text that was pasted. @throws HttpProblem 415 */
async function uploaded(request: HttpRequest): Promise<string> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return request.form().get('text') ?? ''
  const form = await request.upload()
  const [file, text] = [form.get('file'), form.get('text')]
  const content = file instanceof File ? textOf(new Uint8Array(await file.arrayBuffer())) : ''
  return content === '' && typeof text === 'string' ? text : content
}

async function page(deps: OutcomeNeeds, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  return deskPage(
    200,
    rendered(OutcomesPage, { ...(await workerOf(deps, staff, request)), form: blank(request.language) }),
  )
}

async function upload(deps: OutcomeNeeds, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const worker = await workerOf(deps, staff, request)
  const form = blank(request.language)
  const again = (count: number) => deskPage(422, rendered(OutcomesPage, { ...worker, form: notRead(form, count) }))
  const text = await uploaded(request)
  if (text.trim() === '') return again(0)
  const imported = await importOutcomes(deps, staff, text)
  return imported.outcome === 'tooMany'
    ? again(imported.count)
    : deskPage(200, rendered(ImportedPage, { ...worker, report: imported.report }))
}

/** Who tells outcomes by machine. @throws HttpProblem 401, 403 */
async function teller(deps: OutcomeNeeds, request: HttpRequest): Promise<Staff> {
  const staff = await staffBehind(bearerOf(request), deps)
  if (!paysMoney(staff)) throw new HttpProblem(403, 'finance')
  return staff
}

const FILES = ['text/csv', 'application/xml', 'text/xml']

/** The treasury's file as the body. What was not recorded is told line by line; what was stays recorded. */
async function importFile(deps: OutcomeNeeds, request: HttpRequest): Promise<HttpResponse> {
  const staff = await teller(deps, request)
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!FILES.includes(type)) throw new HttpProblem(415, 'mediaType', { expected: FILES.join(', ') })
  const imported = await importOutcomes(deps, staff, textOf(request.bytes()))
  if (imported.outcome === 'tooMany')
    throw new HttpProblem(422, 'invalid', {
      problems: [{ field: '', code: 'tooMany', values: { max: MOST_OUTCOMES } }],
    })
  const { refused, unread } = financeMessagesOf(request.language)
  const { report } = imported
  return json(200, {
    ...report,
    refused: report.refused.map((line) => ({ ...line, detail: refused[line.why] })),
    unread: report.unread.map((line) => ({ ...line, detail: unread[line.code] })),
  })
}

/** What becomes of one clearance, named by its reference, as the answer to the question about it. */
async function tellOutcome(deps: OutcomeNeeds, request: HttpRequest): Promise<HttpResponse> {
  const staff = await teller(deps, request)
  const outcome = valid(QUESTIONS.outcome.input, request.json())
  const reference = request.parameters['reference'] ?? ''
  const told = await recordOutcome(deps, staff, reference, outcome)
  switch (told.told) {
    case 'invalid':
      throw new HttpProblem(422, 'invalid', { problems: told.problems })
    case 'refused':
      throw new HttpProblem(STATUS[told.why] ?? 409, told.why, {
        detail: financeMessagesOf(request.language).refused[told.why],
      })
    default:
      return json(200, {
        reference,
        recorded: told.told === 'recorded',
        state: told.payment.state,
        orderedOn: told.payment.ordered?.on ?? null,
        paidOn: told.payment.paid?.on ?? null,
        order: (told.payment.paid ?? told.payment.ordered)?.order ?? null,
      })
  }
}

/** The clearance of a payment that waits to be paid. @throws HttpProblem 401, 403, 404, 409 */
async function showClearance(deps: OutcomeNeeds, request: HttpRequest): Promise<HttpResponse> {
  const staff = await teller(deps, request)
  const found = await clearanceFor(deps, staff, request.parameters['reference'] ?? '')
  if ('clearance' in found) return json(200, found.clearance)
  const { refused } = financeMessagesOf(request.language)
  const detail = lookUp(refused, found.refused) ?? refused.unknown
  throw new HttpProblem(STATUS[found.refused] ?? 409, found.refused, { detail })
}

/** What is not said here is at odds with what is on record: 409. */
const STATUS: Partial<Record<string, number>> = { unknown: 404, conflict: 403 }

/** What became of payments, told by finance or its software. */
export const routes = (needs: () => OutcomeNeeds): Record<string, Methods> => {
  const { get, post } = atDesk(needs)
  return {
    '/desk/finance/outcomes': {
      GET: get(requireRole(paysMoney, 'finance', page)),
      POST: post(requireRole(paysMoney, 'finance', upload)),
    },
    '/api/payments/outcomes': { POST: (request) => importFile(needs(), request) },
    '/api/payments/{reference}/clearance': { GET: (request) => showClearance(needs(), request) },
    '/api/payments/{reference}/outcome': { POST: (request) => tellOutcome(needs(), request) },
  }
}

const needs = (): OutcomeNeeds => ({ ...basics(), workflows, report: log.failure })

export const handler = endpoint(routes(needs), refuse, MAX_FILE)
