import { dayOf } from '../../domain/base/calendar.ts'
import { type GateFacts, unmetConditions } from '../../domain/money/gate.ts'
import { regulationOf } from '../../domain/municipality/regulation.ts'
import { paymentOf, type CaseFile } from '../../domain/file/case-file.ts'
import { notifyAdministrator } from '../procedure/notify-administrator.ts'
import { amend } from '../file/amend.ts'
import { SYSTEM, type Change } from '../../domain/file/change.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { Payment } from '../../domain/file/payment.ts'
import type { Deps } from '../ports/deps.ts'

type ClearDeps = Pick<Deps, 'files' | 'history' | 'clock' | 'configuration' | 'postman'>

const LAW = 'D.Lgs. 267/2000 art. 184'
const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join()

/**
 * Decides on a payment at the gate: it is cleared, published first, or held with the unmet conditions. Undefined if it
 * is not at the gate or is already held for the same conditions.
 */
export function decideClearance(file: CaseFile, instalment: number, facts: GateFacts, now: string): Change | undefined {
  const payment = paymentOf(file, instalment)
  if (payment?.state !== 'published') return undefined
  const unmet = unmetConditions(file, payment, facts)
  const { held, ...free } = payment
  const about = { by: SYSTEM, law: LAW, about: payment.id }
  if (unmet.length === 0) {
    const clearance = { reference: `${payment.id}-${payment.issue}`, clearedAt: now }
    return { ...about, act: 'payment.cleared', payments: [{ ...free, state: 'cleared', clearance }] }
  }
  // Other help granted since may exceed the threshold.
  if (isSame(unmet, ['publication']))
    return { ...about, act: 'payment.to_publish', payments: [{ ...free, state: 'eligible' }] }
  if (held && isSame(held.unmet, unmet)) return undefined
  return { ...about, act: 'payment.held', payments: [{ ...payment, held: { since: held?.since ?? now, unmet } }] }
}

/** Loads the facts of the gate besides the file. */
async function factsFor({ history, configuration }: ClearDeps, { request }: CaseFile, now: string): Promise<GateFacts> {
  const { municipality, application, fundedAt, regulation } = request
  const year = Number(dayOf(fundedAt ?? now).slice(0, 4))
  return {
    benefitsCents: await history.benefitsCents(municipality, application.applicant.taxCode, year),
    rules: regulationOf(await configuration.of(municipality), regulation),
  }
}

/** Notifies the administrator once that a payment is held, and records it. */
async function report(deps: ClearDeps, { request }: CaseFile, { id, instalment, held }: Payment): Promise<void> {
  const municipality = await deps.configuration.of(request.municipality)
  const number = numberOf(request)
  await notifyAdministrator(deps, municipality, number, 'held', `${id}: ${held?.unmet.join(', ')}`)
  await amend(deps, request.id, (file, now) => {
    const payment = paymentOf(file, instalment)
    return payment?.held && !payment.held.reportedAt
      ? {
          act: 'payment.hold_reported',
          by: SYSTEM,
          about: id,
          payments: [{ ...payment, held: { ...payment.held, reportedAt: now } }],
        }
      : undefined
  })
}

/**
 * Clears an instalment for payment (liquidazione, D.Lgs. 267/2000 art. 184): finance gets the event `payment.cleared` and a
 * question about the outcome. The reference contains instalment and issue, so there is one of each. A payment that does not
 * pass the gate (domain/money/gate.ts) is held, with the missing conditions, and checked again every day.
 * @throws NoSuchRequest
 */
export async function clearPayment(deps: ClearDeps, id: string, instalment: number): Promise<void> {
  const file = await amend(deps, id, async (current, now) =>
    decideClearance(current, instalment, await factsFor(deps, current, now), now),
  )
  const payment = paymentOf(file, instalment)
  if (payment?.state === 'published' && payment.held && !payment.held.reportedAt) await report(deps, file, payment)
}
