import { receivedCents, recoveredOn } from '../money/clawback.ts'
import { dueOf } from '../money/due.ts'
import { drawnCents, drawnOn, sumOf } from '../money/funds.ts'
import { isDecisionSetAside } from '../procedure/lifecycle.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { Clawback } from '../file/clawback.ts'
import type { Payment } from '../file/payment.ts'
import type { Difference } from './differences.ts'

/** A difference that a file shows by itself. */
export type Found = Omit<Difference, 'request' | 'number'>

/** The states that a payment reaches only after clearance. */
const WAS_CLEARED: readonly Payment['state'][] = ['cleared', 'ordered', 'paid', 'returned']

/**
 * Returns how often a payment was returned: once before each issue but the first, and once more if it waits for the next.
 */
function returnsOf({ state, issue, clearance }: Payment): { least: number; most: number } {
  const before = issue - 1
  if (state === 'returned') return { least: issue, most: issue }
  // A payment that was cleared and then cancelled was returned or called back.
  return { least: before, most: state === 'cancelled' && clearance ? issue : before }
}

/** Finds contradictions within a payment, and between it and its file. */
export function checkPayment({ request }: CaseFile, payment: Payment): Found[] {
  const { id, state, issue, amountCents, lines, clearance, returns, ordered, paid } = payment
  const found: Found[] = []
  const funds = request.grant?.funding.map(({ fund }) => fund) ?? []
  const isWithFinance = state === 'cleared' || state === 'ordered'
  const isSettled = state === 'paid' || state === 'cancelled'
  if (sumOf(lines) !== amountCents)
    found.push({ cause: 'lines', about: id, expectedCents: amountCents, foundCents: sumOf(lines) })
  if (request.decision?.outcome !== 'approved') found.push({ cause: 'decision', about: id })
  if (isDecisionSetAside(request.stage) && !isSettled && !isWithFinance) found.push({ cause: 'fallen', about: id })
  for (const { fund, cents } of lines)
    if (!request.fundedAt || !funds.includes(fund)) found.push({ cause: 'fund', about: id, fund, foundCents: cents })
  // A cancelled payment may have been cleared before, or not.
  if (state !== 'cancelled' && WAS_CLEARED.includes(state) !== (clearance !== undefined))
    found.push({ cause: 'clearance', about: id })
  if (clearance && clearance.reference !== `${id}-${issue}`)
    found.push({ cause: 'clearance', about: clearance.reference })
  const came = returnsOf(payment)
  if (returns.length < came.least || returns.length > came.most) found.push({ cause: 'returns', about: id })
  // An order stays with the payment it paid; the order of a returned one is with the return.
  const isOrderWrong = state === 'ordered' ? !ordered : state !== 'paid' && ordered !== undefined
  if (isOrderWrong || (state === 'paid') !== (paid !== undefined)) found.push({ cause: 'outcome', about: id })
  return found
}

/**
 * Finds payments that were never made or are gone, and payments beyond what hours allow, such as hours withdrawn after payment.
 */
export function checkPlan(file: CaseFile): Found[] {
  const { request, payments } = file
  const { leastCents, mostCents } = dueOf(file)
  const found: Found[] = []
  for (let instalment = 1; instalment <= payments.length; instalment++)
    if (!payments.some((each) => each.instalment === instalment))
      found.push({ cause: 'missing', about: `${request.id}-${instalment}` })
  const madeCents = payments.reduce((sum, { amountCents }) => sum + amountCents, 0)
  if (madeCents < leastCents) found.push({ cause: 'missing', expectedCents: leastCents, foundCents: madeCents })
  const standingCents = drawnCents(payments)
  if (standingCents > mostCents) found.push({ cause: 'hours', expectedCents: mostCents, foundCents: standingCents })
  return found
}

/** Finds funds that paid more than they committed, or recovered more than they paid. */
export function checkFunds({ request, payments }: CaseFile): Found[] {
  return (request.grant?.funding ?? []).flatMap(({ fund, cents }): Found[] => {
    const drawn = drawnOn(fund, payments)
    const paid = drawnOn(
      fund,
      payments.filter(({ state }) => state === 'paid'),
    )
    const recovered = recoveredOn(fund, request)
    return [
      ...(drawn > cents ? [{ cause: 'commitment' as const, fund, expectedCents: cents, foundCents: drawn }] : []),
      ...(recovered > paid ? [{ cause: 'recovered' as const, fund, expectedCents: paid, foundCents: recovered }] : []),
    ]
  })
}

/** Finds clawbacks whose parts, plan or receipts do not sum up. */
export function checkClawback(id: string, clawback: Clawback): Found[] {
  const { number, cents, lines, plan, receipts, closedAt, waived } = clawback
  const about = `${id}-clawback-${number}`
  const received = receivedCents(clawback)
  const found: Found[] = receipts
    .filter((receipt) => sumOf(receipt.lines) !== receipt.cents)
    .map((receipt) => ({
      cause: 'lines',
      about: receipt.id,
      expectedCents: receipt.cents,
      foundCents: sumOf(receipt.lines),
    }))
  for (const parts of [lines, plan])
    if (parts.length > 0 && sumOf(parts) !== cents)
      found.push({ cause: 'clawback', about, expectedCents: cents, foundCents: sumOf(parts) })
  const isWhole = received === cents
  if (received > cents || (closedAt !== undefined) !== (isWhole || waived !== undefined))
    found.push({ cause: 'clawback', about, expectedCents: cents, foundCents: received })
  return found
}
