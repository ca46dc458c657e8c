import { dayOf, timeOf } from '../../domain/base/calendar.ts'
import { type FinanceDeps, waitingPayments } from './finance.ts'
import type { Pauses } from '../ports/pauses.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

/** The time of day in Italy from which the list is sent. */
export const LETTER_FROM = '07:00'
/** The minutes for which the daily letter is not repeated: more than a day. */
const ONCE = 48 * 60
/** The maximum number of payments in the letter; the rest is on the page only. */
const LISTED = 100

type Needs = Pick<Deps, 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'> &
  Pick<FinanceDeps, 'payments'> & { pauses: Pauses }

/**
 * Sends finance the payments that wait, once a day, with references and amounts only; no letter if none wait. Further calls
 * send nothing; after a failure the next call sends it.
 */
export async function writeToFinance(deps: Needs, code: string): Promise<void> {
  const now = deps.clock.now()
  if (timeOf(now) < LETTER_FROM) return
  const waiting = await waitingPayments(deps, code)
  if (waiting.length === 0) return
  const { office, staff, finance } = await deps.configuration.of(code)
  const readers = finance.mail
    ? [{ id: 'mail', email: finance.mail }]
    : staff.filter(({ role, substituteFor }) => role === 'finance' && !substituteFor)
  for (const { id, email } of readers) {
    const what = `finance:${code}:${dayOf(now)}:${id}`
    if (!(await deps.pauses.begin(what, now, ONCE))) continue
    const sent = await attempt(deps, 'financeLetter', code, async () => {
      await deps.postman.send(email, {
        template: 'finance',
        language: 'it',
        office,
        count: waiting.length,
        totalCents: waiting.reduce((sum, { amountCents }) => sum + amountCents, 0),
        payments: waiting.slice(0, LISTED).map(({ clearance, id, amountCents }) => ({
          reference: clearance?.reference ?? id,
          amountCents,
        })),
        url: `${deps.publicUrl}/desk/finance`,
      })
      return true
    })
    if (!sent) await deps.pauses.end(what)
  }
}
