import { dayOf } from '../base/calendar.ts'
import { sumOf } from '../money/funds.ts'
import { balance } from '../hours/ledger.ts'
import type { Fund, Municipality } from '../municipality/regulation.ts'
import { type Share as Cents, shareOf } from '../money/share.ts'
import type { Funding } from '../money/grant.ts'
import type { Request } from '../file/request.ts'
import type { Posting } from '../hours/posting.ts'
import type { Payment } from '../file/payment.ts'

/**
 * All requests of a municipality since its funds began, with their payments and postings, and the counter of each fund.
 */
export type FundRecords = {
  requests: readonly Request[]
  payments: readonly Payment[]
  postings: readonly Posting[]
  /** Cents by id of the fund. */
  counters: ReadonlyMap<string, number>
}

/** The part of a grant that a fund pays. */
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

/** Splits minutes over funds in proportion to the money; over all funds they sum to the minutes. */
export function minutesByFund(funding: readonly Funding[], fund: string, minutes: number): number {
  const total = sumOf(funding)
  const upTo = (count: number) => Math.floor((minutes * sumOf(funding.slice(0, count))) / total)
  const index = funding.findIndex((part) => part.fund === fund)
  return index < 0 ? 0 : upTo(index + 1) - upTo(index)
}

/** Returns the grants for which money of a fund was committed. */
function sharesOf(fund: string, { requests, payments, postings }: FundRecords): Share[] {
  const paymentsOf = listBy(payments, ({ request }) => request)
  const postingsOf = listBy(postings, ({ request }) => request)
  return requests.flatMap((request) => {
    const share = shareOf(fund, { request, payments: paymentsOf.get(request.id) ?? [] })
    if (!share) return []
    const verified = balance(postingsOf.get(request.id) ?? [], 'verified')
    return [{ ...share, request, verifiedMinutes: minutesByFund(request.grant?.funding ?? [], fund, verified) }]
  })
}

const total = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0)

const peopleIn = (shares: readonly Share[]): number =>
  new Set(shares.map(({ request }) => request.application.applicant.taxCode)).size

/** Sums up grants in cents, people and minutes: money paid by the treasury, and money to be paid. */
const outcomeOf = (shares: readonly Share[]) => ({
  grants: shares.length,
  grantedCents: total(shares, ({ grantedCents }) => grantedCents),
  paidCents: total(shares, ({ paidCents }) => paidCents),
  toPayCents: total(shares, ({ toPayCents }) => toPayCents),
  releasedCents: total(shares, ({ releasedCents }) => releasedCents),
  /** Paid, and recovered. */
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
    /** The state of the fund, whatever the year. */
    budgetCents,
    committedCents,
    residualCents: budgetCents - committedCents,
    waiting: { requests: waiting.length, cents: sumOf(waitingParts) },
    /** The counter that guards commitments; only compared here. */
    counterCents,
    differenceCents: counterCents - committedCents,
    /** The grants of the year, or all, with their outcome until now. */
    ...outcomeOf(shares),
    byProgramme: [...listBy(shares, ({ request }) => request.grant?.programme ?? '')].map(([programme, some]) => ({
      programme,
      group: programmes.find((each) => each.id === programme)?.group ?? null,
      ...outcomeOf(some),
    })),
  }
}

/**
 * Returns the report of each fund (rendicontazione), derived from the records and the ledger, never from counters.
 * `differences` names each fund whose counter disagrees. Cents and minutes; a person helped twice counts once per fund, and in
 * each programme. With a year: the grants funded in it.
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
