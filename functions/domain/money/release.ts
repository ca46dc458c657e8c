import { dayOf } from '../base/calendar.ts'
import type { Effect } from '../file/change.ts'
import { sumOf, turnOf, unspent } from './funds.ts'
import type { Request } from '../file/request.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * What goes back when a grant ends before all of it was released: to each fund its part less what payments draw on it, and
 * from the benefits of the year as much. Who waited for money leaves the queue.
 */
export const release = (file: Pick<CaseFile, 'request' | 'payments'>): Effect[] => {
  const { request } = file
  const { municipality } = request
  const parts = unspent(file)
  return [
    ...leaveQueue(request),
    ...parts.map(({ fund, cents }) => ({
      effect: 'releaseFund' as const,
      municipality,
      fund,
      amountCents: cents,
    })),
    ...(parts.length > 0 ? [benefit(request, -sumOf(parts))] : []),
  ]
}

/** Not yet with finance, or back from the bank. */
const UNCLEARED: readonly Payment['state'][] = ['eligible', 'published', 'returned']

/**
 * The payments of a file after its grant was taken back: those not yet cleared, or that came back, are cancelled, so
 * `release` gives their money back; what was cleared, or ordered since, goes on to its outcome.
 */
export const cancelUncleared = ({ payments }: Pick<CaseFile, 'payments'>): Payment[] =>
  payments.map((payment) => (UNCLEARED.includes(payment.state) ? { ...payment, state: 'cancelled' } : payment))

/** Takes a request out of the queue it waits in, if it does. */
export const leaveQueue = (request: Request): Effect[] =>
  request.queuedOn
    ? [
        {
          effect: 'leaveQueue',
          municipality: request.municipality,
          fund: request.queuedOn,
          turn: turnOf(request),
        },
      ]
    : []
/** What the record forgets then. */
export const NOT_QUEUED = { queuedAt: undefined, queuedOn: undefined }

/** Counts an amount among the benefits of a person in the year of its commitment. */
export const benefit = (request: Request, amountCents: number): Effect => ({
  effect: 'countBenefit',
  municipality: request.municipality,
  taxCode: request.application.applicant.taxCode,
  year: Number(dayOf(request.fundedAt ?? request.receivedAt).slice(0, 4)),
  amountCents,
})
