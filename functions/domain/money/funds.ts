import type { Problem } from '../base/problems.ts'
import type { Fund, Municipality } from '../municipality/regulation.ts'
import type { Funding, Grant } from './grant.ts'
import type { Request } from '../file/request.ts'
import type { Payment, PaymentLine } from '../file/payment.ts'

/** The funds of a proposal: the main fund, and others that take a fixed part. */
type Chosen = { fund: string; also?: readonly Funding[] | undefined }

export const sumOf = (lines: readonly { cents: number }[]): number => lines.reduce((sum, { cents }) => sum + cents, 0)

/** Returns true if money of a fund may be committed on a day. */
export const isOpen = ({ validFrom, validTo }: Fund, on: string): boolean => validFrom <= on && on <= validTo

/**
 * Returns the years, up to one, in which money of the funds may move. A grant may be funded the year after its request.
 */
export function yearsOf(funds: readonly Fund[], until: number): number[] {
  const first = Math.min(...funds.map(({ validFrom }) => Number(validFrom.slice(0, 4)))) - 1
  return Array.from({ length: Math.max(0, until - first + 1) }, (_, index) => first + index)
}

/** Returns the code of the reason why a fund may not pay for a programme on a day; undefined if it may. */
function unfit(fund: Fund, { programmes }: Municipality, programme: string, on: string): string | undefined {
  if (!isOpen(fund, on)) return 'fund.closed'
  const paidFor = programmes.find(({ id }) => id === programme)
  // An unknown programme is reported at its own field.
  if (!paidFor) return undefined
  if (!fund.programmes.includes(programme)) return 'fund.programme'
  return fund.groups && !fund.groups.includes(paidFor.group ?? '') ? 'fund.group' : undefined
}

/**
 * Splits an amount over the chosen funds: each of `also` takes its part and the main fund the rest, so the parts sum to the
 * whole. Or returns the problem: a fund that is unknown, closed on that day, not for this programme or its group, or chosen
 * twice; parts that leave nothing to the main fund. A grant without money takes nothing from a fund.
 */
export function fundingOf(
  { fund, also = [] }: Chosen,
  totalCents: number,
  municipality: Municipality,
  programme: string,
  on: string,
): { funding: Funding[] } | Problem[] {
  if (totalCents === 0) return { funding: [] }
  const problems: Problem[] = []
  const chosen = [{ field: 'fund', id: fund }, ...also.map((part, at) => ({ field: `also.${at}.fund`, id: part.fund }))]
  chosen.forEach(({ field, id }, index) => {
    const found = municipality.funds.find((candidate) => candidate.id === id)
    const isTwice = chosen.slice(0, index).some((before) => before.id === id)
    const code = !found ? 'choice' : isTwice ? 'fund.twice' : unfit(found, municipality, programme, on)
    if (code) problems.push({ field, code })
  })
  const rest = totalCents - sumOf(also)
  if (rest <= 0) problems.push({ field: `also.${also.length - 1}.cents`, code: 'fund.rest', values: { totalCents } })
  return problems.length > 0 ? problems : { funding: [{ fund, cents: rest }, ...also] }
}

/**
 * Splits another amount over the same funds: each part in proportion and the rest on the main fund, so the parts sum to the
 * whole.
 */
export function refunded(funding: readonly Funding[], totalCents: number): Funding[] {
  const before = sumOf(funding)
  const [main, ...others] = funding
  if (!main) return []
  const parts = others.map(({ fund, cents }) => ({ fund, cents: Math.floor((cents * totalCents) / before) }))
  return [{ fund: main.fund, cents: totalCents - sumOf(parts) }, ...parts].filter(({ cents }) => cents > 0)
}

/** Returns the payments that are or will be paid: a cancelled one draws on no fund. */
const standing = (payments: readonly Payment[]) => payments.filter(({ state }) => state !== 'cancelled')

/** Returns what payments draw on a fund, in cents. */
export const drawnOn = (fund: string, payments: readonly Payment[]): number =>
  sumOf(standing(payments).flatMap(({ lines }) => lines.filter((line) => line.fund === fund)))

/** Returns what payments have drawn on a grant in all, in cents. */
export const drawnCents = (payments: readonly Payment[]): number =>
  standing(payments).reduce((sum, { amountCents }) => sum + amountCents, 0)

/**
 * Returns the lines of the next payment. It draws on the rest of each part of the grant, in order, so that over all payments
 * each fund pays exactly its share.
 * @throws Error if a fund is no longer configured: nobody loses money to a line removed from a file
 */
export function paymentLines(
  { funding }: Pick<Grant, 'funding'>,
  payments: readonly Payment[],
  amountCents: number,
  { funds, office }: Pick<Municipality, 'funds' | 'office'>,
): PaymentLine[] {
  let missing = amountCents
  return funding.flatMap(({ fund: id, cents: share }) => {
    const cents = Math.min(share - drawnOn(id, payments), missing)
    if (cents <= 0) return []
    const fund = funds.find((candidate) => candidate.id === id)
    if (!fund) throw new Error(`fund ${id} of ${office.municipality} is gone: funds in use must be kept`)
    missing -= cents
    return [{ fund: id, budgetLine: fund.budgetLine, ...(fund.cup ? { cup: fund.cup } : {}), cents }]
  })
}

/** Returns the amount that a fund holds for a request: its part or, once completed, what became payments. */
const heldOn = ({ fund, cents }: Funding, { stage }: Request, payments: readonly Payment[]): number =>
  stage === 'completed' || stage === 'closed'
    ? sumOf(payments.flatMap(({ lines }) => lines.filter((line) => line.fund === fund)))
    : cents

/**
 * Returns the amount that each fund gets back when a grant ends: its part less what payments draw on it; none before
 * money was committed.
 */
export const unspent = ({ request, payments }: { request: Request; payments: readonly Payment[] }): Funding[] =>
  (request.fundedAt ? (request.grant?.funding ?? []) : [])
    .map((part) => ({ fund: part.fund, cents: heldOn(part, request, payments) - drawnOn(part.fund, payments) }))
    .filter(({ cents }) => cents > 0)

/**
 * Returns the place of a request in the queues of its funds, as sortable text: by approval, and within one second by register
 * number.
 */
export const turnOf = ({ decision, receivedAt, registryEntry = '', id }: Request): string =>
  [decision?.at ?? receivedAt, registryEntry.replace(/\d+$/, (number) => number.padStart(9, '0')), id].join('#')
