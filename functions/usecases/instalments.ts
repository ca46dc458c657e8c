import { addDays, dayOf } from '../domain/calendar.ts'
import { balance } from '../domain/ledger.ts'
import { drawnCents, linesOf } from '../domain/funds.ts'
import { releasedCents } from '../domain/plan.ts'
import type { CaseFile, Payment } from '../domain/records.ts'
import type { Municipality } from '../domain/regulation.ts'

/** Days between the moment a payment is owed and the day it should arrive. */
const PAYMENT_DAYS = 30

/**
 * The instalment that a file releases now, if any: what its plan has released in all, less what earlier instalments took.
 * Its id says what it is for, so making it twice makes one.
 * @throws when the fund is no longer configured: nobody loses money to a line taken out of a file
 */
export function nextInstalment(file: CaseFile, municipality: Municipality, now: string, complete: boolean): Payment[] {
  const { request, payments, postings } = file
  const { grant, application } = request
  // Who is enrolled gets no money from the municipality, and rests on no fund.
  if (!grant || grant.totalCents === 0) return []
  const payout = request.payout ?? application.payout
  if (payout.method === 'none') return []
  const released = releasedCents(grant, {
    // Hours waived with the social worker's reason are not asked for, and nothing is lost by them.
    verifiedMinutes: balance(postings, 'verified') + balance(postings, 'waived'),
    settledPeriods: request.periods.filter((period) => period.settledAt).length,
    complete,
  })
  const amountCents = released - drawnCents(payments)
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
      lines: linesOf(grant, payments, amountCents, municipality),
      method: payout.method,
      ...(payout.method === 'transfer' ? { iban: payout.iban } : {}),
      eligibleAt: now,
      dueOn: addDays(dayOf(now), PAYMENT_DAYS),
      returns: [],
    },
  ]
}
