import { clearanceOf } from '../domain/clearance.ts'
import { dayOf } from '../domain/calendar.ts'
import type { CaseFile, Payment } from '../domain/records.ts'
import { messageOf, signed } from '../domain/webhook.ts'
import { amend } from './amend.ts'
import type { Payments } from './finance.ts'
import { type Deps, SYSTEM, type Webhook } from './ports.ts'

export type Delivering = Pick<Deps, 'files' | 'clock' | 'configuration' | 'secrets' | 'report'> & { webhook: Webhook }

/** A clearance that finance's software was not told yet. What it was told once is not told again by itself. */
const isUntold = ({ clearance }: Payment): boolean => clearance !== undefined && clearance.toldAt === undefined

/** The clearances of a file that finance's software has to hear of. */
export const untold = ({ payments }: Pick<CaseFile, 'payments'>): Payment[] => payments.filter(isUntold)

/**
 * Tells finance's software of the clearances of a request: at least once each, for whoever takes a message may die before
 * saying so, and so may we before writing it down. The message is the same each time. Where no address is configured there
 * is nobody to tell. With `again` what was told before is told once more.
 * @throws NotTaken when the address does not take one; those before it are told
 */
export async function deliverClearances(deps: Delivering, id: string, again = false): Promise<number> {
  const file = await deps.files.load(id)
  if (!file) return 0
  const { request } = file
  const { finance } = await deps.configuration.of(request.municipality)
  if (!finance.webhook) return 0
  const secret = await deps.secrets.forWebhook(request.municipality)
  let told = 0
  for (const payment of again ? file.payments : untold(file)) {
    const clearance = clearanceOf(payment, request)
    if (!clearance) continue
    const message = messageOf(request.municipality, payment, clearance)
    const seconds = Math.floor(Date.parse(deps.clock.now()) / 1000)
    await deps.webhook.post(finance.webhook, signed(message, secret, seconds), message.body)
    await amend(deps, id, (current, now) => {
      const found = current.payments.find((each) => each.id === payment.id)
      // Issued anew meanwhile, it is another clearance; told by another handler, it is told.
      if (!found?.clearance || found.clearance.reference !== clearance.reference || !isUntold(found)) return undefined
      return {
        act: 'payment.told',
        by: SYSTEM,
        about: found.id,
        payments: [{ ...found, clearance: { ...found.clearance, toldAt: now } }],
      }
    })
    told++
  }
  return told
}

/** Tells what could not be told before, request by request; one that cannot be told stops no other. */
export async function deliverAll(
  deps: Delivering & { payments: Payments },
  municipality: string,
): Promise<{ told: number; failed: string[] }> {
  const outcome = { told: 0, failed: [] as string[] }
  if (!(await deps.configuration.of(municipality)).finance.webhook) return outcome
  const year = Number(dayOf(deps.clock.now()).slice(0, 4))
  const requests = new Set<string>()
  // What became due in the last days of a year is cleared in the next one.
  for (const each of [year - 1, year])
    for await (const payment of deps.payments.ofYear(municipality, each))
      if (isUntold(payment)) requests.add(payment.request)
  for (const id of requests)
    try {
      const told = await deliverClearances(deps, id)
      outcome.told += told
    } catch (error) {
      outcome.failed.push(id)
      deps.report('deliver', id, error)
    }
  return outcome
}
