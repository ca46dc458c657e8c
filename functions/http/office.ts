import * as z from 'zod'
import { itemsOfYear, openAsks, requestsOfYear, sealedPublication } from '../adapters/case-files.ts'
import { configuration } from '../adapters/configuration.ts'
import { fundRecords } from '../adapters/fund-records.ts'
import { secrets } from '../adapters/secrets.ts'
import { stuckRequests } from '../adapters/workflow.ts'
import { dayOf } from '../domain/calendar.ts'
import { payment, posting } from '../domain/records.ts'
import { systemClock } from '../platform/clock.ts'
import { endpoint, HttpProblem, type HttpRequest, json } from '../platform/http.ts'
import { figuresOf } from '../usecases/figures.ts'
import { fundReport } from '../usecases/fund-report.ts'
import { refuse } from './refuse.ts'
import { paymentJson } from './representation.ts'
import { bearerOf, staffBehind } from './staff.ts'

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

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

/** What waits for whom, and what has stopped: ids and dates. */
async function worklist(request: HttpRequest) {
  const { municipality } = await staff(request)
  const today = dayOf(systemClock.now())
  const asks = (await collect(openAsks(municipality))).map(({ id, request: about, kind, to, openedAt, dueOn }) => ({
    ask: id,
    request: about,
    kind,
    to,
    openedAt,
    dueOn,
    overdue: dueOn < today,
  }))
  return json(200, { asks, stuck: await collect(stuckRequests(municipality)) })
}

async function payments(request: HttpRequest) {
  const { municipality } = await staff(request)
  const all = await collect(itemsOfYear('PAYMENT', municipality, yearOf(request), payment))
  return json(200, { payments: all.map(paymentJson) })
}

/** Derived from the records and the ledger each time, so it cannot disagree with them. */
async function statistics(request: HttpRequest) {
  const { municipality } = await staff(request)
  const year = yearOf(request)
  const [requests, postings, paid, publishedSealed = null] = await Promise.all([
    collect(requestsOfYear(municipality, year)),
    collect(itemsOfYear('POSTING', municipality, year, posting)),
    collect(itemsOfYear('PAYMENT', municipality, year, payment)),
    sealedPublication(municipality, year),
  ])
  return json(200, { year, ...figuresOf(requests, postings, paid), publishedSealed })
}

/** What became of the money of each fund, and whether its counter agrees: of all years, or of the grants of one. */
async function funds(request: HttpRequest) {
  const municipality = await configuration.of((await staff(request)).municipality)
  const year = request.query['year'] === undefined ? undefined : yearOf(request)
  const records = await fundRecords(municipality, Number(dayOf(systemClock.now()).slice(0, 4)))
  return json(200, fundReport(municipality, records, year))
}

/** What staff and their machines read; a bearer token of a member of staff is needed. */
export const handler = endpoint(
  {
    '/api/worklist': { GET: worklist },
    '/api/payments': { GET: payments },
    '/api/statistics': { GET: statistics },
    '/api/funds': { GET: funds },
  },
  refuse,
)
