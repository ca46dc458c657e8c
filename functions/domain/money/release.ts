import type { Effect } from '../file/effect.ts'
import { giveBack, leaveQueue } from './fund-effects.ts'
import { unspent } from './funds.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * Gives back what payments did not draw when a grant ends early: to each fund its part, and out of the benefits of the year.
 * A request that waited for money leaves the queue.
 */
export const release = (file: Pick<CaseFile, 'request' | 'payments'>): Effect[] => [
  ...leaveQueue(file.request),
  ...giveBack(file.request, unspent(file)),
]

/** States before clearance, or after the bank returned the money. */
const UNCLEARED: readonly Payment['state'][] = ['eligible', 'published', 'returned']

/**
 * Cancels the payments that are not cleared yet, or that came back, of a grant that is taken back: `release` then returns
 * their money. What was cleared or ordered goes on to its outcome.
 */
export const cancelUncleared = ({ payments }: Pick<CaseFile, 'payments'>): Payment[] =>
  payments.map((payment) => (UNCLEARED.includes(payment.state) ? { ...payment, state: 'cancelled' } : payment))
