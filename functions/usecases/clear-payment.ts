import { paymentOf } from '../domain/standing.ts'
import { amend } from './amend.ts'
import { type Deps, SYSTEM } from './ports.ts'

/**
 * Clears an instalment for payment (liquidazione, D.Lgs. 267/2000 art. 184): the trigger that finance receives, as the event
 * `payment.cleared` and as a question about its outcome. The reference says instalment and issue, so there is one of each.
 */
export async function clearPayment(deps: Pick<Deps, 'files' | 'clock'>, id: string, instalment: number): Promise<void> {
  await amend(deps, id, (file, now) => {
    const payment = paymentOf(file, instalment)
    if (payment?.state !== 'published') return undefined
    return {
      act: 'payment.cleared',
      by: SYSTEM,
      law: 'D.Lgs. 267/2000 art. 184',
      about: payment.id,
      payments: [
        { ...payment, state: 'cleared', clearance: { reference: `${payment.id}-${payment.issue}`, clearedAt: now } },
      ],
    }
  })
}
