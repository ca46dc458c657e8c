import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { mayPay, maySeeMoney } from '../../../domain/money/roles.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { EXPORT_KINDS, type Export, MOST_EXPORTED } from '../../../domain/treasury/exports.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { FinancePage } from './page.tsx'
import { ExportPage } from './export-page.tsx'
import { financeMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
} from '../../../platform/http.ts'
import { beginExport, hasConflictOn } from '../../../usecases/money/export-payments.ts'
import { type FinanceDeps, paymentsByState } from '../../../usecases/money/finance.ts'
import type { Basics } from '../../kit/basics.ts'
import { form } from '../../kit/form.ts'
import { staffHandlers, deskPage, requireRole, workerOf } from '../../session/desk.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import { PAYMENT_STATES } from '../../../domain/file/payment.ts'

export type FinanceNeeds = FinanceDeps & Basics

/** Payments on a page: of each state, or of the one that is asked for. */
const EACH = 25
const EACH_OF_ONE = 100

const wanted = z.object({
  year: z.coerce.number().int().min(2018).max(2100).optional(),
  state: z.enum(PAYMENT_STATES).optional(),
  page: z.coerce.number().int().min(1).max(1000).default(1),
})

async function show(
  deps: FinanceNeeds,
  request: HttpRequest,
  staff: Staff,
  {
    status = 200,
    form = blank(request.language),
    key = randomUUID(),
  }: { status?: number; form?: Form; key?: string } = {},
): Promise<HttpResponse> {
  // An address somebody mistyped shows what there is.
  const {
    year = Number(dayOf(deps.clock.now()).slice(0, 4)),
    state,
    page,
  } = wanted.safeParse(request.query).data ?? wanted.parse({})
  const each = state ? EACH_OF_ONE : EACH
  const [found, files, worker] = await Promise.all([
    paymentsByState(deps, staff, { year, state, page: state ? page : 1, each }),
    mayPay(staff) ? deps.exports.list(staff.municipality) : undefined,
    workerOf(deps, staff, request),
  ])
  const props = { ...worker, ...found, year, state, page: state ? page : 1, each, exports: files, form, formKey: key }
  return deskPage(status, rendered(FinancePage, props))
}

/** Shows the page again with its form, which keeps its key. */
const again = (deps: FinanceNeeds, request: HttpRequest, staff: Staff, form: Form) =>
  show(deps, request, staff, { status: 422, form, key: form.values.get('key') || randomUUID() })

const asked = z.strictObject({
  kind: z.enum(EXPORT_KINDS, 'choice'),
  cover: z.enum(['open', 'chosen'], 'choice'),
  references: z.array(z.string().max(60, 'tooLong')).max(MOST_EXPORTED, 'tooMany').default([]),
  again: z.boolean().default(false),
  key: z.string().min(8, 'required').max(80, 'tooLong'),
})

const typedIn = (form: URLSearchParams) => ({
  kind: form.get('kind') ?? undefined,
  cover: form.get('cover') ?? undefined,
  references: form.getAll('reference'),
  again: form.get('again') === 'yes',
  key: form.get('key') ?? undefined,
})

/** Asks for a file; it is made in the background. */
const begin = form({
  find: async (deps: FinanceNeeds, request, staff: Staff) => ({
    deps,
    request,
    staff,
    language: request.language,
    m: financeMessagesOf(request.language).export,
  }),
  read: (_, values) => ({ typed: typedIn(values) }),
  schema: () => asked,
  run: async ({ deps, staff }, { kind, cover, references, again, key }) =>
    cover === 'chosen' && references.length === 0
      ? ({ outcome: 'refused', why: 'nothing' } as const)
      : beginExport(deps, staff, { kind, references: cover === 'chosen' ? references : [], again, key }),
  errors: ({ m }) => [{ name: 'cover', label: m.cover, message: m.noCover }],
  page: ({ deps, request, staff }, form) => again(deps, request, staff, form),
  done: ({ deps, request, staff, language, m }, begun, values) => {
    if (begun.outcome === 'refused') {
      const [name, message] =
        begun.why === 'treasury' ? (['kind', m.noTreasury] as const) : (['cover', m.none] as const)
      if (request.wantsJson) throw new HttpProblem(409, begun.why, { detail: message })
      return again(deps, request, staff, { language, values, errors: [{ name, label: m[name], message }] })
    }
    const address = `/desk/finance/exports/${begun.id}`
    return request.wantsJson ? json(202, { export: begun.id, address }) : redirect(link(address, language))
  },
})

/** Loads the export of an address. @throws HttpProblem 404 */
async function exportAt(deps: FinanceNeeds, { parameters }: HttpRequest, { municipality }: Staff): Promise<Export> {
  const found = await deps.exports.load(municipality, parameters['export'] ?? '')
  if (!found) throw new HttpProblem(404, 'noExport')
  return found
}

async function showExport(deps: FinanceNeeds, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const view = await exportAt(deps, request, staff)
  if (request.wantsJson) return json(200, { export: view.id, kind: view.kind, at: view.at, made: view.made ?? null })
  return deskPage(200, rendered(ExportPage, { ...(await workerOf(deps, staff, request)), view }))
}

const TYPES = { csv: 'text/csv; charset=utf-8', cbi: 'application/xml; charset=utf-8' } as const
const ENDINGS = { csv: 'csv', cbi: 'xml' } as const

async function download(deps: FinanceNeeds, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const order = await exportAt(deps, request, staff)
  if (await hasConflictOn(deps, order, staff.member)) throw new HttpProblem(403, 'exportConflict')
  const text = await deps.exports.text(order)
  if (text === undefined) throw new HttpProblem(404, 'noExport')
  return {
    status: 200,
    headers: {
      'content-type': TYPES[order.kind],
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="pagamenti-${dayOf(order.at)}-${order.id.slice(0, 6)}.${ENDINGS[order.kind]}"`,
    },
    body: text,
  }
}

/** The routes of finance: payments for roles that see money, payees and files for those who pay. */
export const routes = (needs: () => FinanceNeeds) => {
  const { get, post } = staffHandlers(needs)
  return {
    '/desk/finance': { GET: get(requireRole(maySeeMoney, 'finance', show)) },
    '/desk/finance/exports': {
      // Where a form came back with an error, whoever loads the page again finds the way.
      GET: async ({ language }) => redirect(link('/desk/finance', language)),
      POST: post(requireRole(mayPay, 'finance', begin)),
    },
    '/desk/finance/exports/{export}': { GET: get(requireRole(mayPay, 'finance', showExport)) },
    '/desk/finance/exports/{export}/file': { GET: get(requireRole(mayPay, 'finance', download)) },
  } satisfies Routes
}
