import { clearanceOf } from '../../domain/treasury/clearance.ts'
import { messageOf, signed } from '../../domain/treasury/webhook.ts'
import { amend } from '../file/amend.ts'
import type { Payments } from './finance.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Payment } from '../../domain/file/payment.ts'
import { NoResponse, type Webhook } from '../ports/webhook.ts'
import type { Deps } from '../ports/deps.ts'

export type DeliveryDeps = Pick<Deps, 'files' | 'clock' | 'configuration' | 'secrets' | 'report'> & { webhook: Webhook }

/**
 * Returns true for a payment that finance has not acted on yet. Ordered, paid, returned and cancelled ones are not
 * delivered: software that receives them only now would order them again.
 */
const isCleared = ({ state, clearance }: Payment): boolean => state === 'cleared' && clearance !== undefined

const isDelivered = ({ clearance }: Payment): boolean => clearance?.deliveredAt !== undefined

/** Returns true for a clearance that finance's software has not accepted yet. */
const isToDeliver = (payment: Payment): boolean => isCleared(payment) && !isDelivered(payment)

const isWanted = (payment: Payment, { again }: { again: boolean }): boolean =>
  again ? isCleared(payment) : isToDeliver(payment)

/** Delivers one clearance unless it was delivered or superseded meanwhile. */
async function deliver(
  deps: DeliveryDeps,
  id: string,
  { id: about, issue }: Payment,
  how: { again: boolean; fresh: boolean },
): Promise<number> {
  const file = await deps.files.load(id, how)
  const payment = file?.payments.find((each) => each.id === about && each.issue === issue)
  if (!file || !payment || !isWanted(payment, how)) return 0
  const { municipality } = file.request
  const clearance = clearanceOf(payment, file.request)
  const { finance } = await deps.configuration.of(municipality)
  if (!clearance || !finance.webhook) return 0
  const message = messageOf(municipality, payment, clearance)
  const seconds = Math.floor(Date.parse(deps.clock.now()) / 1000)
  const secret = await deps.secrets.forWebhook(municipality)
  await deps.webhook.post(finance.webhook, signed(message, secret, seconds), message.body)
  await amend(deps, id, (current, now) => {
    const found = current.payments.find((each) => each.id === about)
    // The payment may have been issued again, or the clearance delivered by another handler.
    if (!found?.clearance || found.clearance.reference !== clearance.reference || isDelivered(found)) return undefined
    return {
      act: 'payment.delivered',
      by: SYSTEM,
      about,
      payments: [{ ...found, clearance: { ...found.clearance, deliveredAt: now } }],
    }
  })
  return 1
}

/**
 * Delivers the clearances of a request to finance's software, if an address is configured: at least once each, always with
 * the same message. With `again`, delivered clearances that are not ordered yet are delivered once more. A refused message
 * does not stop the others; an address that does not respond does.
 * @throws DeliveryRefused the first failure, after the others were tried
 */
export async function deliverClearances(deps: DeliveryDeps, id: string, again = false): Promise<number> {
  const file = await deps.files.load(id)
  const failures: unknown[] = []
  let delivered = 0
  const wanted = (file?.payments ?? []).filter((payment) => isWanted(payment, { again }))
  for (const [index, payment] of wanted.entries())
    try {
      // The message before may have taken seconds, in which this one was superseded.
      delivered += await deliver(deps, id, payment, { again, fresh: index > 0 })
    } catch (error) {
      if (error instanceof NoResponse) throw error
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
  return delivered
}

/**
 * Delivers what could not be delivered before, request by request. A failed delivery stops no other, unless nobody responds at
 * all: then every other would wait as long. With `again`, what was delivered before is sent again too.
 */
export async function deliverAll(
  deps: DeliveryDeps & { payments: Payments },
  municipality: string,
  again = false,
): Promise<{ delivered: number; failed: string[] }> {
  const outcome = { delivered: 0, failed: [] as string[] }
  if (!(await deps.configuration.of(municipality)).finance.webhook) return outcome
  const requests = new Set<string>()
  for await (const payment of deps.payments.open(municipality))
    if (again ? isCleared(payment) : isToDeliver(payment)) requests.add(payment.request)
  for (const id of requests)
    try {
      const delivered = await deliverClearances(deps, id, again)
      outcome.delivered += delivered
    } catch (error) {
      outcome.failed.push(id)
      deps.report('deliver', id, error)
      if (error instanceof NoResponse) break
    }
  return outcome
}
