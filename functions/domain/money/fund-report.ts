import { dayOf } from '../base/calendar.ts'
import { sumOf } from './funds.ts'
import { balance } from '../activity/ledger.ts'
import type { Fund, Municipality } from '../municipality/regulation.ts'
import { type Share as Cents, shareOf } from './share.ts'
import type { Funding } from '../file/grant.ts'
import type { Request } from '../file/request.ts'
import type { Posting } from '../file/posting.ts'
import type { Payment } from '../file/payment.ts'

/** All requests of a municipality since its funds began, with what belongs to them, and the counter of each fund. */
export type FundRecords = {
  requests: readonly Request[]
  payments: readonly Payment[]
  postings: readonly Posting[]
  /** Cents by id of the fund. */
  counters: ReadonlyMap<string, number>
}

/** A grant as one of its funds sees it. */
type Share = Cents & { request: Request; verifiedMinutes: number }

const listBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const lists = new Map<string, Item[]>()
  for (const item of items) {
    const list = lists.get(keyOf(item))
    if (list) list.push(item)
    else lists.set(keyOf(item), [item])
  }
  return lists
}

/** Splits minutes over funds by their part of the money, so that over all of them they sum to the minutes there are. */
export function minutesOf(funding: readonly Funding[], fund: string, minutes: number): number {
  const total = sumOf(funding)
  const upTo = (count: number) => Math.floor((minutes * sumOf(funding.slice(0, count))) / total)
  const index = funding.findIndex((part) => part.fund === fund)
  return index < 0 ? 0 : upTo(index + 1) - upTo(index)
}

/** The grants that money of a fund was committed for. */
function sharesOf(fund: string, { requests, payments, postings }: FundRecords): Share[] {
  const paymentsOf = listBy(payments, ({ request }) => request)
  const postingsOf = listBy(postings, ({ request }) => request)
  return requests.flatMap((request) => {
    const share = shareOf(fund, { request, payments: paymentsOf.get(request.id) ?? [] })
    if (!share) return []
    const verified = balance(postingsOf.get(request.id) ?? [], 'verified')
    return [{ ...share, request, verifiedMinutes: minutesOf(request.grant?.funding ?? [], fund, verified) }]
  })
}

const total = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)

const peopleIn = (shares: readonly Share[]): number =>
  new Set(shares.map(({ request }) => request.application.applicant.taxCode)).size

/** What became of grants, in cents, people and minutes: paid is what the treasury paid, to pay what is on its way there. */
const outcomeOf = (shares: readonly Share[]) => ({
  grants: shares.length,
  grantedCents: total(shares, ({ grantedCents }) => grantedCents),
  paidCents: total(shares, ({ paidCents }) => paidCents),
  toPayCents: total(shares, ({ toPayCents }) => toPayCents),
  releasedCents: total(shares, ({ releasedCents }) => releasedCents),
  /** Paid, and came back. */
  recoveredCents: total(shares, ({ recoveredCents }) => recoveredCents),
  people: peopleIn(shares),
  verifiedMinutes: total(shares, ({ verifiedMinutes }) => verifiedMinutes),
})

function lineOf(
  { id, name, budgetLine, cup, budgetCents }: Fund,
  { programmes }: Municipality,
  records: FundRecords,
  year?: number,
) {
  const all = sharesOf(id, records)
  const shares =
    year === undefined ? all : all.filter(({ request }) => dayOf(request.fundedAt ?? '').startsWith(`${year}-`))
  const committedCents = total(all, ({ committedCents: cents }) => cents)
  const counterCents = records.counters.get(id) ?? 0
  const waiting = records.requests.filter(({ stage, queuedOn }) => stage === 'approved' && queuedOn === id)
  const waitingParts = waiting.flatMap(({ grant }) => grant?.funding.filter(({ fund }) => fund === id) ?? [])
  return {
    fund: id,
    name,
    budgetLine,
    cup: cup ?? null,
    /** The fund as it stands, whatever the year. */
    budgetCents,
    committedCents,
    residualCents: budgetCents - committedCents,
    waiting: { requests: waiting.length, cents: sumOf(waitingParts) },
    /** What the guard of every commitment counts; it is never used here but to be checked. */
    counterCents,
    differenceCents: counterCents - committedCents,
    /** Grants of the year, or all of them, and what became of them until now. */
    ...outcomeOf(shares),
    byProgramme: [...listBy(shares, ({ request }) => request.grant?.programme ?? '')].map(([programme, some]) => ({
      programme,
      group: programmes.find((each) => each.id === programme)?.group ?? null,
      ...outcomeOf(some),
    })),
  }
}

/**
 * The report of each fund (rendicontazione): derived from the records and the ledger, never from counters. Those of the
 * funds are compared with it: `differences` names each fund where they disagree. Cents and minutes; a person helped twice
 * counts once a fund, and in each programme. With a year: the grants that were funded in it.
 */
export function fundReport(municipality: Municipality, records: FundRecords, year?: number) {
  const funds = municipality.funds.map((fund) => lineOf(fund, municipality, records, year))
  return {
    year: year ?? null,
    funds,
    differences: funds
      .filter(({ differenceCents }) => differenceCents !== 0)
      .map(({ fund, committedCents, counterCents }) => ({ fund, committedCents, counterCents })),
  }
}
