import type { Effect } from '../file/effect.ts'
import { returnToFunds, leaveQueue } from './fund-effects.ts'
import { unspent } from './funds.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * Returns the effects of a grant that ends early: undrawn money goes back to its funds and out of the benefits of the
 * year, and the request leaves its queue.
 */
export const release = (file: Pick<CaseFile, 'request' | 'payments'>): Effect[] => [
  ...leaveQueue(file.request),
  ...returnToFunds(file.request, unspent(file)),
]

/** The states of payments not yet with finance, or returned by the bank. */
const UNCLEARED: readonly Payment['state'][] = ['eligible', 'published', 'returned']

/**
 * Returns the payments of a file whose grant was taken back: those not cleared yet or returned are cancelled, so that `release`
 * gives their money back; cleared and ordered ones continue to their outcome.
 */
export const cancelUncleared = ({ payments }: Pick<CaseFile, 'payments'>): Payment[] =>
  payments.map((payment) => (UNCLEARED.includes(payment.state) ? { ...payment, state: 'cancelled' } : payment))
