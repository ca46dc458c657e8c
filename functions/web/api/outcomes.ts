import { mayPay } from '../../domain/money/roles.ts'
import { QUESTIONS } from '../../domain/questions/index.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, json, type Routes } from '../../platform/http.ts'
import { financeMessagesOf } from '../../texts/messages.ts'
import { lookUp } from '../../texts/sentences.ts'
import { clearanceFor } from '../../usecases/money/finance.ts'
import { importOutcomes } from '../../usecases/money/import-outcomes.ts'
import { recordOutcome } from '../../usecases/money/record-outcome.ts'
import { MAX_FILE, type OutcomeNeeds, decodeText } from '../finance/outcomes/route.ts'
import type { ImportReportJson, OutcomeResult } from './schemas.ts'
import { parseInput } from '../kit/parse-input.ts'
import { bearerOf, staffBehind } from '../session/staff.ts'

/** Returns the member of staff behind a machine that reports outcomes. @throws HttpProblem 401, 403 */
async function reporterOf(deps: OutcomeNeeds, request: HttpRequest): Promise<Staff> {
  const staff = await staffBehind(bearerOf(request), deps)
  if (!mayPay(staff)) throw new HttpProblem(403, 'finance')
  return staff
}

const FILES = ['text/csv', 'application/xml', 'text/xml']

/** Imports the treasury's file in the body, and reports the lines it could not record; the others stay recorded. */
async function importFile(deps: OutcomeNeeds, request: HttpRequest): Promise<HttpResponse> {
  const staff = await reporterOf(deps, request)
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!FILES.includes(type)) throw new HttpProblem(415, 'mediaType', { expected: FILES.join(', ') })
  const imported = await importOutcomes(deps, staff, decodeText(request.bytes()))
  if (imported.outcome === 'invalid') throw new HttpProblem(422, 'invalid', { problems: imported.problems })
  const { refused, unread } = financeMessagesOf(request.language)
  const { report } = imported
  const body: ImportReportJson = {
    ...report,
    refused: report.refused.map((line) => ({ ...line, detail: refused[line.why] })),
    unread: report.unread.map((line) => ({ ...line, detail: unread[line.code] })),
  }
  return json(200, body)
}

/** Records the outcome of one clearance, named by its reference, as the answer to the question about it. */
async function reportOutcome(deps: OutcomeNeeds, request: HttpRequest): Promise<HttpResponse> {
  const staff = await reporterOf(deps, request)
  const outcome = parseInput(QUESTIONS.outcome.input, request.json())
  const reference = request.parameters['reference'] ?? ''
  const result = await recordOutcome(deps, staff, reference, outcome)
  switch (result.status) {
    case 'invalid':
      throw new HttpProblem(422, 'invalid', { problems: result.problems })
    case 'refused':
      throw new HttpProblem(STATUS[result.why] ?? 409, result.why, {
        detail: financeMessagesOf(request.language).refused[result.why],
      })
    default: {
      const body: OutcomeResult = {
        reference,
        recorded: result.status === 'recorded',
        state: result.payment.state,
        orderedOn: result.payment.ordered?.on ?? null,
        paidOn: result.payment.paid?.on ?? null,
        order: (result.payment.paid ?? result.payment.ordered)?.order ?? null,
      }
      return json(200, body)
    }
  }
}

/** Returns the clearance of an unpaid payment. @throws HttpProblem 401, 403, 404, 409 */
async function showClearance(deps: OutcomeNeeds, request: HttpRequest): Promise<HttpResponse> {
  const staff = await reporterOf(deps, request)
  const found = await clearanceFor(deps, staff, request.parameters['reference'] ?? '')
  if ('clearance' in found) return json(200, found.clearance)
  const { refused } = financeMessagesOf(request.language)
  const detail = lookUp(refused, found.refused) ?? refused.unknown
  throw new HttpProblem(STATUS[found.refused] ?? 409, found.refused, { detail })
}

/** Status codes by reason; every other reason is a conflict with the record, 409. */
const STATUS: Partial<Record<string, number>> = { unknown: 404, conflict: 403 }

/** Outcomes of payments and their clearances, for finance's software. */
export const routes = (needs: () => OutcomeNeeds) =>
  ({
    '/api/payments/outcomes': { POST: (request) => importFile(needs(), request), maxBytes: MAX_FILE },
    '/api/payments/{reference}/clearance': { GET: (request) => showClearance(needs(), request) },
    '/api/payments/{reference}/outcome': { POST: (request) => reportOutcome(needs(), request) },
  }) satisfies Routes
