import * as z from 'zod'
import { ReconciliationPage } from './page.tsx'
import { rendered } from '../../../ui/render.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, json, type Routes } from '../../../platform/http.ts'
import { maySeeBooks } from '../../../domain/money/roles.ts'
import { type ReconcileDeps, reconcile } from '../../../usecases/money/reconcile.ts'
import type { Basics } from '../../kit/basics.ts'
import { staffHandlers, deskPage, workerOf } from '../../session/desk.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'

type Needs = ReconcileDeps & Basics

const wanted = z.object({ year: z.coerce.number().int().min(2018).max(2100).optional() })

async function show(deps: Needs, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  if (!maySeeBooks(staff.member)) throw new HttpProblem(403, 'books')
  // An address somebody mistyped shows all years.
  const year = wanted.safeParse(request.query).data?.year
  const worker = await workerOf(deps, staff, request)
  const report = await reconcile(deps, worker.municipality, year)
  return request.wantsJson
    ? json(200, { year: year ?? null, ...report })
    : deskPage(200, rendered(ReconciliationPage, { ...worker, report, year }))
}

/** The routes of the page that reconciles the records of money. */
export const routes = (needs: () => Needs) =>
  ({
    '/desk/reconciliation': { GET: staffHandlers(needs).get(show) },
  }) satisfies Routes
