import { openCents, receiptKey } from '../../domain/money/clawback.ts'
import { receipt as act } from '../../domain/acts/receipt.ts'
import { hasAccess } from '../../domain/file/sealed.ts'
import { deskMessagesOf } from '../../texts/messages.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, json, type Routes } from '../../platform/http.ts'
import { receiptsOf } from '../../domain/money/recovery.ts'
import { actOnFile } from '../../usecases/file/act-on-file.ts'
import { parseInput } from '../kit/parse-input.ts'
import { bearerOf, staffBehind } from '../session/staff.ts'
import type { RecordedReceipt } from './schemas.ts'
import type { Deps } from '../../usecases/ports/deps.ts'

/** Records money received, as reported by the finance system; a repeated reference is the same receipt. */
async function create(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const staff = await staffBehind(bearerOf(request), deps)
  const id = request.parameters['id'] ?? ''
  const known = await deps.files.load(id)
  if (known?.request.municipality !== staff.municipality) throw new HttpProblem(404, 'unknown')
  const sent = parseInput(act.input, request.json())
  const acted = await actOnFile(deps, act, staff, id, sent)
  if (acted.outcome === 'invalid') throw new HttpProblem(422, 'invalid', { problems: acted.problems })
  if (acted.outcome === 'refused') {
    const isBarred = acted.why === 'role' || acted.why === 'hidden' || acted.why === 'conflict'
    throw new HttpProblem(isBarred ? 403 : 409, acted.why, {
      detail: deskMessagesOf(request.language).refused[acted.why],
    })
  }
  const { clawbacks = [] } = acted.file.request
  const receipt = receiptsOf({ clawbacks }).find((each) => receiptKey(each) === receiptKey(sent))
  const summary = { receipt: receipt?.id ?? null, cents: receipt?.cents ?? null }
  // For a sealed file, the response only says that the receipt is recorded.
  const isSeen = hasAccess(acted.file.request, staff.member, deps.clock.now())
  const recorded: RecordedReceipt = isSeen
    ? {
        ...summary,
        lines: receipt?.lines ?? [],
        openCents: clawbacks.reduce((sum, each) => sum + openCents(each), 0),
      }
    : summary
  return json(acted.written ? 201 : 200, recorded)
}

/** The routes of receipts, served with those of requests. */
export const routes = (needs: () => Deps) =>
  ({
    '/api/requests/{id}/receipts': { POST: (request) => create(needs(), request) },
  }) satisfies Routes
