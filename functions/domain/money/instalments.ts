import { addDays, dayOf } from '../base/calendar.ts'
import { drawnCents, paymentLines } from './funds.ts'
import { routeOf } from './gate.ts'
import { progressOf, releasedCents } from './plan.ts'
import type { Municipality } from '../municipality/regulation.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/** The days from when a payment is owed until it should arrive. */
export const PAYMENT_DAYS = 30

/**
 * Returns the instalment that a file releases now, if any: what its plan has released in all, less earlier instalments. Its id
 * derives from what it is for, so making it twice makes one.
 * @throws Error if the fund is no longer configured: nobody loses money to a line removed from a file
 */
export function nextInstalment(file: CaseFile, municipality: Municipality, now: string, complete: boolean): Payment[] {
  const { request, payments } = file
  const { grant } = request
  // An enrolled person gets no money from the municipality and draws on no fund.
  if (!grant || grant.totalCents === 0) return []
  const route = routeOf(request)
  if (!route) return []
  const amountCents = releasedCents(grant, progressOf(file, complete)) - drawnCents(payments)
  if (amountCents <= 0) return []
  const instalment = payments.length + 1
  return [
    {
      id: `${request.id}-${instalment}`,
      request: request.id,
      municipality: request.municipality,
      instalment,
      issue: 1,
      state: 'eligible',
      amountCents,
      lines: paymentLines(grant, payments, amountCents, municipality),
      ...route,
      eligibleAt: now,
      dueOn: addDays(dayOf(now), PAYMENT_DAYS),
      returns: [],
    },
  ]
}
