import { addDays, addMonths, dayOf, daysBetween, nextWorkingDay } from '../base/calendar.ts'
import { sumOf } from './funds.ts'
import { type Effect, personal } from '../file/effect.ts'
import type { Funding } from '../file/grant.ts'
import type { Clawback } from '../file/clawback.ts'
import type { Request } from '../file/request.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/** Money that was paid without right and comes back (Codice civile art. 2033). Amounts in cents. */

type WithClawbacks = Pick<Request, 'clawbacks'>
type PaidFile = Pick<CaseFile, 'request' | 'payments'>

/** What came back on a clawback so far. */
export const receivedCents = ({ receipts }: Pick<Clawback, 'receipts'>): number => sumOf(receipts)

/** What is still to come back: nothing once it is closed. */
export const openCents = (clawback: Clawback): number =>
  clawback.closedAt ? 0 : clawback.cents - receivedCents(clawback)

const receiptsOf = ({ clawbacks = [] }: WithClawbacks) => clawbacks.flatMap(({ receipts }) => receipts)

/** Returns the identity of a receipt, however it was typed: treasuries number anew each year. */
export const receiptKey = ({ reference, on }: { reference: string; on: string }): string =>
  `${on.slice(0, 4)} ${reference.trim().replace(/\s+/g, ' ').toLowerCase()}`

/** Books a receipt of the treasury: refused if it is on another file. The record does not say which: a receipt leads to no file. */
export const claimReceipt = (municipality: string, receipt: { reference: string; on: string }): Effect => ({
  effect: 'claimReceipt',
  write: 'create',
  key: { kind: 'receipt', municipality, receipt: personal('receipt', receiptKey(receipt)) },
  value: {},
})

/** What came back of a grant in all. */
export const recoveredCents = (request: WithClawbacks): number => sumOf(receiptsOf(request))

const partOf = (fund: string, lines: readonly Funding[]): number => sumOf(lines.filter((line) => line.fund === fund))

/** What came back of a grant to one of its funds. */
export const recoveredOn = (fund: string, request: WithClawbacks): number =>
  sumOf(receiptsOf(request).map(({ lines }) => ({ cents: partOf(fund, lines) })))

/** What came back to a fund or is to: of one that is closed, only what was received. */
const claimedOn = (fund: string, { clawbacks = [] }: WithClawbacks): number =>
  sumOf(
    clawbacks.map(({ lines, receipts, closedAt }) => ({
      cents: closedAt ? sumOf(receipts.map((each) => ({ cents: partOf(fund, each.lines) }))) : partOf(fund, lines),
    })),
  )

/** Days a payment pays for: those of the period it was released with; all of them where it is not paid by periods. */
function spanOf({ eligibleAt }: Payment, { grant, periods, startsOn }: Request): { from: string; to: string } {
  const byPeriod = grant?.plan !== 'upfront' && grant?.plan !== 'at_completion'
  const period = byPeriod ? periods.find(({ settledAt }) => settledAt === eligibleAt) : undefined
  if (period) return period
  const from = periods[0]?.from ?? startsOn ?? dayOf(eligibleAt)
  return { from, to: periods.at(-1)?.to ?? addDays(addMonths(from, grant?.months ?? 1), -1) }
}

/** The part of an amount that pays for days from one on: by days, rounded down, in favour of the person. */
function partFrom(cents: number, { from, to }: { from: string; to: string }, since: string): number {
  const all = daysBetween(from, to) + 1
  const after = Math.min(all, Math.max(0, daysBetween(since, to) + 1))
  return Math.floor((cents * after) / all)
}

/** What each fund paid of a grant; with a day, what it paid for that day and those after it. */
export function paidBy({ request, payments }: PaidFile, since?: string): Funding[] {
  const paid = new Map<string, number>()
  for (const payment of payments.filter(({ state }) => state === 'paid'))
    for (const { fund, cents } of payment.lines) {
      const counts = since === undefined ? cents : partFrom(cents, spanOf(payment, request), since)
      paid.set(fund, (paid.get(fund) ?? 0) + counts)
    }
  return [...paid].map(([fund, cents]) => ({ fund, cents }))
}

/** The most that may be asked back, by fund: what was paid, less what came back already or is being asked for. */
export function recoverable(file: PaidFile, since?: string): Funding[] {
  const inAll = new Map(paidBy(file).map(({ fund, cents }) => [fund, cents - claimedOn(fund, file.request)]))
  return paidBy(file, since)
    .map(({ fund, cents }) => ({ fund, cents: Math.min(cents, inAll.get(fund) ?? 0) }))
    .filter(({ cents }) => cents > 0)
}

/** Whether a payment that was paid can still come back from the bank: not what came back by a receipt, or is asked back. */
export function mayBounce({ request, payments }: PaidFile, { id, lines }: Payment): boolean {
  const others = payments.filter((other) => other.id !== id)
  const left = paidBy({ request, payments: others })
  return lines.every(({ fund }) => claimedOn(fund, request) <= partOf(fund, left))
}

/**
 * An amount in proportion to parts, to none more than its part: rounded down, and the cents left over to those that lost the
 * most by it. The result sums to the amount.
 * @throws when the parts together are less than the amount
 */
export function inProportion(cents: number, parts: readonly Funding[]): Funding[] {
  const whole = sumOf(parts)
  if (cents > whole) throw new Error(`${cents} cents are more than the ${whole} there are`)
  const down = parts.map(({ fund, cents: part }) => ({
    fund,
    cents: Math.floor((cents * part) / whole),
    lost: (cents * part) % whole,
  }))
  const left = cents - sumOf(down)
  const more = [...down].sort((a, b) => b.lost - a.lost).slice(0, left)
  return down
    .map((part) => ({ fund: part.fund, cents: part.cents + (more.includes(part) ? 1 : 0) }))
    .filter((part) => part.cents > 0)
}

/** The funds that an amount received goes back to: in proportion to what each still gets of this clawback. */
export const linesBack = ({ lines, receipts }: Pick<Clawback, 'lines' | 'receipts'>, cents: number): Funding[] =>
  inProportion(
    cents,
    lines
      .map(({ fund, cents: all }) => ({
        fund,
        cents: all - sumOf(receipts.map((each) => ({ cents: partOf(fund, each.lines) }))),
      }))
      .filter((part) => part.cents > 0),
  )

/** Monthly instalments that sum to the amount, each due on a day offices are open (Codice civile art. 2963). */
export const monthly = (
  cents: number,
  count: number,
  firstOn: string,
  holidaysOf: (on: string) => readonly string[],
): Clawback['plan'] =>
  Array.from({ length: count }, (_, index) => {
    const on = addMonths(firstOn, index)
    const upTo = (number: number) => Math.floor((cents * number) / count)
    return { number: index + 1, dueOn: nextWorkingDay(on, holidaysOf(on)), cents: upTo(index + 1) - upTo(index) }
  })

/** How much of a clawback is late on a day, and since when; the money received pays the oldest instalments first. */
export function lateOn(clawback: Clawback, today: string): { cents: number; since: string } | undefined {
  if (clawback.closedAt) return undefined
  let rest = receivedCents(clawback)
  const late = clawback.plan
    .filter(({ dueOn }) => dueOn < today)
    .flatMap(({ dueOn, cents }) => {
      const covered = Math.min(rest, cents)
      rest -= covered
      return covered < cents ? [{ dueOn, cents: cents - covered }] : []
    })
  const [first] = late
  return first && { cents: sumOf(late), since: first.dueOn }
}

/** The next instalment that is not covered by what was received. */
export function nextOf(clawback: Clawback): { dueOn: string; cents: number } | undefined {
  if (clawback.closedAt) return undefined
  let rest = receivedCents(clawback)
  for (const { dueOn, cents } of clawback.plan) {
    if (rest < cents) return { dueOn, cents: cents - rest }
    rest -= cents
  }
  return undefined
}

/** Whether the person is still to be told of a clawback: not of money that they brought themselves. */
export const isUntold = ({ cause, toldAt, closedAt }: Clawback): boolean =>
  cause !== 'returned_by_person' && toldAt === undefined && closedAt === undefined
