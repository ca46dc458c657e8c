import { dayOf, timeOf } from '../../domain/base/calendar.ts'
import { type FinanceDeps, waitingPayments } from './finance.ts'
import type { Pauses } from '../ports/pauses.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

/** From when on a day the list goes out, by the clock in Italy. */
export const LETTER_FROM = '07:00'
/** Minutes in which the letter of one day is not written again: longer than the day. */
const ONCE = 48 * 60
/** More than these are on the page only. */
const LISTED = 100

type Needs = Pick<Deps, 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'> &
  Pick<FinanceDeps, 'payments'> & { pauses: Pauses }

/**
 * Writes to finance once a day what waits to be paid, with references and amounts and nothing else; where nothing waits there
 * is no letter. Called more often it writes no more; where the letter did not go out the next call writes it.
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
