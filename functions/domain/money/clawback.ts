import { addDays, addMonths, dayOf, daysBetween, nextWorkingDay } from '../base/calendar.ts'
import { sumOf } from './funds.ts'
import { type Effect, personal } from '../file/effect.ts'
import type { Funding } from './grant.ts'
import type { Clawback } from '../file/clawback.ts'
import type { Request } from '../file/request.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/** Recovery of undue payments (Codice civile art. 2033). Amounts in cents. */

type WithClawbacks = Pick<Request, 'clawbacks'>
type PaidFile = Pick<CaseFile, 'request' | 'payments'>

/** Returns the amount received on a clawback so far. */
export const receivedCents = ({ receipts }: Pick<Clawback, 'receipts'>): number => sumOf(receipts)

/** Returns the amount still to be received; zero once the clawback is closed. */
export const openCents = (clawback: Clawback): number =>
  clawback.closedAt ? 0 : clawback.cents - receivedCents(clawback)

const receiptsOf = ({ clawbacks = [] }: WithClawbacks) => clawbacks.flatMap(({ receipts }) => receipts)

/** Returns the key of a receipt, whatever the spelling of its reference: treasuries restart their numbers each year. */
export const receiptKey = ({ reference, on }: { reference: string; on: string }): string =>
  `${on.slice(0, 4)} ${reference.trim().replace(/\s+/g, ' ').toLowerCase()}`

/**
 * Returns the effect that claims a receipt of the treasury, refused if another file has claimed it. The record does not say
 * which file did.
 */
export const claimReceipt = (municipality: string, receipt: { reference: string; on: string }): Effect => ({
  effect: 'claimReceipt',
  write: 'create',
  key: { kind: 'receipt', municipality, receipt: personal('receipt', receiptKey(receipt)) },
  value: {},
})

/** Returns the amount recovered of a grant in all. */
export const recoveredCents = (request: WithClawbacks): number => sumOf(receiptsOf(request))

const partOf = (fund: string, lines: readonly Funding[]): number => sumOf(lines.filter((line) => line.fund === fund))

/** Returns the amount recovered of a grant for one of its funds. */
export const recoveredOn = (fund: string, request: WithClawbacks): number =>
  sumOf(receiptsOf(request).map(({ lines }) => ({ cents: partOf(fund, lines) })))

/** Returns the amount claimed for a fund; of a closed clawback only what was received. */
const claimedOn = (fund: string, { clawbacks = [] }: WithClawbacks): number =>
  sumOf(
    clawbacks.map(({ lines, receipts, closedAt }) => ({
      cents: closedAt ? sumOf(receipts.map((each) => ({ cents: partOf(fund, each.lines) }))) : partOf(fund, lines),
    })),
  )

/**
 * Returns the days that a payment pays for: those of the period it was released with, or of the whole activity if it is not
 * paid by periods.
 */
function eligiblePeriodOf(
  { eligibleAt }: Payment,
  { grant, periods, startsOn }: Request,
): { from: string; to: string } {
  const byPeriod = grant?.plan !== 'upfront' && grant?.plan !== 'at_completion'
  const period = byPeriod ? periods.find(({ settledAt }) => settledAt === eligibleAt) : undefined
  if (period) return period
  const from = periods[0]?.from ?? startsOn ?? dayOf(eligibleAt)
  return { from, to: periods.at(-1)?.to ?? addDays(addMonths(from, grant?.months ?? 1), -1) }
}

/** Returns the part of an amount that pays for days from `since` on: by days, rounded down in favour of the person. */
function partFrom(cents: number, { from, to }: { from: string; to: string }, since: string): number {
  const all = daysBetween(from, to) + 1
  const after = Math.min(all, Math.max(0, daysBetween(since, to) + 1))
  return Math.floor((cents * after) / all)
}

/** Returns what each fund paid of a grant; with `since`, for that day and later. */
function paidBy({ request, payments }: PaidFile, since?: string): Funding[] {
  const paid = new Map<string, number>()
  for (const payment of payments.filter(({ state }) => state === 'paid'))
    for (const { fund, cents } of payment.lines) {
      const counts = since === undefined ? cents : partFrom(cents, eligiblePeriodOf(payment, request), since)
      paid.set(fund, (paid.get(fund) ?? 0) + counts)
    }
  return [...paid].map(([fund, cents]) => ({ fund, cents }))
}

/** Returns the maximum that may be asked back, by fund: paid, less what was recovered or is being asked back. */
export function recoverable(file: PaidFile, since?: string): Funding[] {
  const inAll = new Map(paidBy(file).map(({ fund, cents }) => [fund, cents - claimedOn(fund, file.request)]))
  return paidBy(file, since)
    .map(({ fund, cents }) => ({ fund, cents: Math.min(cents, inAll.get(fund) ?? 0) }))
    .filter(({ cents }) => cents > 0)
}

/**
 * Returns true if a paid payment can still be returned by the bank: its money was neither recovered by a receipt nor is it
 * asked back.
 */
export function mayReturn({ request, payments }: PaidFile, { id, lines }: Payment): boolean {
  const others = payments.filter((other) => other.id !== id)
  const left = paidBy({ request, payments: others })
  return lines.every(({ fund }) => claimedOn(fund, request) <= partOf(fund, left))
}

/**
 * Splits an amount in proportion to parts, no share above its part: rounded down, with the remaining cents to the shares
 * that lost most. The shares sum to the amount.
 * @throws Error if the parts sum to less than the amount
 */
export function splitInProportion(cents: number, parts: readonly Funding[]): Funding[] {
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

/** Splits a received amount over the funds, in proportion to what each is still owed of the clawback. */
export const splitReceipt = ({ lines, receipts }: Pick<Clawback, 'lines' | 'receipts'>, cents: number): Funding[] =>
  splitInProportion(
    cents,
    lines
      .map(({ fund, cents: all }) => ({
        fund,
        cents: all - sumOf(receipts.map((each) => ({ cents: partOf(fund, each.lines) }))),
      }))
      .filter((part) => part.cents > 0),
  )

/** Returns monthly instalments that sum to the amount, each due on a working day (Codice civile art. 2963). */
export const monthlyPlan = (
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

/** Returns the overdue amount of a clawback and since when. Receipts pay the oldest instalments first. */
export function overdueOf(clawback: Clawback, today: string): { cents: number; since: string } | undefined {
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

/** Returns the next instalment that receipts do not cover. */
export function nextDueInstalment(clawback: Clawback): { dueOn: string; cents: number } | undefined {
  if (clawback.closedAt) return undefined
  let rest = receivedCents(clawback)
  for (const { dueOn, cents } of clawback.plan) {
    if (rest < cents) return { dueOn, cents: cents - rest }
    rest -= cents
  }
  return undefined
}

/** Returns true if the person is still to be notified of a clawback; money that they returned themselves needs no notice. */
export const awaitsNotice = ({ cause, notifiedAt, closedAt }: Clawback): boolean =>
  cause !== 'returned_by_person' && notifiedAt === undefined && closedAt === undefined
