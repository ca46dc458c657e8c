import { type Condition, CONDITIONS } from './conditions.ts'
import { drawnCents, drawnOn } from './funds.ts'
import { iban } from '../base/identifiers.ts'
import { isDecisionSetAside } from '../procedure/lifecycle.ts'
import { progressOf, releasedCents } from './plan.ts'
import type { Regulation } from '../municipality/regulation.ts'
import type { Request } from '../file/request.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/** The route of a payment: method, account and payee. All payments not cleared yet share it. */
export type PaymentRoute = Pick<Payment, 'method' | 'iban' | 'payee'>

/**
 * Returns the route of a request's money now: as the decision names it, else as the person said. Undefined if no money was
 * asked for.
 */
export function routeOf({
  grant,
  payout: latest,
  application,
}: Pick<Request, 'grant' | 'payout' | 'application'>): PaymentRoute | undefined {
  const payout = latest ?? application.payout
  if (payout.method === 'none') return undefined
  if (grant?.advantage) return { method: 'advantage', payee: { name: grant.advantage.provider } }
  if (grant?.payee) {
    const { iban: account, reasons: _, ...payee } = grant.payee
    return { method: 'transfer', iban: account, payee }
  }
  return payout.method === 'transfer' ? { method: 'transfer', iban: payout.iban } : { method: 'cash' }
}

/** Returns true if the decision is issued, in force and notified, which makes it effective (L. 241/1990 art. 21-bis). */
const decisionHolds = ({ decision, papers = [], stage }: Request): boolean =>
  decision?.outcome === 'approved' && papers.some(({ id }) => id === 'decision') && !isDecisionSetAside(stage)

/** Returns true if this payment and those before it stay within the commitment of each fund. */
function isCommitted({ request: { grant, fundedAt }, payments }: CaseFile, payment: Payment): boolean {
  const upToIt = payments.filter(({ instalment }) => instalment <= payment.instalment)
  const shareOf = (fund: string) => grant?.funding.find((part) => part.fund === fund)?.cents ?? 0
  return fundedAt !== undefined && payment.lines.every(({ fund }) => drawnOn(fund, upToIt) <= shareOf(fund))
}

/**
 * Returns true if this payment and those before it are released now: hours may have been withdrawn since it was made.
 */
function isReleased(file: CaseFile, { instalment }: Payment): boolean {
  const { grant, stage } = file.request
  const isOver = stage === 'completed' || stage === 'closed'
  const upToIt = file.payments.filter((each) => each.instalment <= instalment)
  return grant !== undefined && drawnCents(upToIt) <= releasedCents(grant, progressOf(file, isOver))
}

const isValid = ({ method, iban: account, payee }: Payment): boolean =>
  method === 'transfer' ? iban.safeParse(account).success : method === 'cash' || payee !== undefined

function isExpected({ method, iban: account, payee }: Payment, request: Request): boolean {
  const route = routeOf(request)
  return route?.method === method && route.iban === account && route.payee?.name === payee?.name
}

/** Returns false if another payment was returned from the same account and no other account was given since. */
const isNotRefused = ({ payments }: CaseFile, { id, method, iban: account }: Payment): boolean =>
  !payments.some(
    (other) => other.id !== id && other.state === 'returned' && other.method === method && other.iban === account,
  )

/** Returns true if a payment has the current route; its account may have been rejected since it was cleared. */
export const hasCurrentRoute = (file: CaseFile, payment: Payment): boolean =>
  isExpected(payment, file.request) && isNotRefused(file, payment)

/**
 * The facts of the gate besides the file: the benefits of the person in the year of the grant, in cents, and the rules.
 */
export type GateFacts = { benefitsCents: number; rules: Pick<Regulation, 'parameters'> }

/**
 * Returns the conditions that keep a payment from being cleared (liquidazione, D.Lgs. 267/2000 art. 184); none if finance may
 * have it. A payment above the threshold of the year is published first (D.Lgs. 33/2013 art. 26(3)).
 */
export function unmetConditions(file: CaseFile, payment: Payment, { benefitsCents, rules }: GateFacts): Condition[] {
  const { request } = file
  const { publishThresholdYearCents, cashLimitCents } = rules.parameters
  const holds: Record<Condition, boolean> = {
    decision: decisionHolds(request),
    notified: request.approvalNotifiedAt !== undefined,
    fund: isCommitted(file, payment),
    hours: isReleased(file, payment),
    publication: payment.publishedAt !== undefined || benefitsCents <= publishThresholdYearCents.value,
    payee: isValid(payment),
    account: hasCurrentRoute(file, payment),
    cash: payment.method !== 'cash' || payment.amountCents <= cashLimitCents.value,
  }
  return CONDITIONS.filter((condition) => !holds[condition])
}
