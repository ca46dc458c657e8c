import * as z from 'zod'
import { lists } from '../../adapters/dynamodb/lists/lists.ts'
import { itemsOfYear, requestsOfYear } from '../../adapters/dynamodb/lists/records-of-year.ts'
import { configuration } from '../../adapters/dynamodb/configuration.ts'
import { fundRecords } from '../../adapters/dynamodb/lists/fund-records.ts'
import { placementsOf } from '../../adapters/dynamodb/lists/placements.ts'
import { publication } from '../../adapters/dynamodb/publication.ts'
import { secrets } from '../../adapters/aws/secrets.ts'
import { works } from '../../adapters/dynamodb/works.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import { maySeeMoney } from '../../domain/money/roles.ts'
import { maySee } from '../../domain/file/sealed.ts'
import { systemClock } from '../../platform/clock.ts'
import { HttpProblem, type HttpRequest, json, type Routes } from '../../platform/http.ts'
import { figuresOf } from '../../domain/procedure/statistics.ts'
import { fundReport } from '../../domain/treasury/fund-report.ts'
import { sealedTotal } from '../../domain/money/transparency.ts'
import { verifiedRequests, workFigures } from '../../domain/activity/work-figures.ts'
import { paymentJson } from './representation.ts'
import { bearerOf, staffBehind } from '../session/staff.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { posting } from '../../domain/hours/posting.ts'
import { payment } from '../../domain/file/payment.ts'

const staff = (request: HttpRequest) => staffBehind(bearerOf(request), { secrets, configuration })

function yearOf({ query }: HttpRequest): number {
  const year = z.coerce
    .number()
    .int()
    .min(2018)
    .max(2100)
    .safeParse(query['year'] ?? dayOf(systemClock.now()).slice(0, 4))
  if (!year.success) throw new HttpProblem(422, 'invalid', { problems: [{ field: 'year', code: 'year' }] })
  return year.data
}

/** Returns the sealed files on which a member of staff is not named. */
async function hiddenFrom({ municipality, member }: Staff): Promise<Set<string>> {
  const sealed = await Array.fromAsync(lists.sealed(municipality))
  return new Set(sealed.flatMap((file) => (maySee(file, member) ? [] : [file.id])))
}

/** Lists open asks and stuck executions by ids and dates; of a sealed file only that it exists, to those not named on it. */
async function worklist(request: HttpRequest) {
  const known = await staff(request)
  const { municipality } = known
  const today = dayOf(systemClock.now())
  const [open, stuck, hidden] = await Promise.all([
    Array.fromAsync(lists.asks(municipality)),
    Array.fromAsync(lists.stuck(municipality)),
    hiddenFrom(known),
  ])
  // Even the kind of a question, and so its id, may tell the programme of a sealed file.
  const asks = open.map(({ id, request: about, kind, to, openedAt, dueOn }) =>
    hidden.has(about)
      ? { request: about, sealed: true }
      : { ask: id, request: about, kind, to, openedAt, dueOn, overdue: dueOn < today },
  )
  const stopped = stuck.map((mark) => (hidden.has(mark.request) ? { request: mark.request, sealed: true } : mark))
  return json(200, { asks, stuck: stopped })
}

/** Lists the payments of a year, for roles that see payments. @throws HttpProblem 401, 403 */
async function payments(request: HttpRequest) {
  const known = await staff(request)
  if (!maySeeMoney(known)) throw new HttpProblem(403, 'finance')
  const [all, hidden] = await Promise.all([
    Array.fromAsync(itemsOfYear('PAYMENT', known.municipality, yearOf(request), payment)),
    hiddenFrom(known),
  ])
  return json(200, {
    payments: all.map((each) =>
      hidden.has(each.request) ? { id: each.id, request: each.request, sealed: true } : paymentJson(each),
    ),
  })
}

/** Returns the statistics of a year, derived from the records and the ledger on each request. */
async function statistics(request: HttpRequest) {
  const { municipality } = await staff(request)
  const year = yearOf(request)
  const [requests, postings, paid, sealed, asked] = await Promise.all([
    Array.fromAsync(requestsOfYear(municipality, year)),
    Array.fromAsync(itemsOfYear('POSTING', municipality, year, posting)),
    Array.fromAsync(itemsOfYear('PAYMENT', municipality, year, payment)),
    publication.sealed(municipality, year),
    Array.fromAsync(works.of(municipality)),
  ])
  const placements = await placementsOf(asked.length === 0 ? [] : verifiedRequests(postings))
  // No more than the public list tells: two exact readings around one grant would say what it came to.
  const { sealed: publishedSealed = null } = sealedTotal(sealed, year < Number(dayOf(systemClock.now()).slice(0, 4)))
  return json(200, {
    year,
    ...figuresOf(requests, postings, paid),
    works: workFigures(year, asked, postings, placements),
    publishedSealed,
  })
}

/** Reports the money of each fund, and whether its counter agrees, for all years or for the grants of one. */
async function funds(request: HttpRequest) {
  const municipality = await configuration.of((await staff(request)).municipality)
  const year = request.query['year'] === undefined ? undefined : yearOf(request)
  const records = await fundRecords(municipality, Number(dayOf(systemClock.now()).slice(0, 4)))
  return json(200, fundReport(municipality, records, year))
}

/** The routes that staff and their machines read, with the bearer token of a member of staff. */
export const routes = {
  '/api/worklist': { GET: worklist },
  '/api/payments': { GET: payments },
  '/api/statistics': { GET: statistics },
  '/api/funds': { GET: funds },
} satisfies Routes
