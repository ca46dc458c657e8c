import { type Condition, CONDITIONS } from './conditions.ts'
import { drawnCents, drawnOn } from './funds.ts'
import { iban } from '../base/identifiers.ts'
import { hasFallen } from '../procedure/lifecycle.ts'
import { progressOf, releasedCents } from './plan.ts'
import type { Regulation } from '../municipality/regulation.ts'
import type { Request } from '../file/request.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/** How a payment reaches whom: part of the payment, and the same for all that are not cleared yet. */
export type Route = Pick<Payment, 'method' | 'iban' | 'payee'>

/**
 * Where the money of a request goes now: to whom the decision names, else where the person said. None where no money was
 * asked for.
 */
export function routeOf({
  grant,
  payout: latest,
  application,
}: Pick<Request, 'grant' | 'payout' | 'application'>): Route | undefined {
  const payout = latest ?? application.payout
  if (payout.method === 'none') return undefined
  if (grant?.advantage) return { method: 'advantage', payee: { name: grant.advantage.provider } }
  if (grant?.payee) {
    const { iban: account, reasons: _, ...payee } = grant.payee
    return { method: 'transfer', iban: account, payee }
  }
  return payout.method === 'transfer' ? { method: 'transfer', iban: payout.iban } : { method: 'cash' }
}

/** The decision is issued, stands, and the person heard of it: it has effect for them from then on (L. 241/1990 art. 21-bis). */
const decisionHolds = ({ decision, papers = [], stage }: Request): boolean =>
  decision?.outcome === 'approved' && papers.some(({ id }) => id === 'decision') && !hasFallen(stage)

/** What this payment and those before it take of each fund is within what was committed there. */
function isCommitted({ request: { grant, fundedAt }, payments }: CaseFile, payment: Payment): boolean {
  const upToIt = payments.filter(({ instalment }) => instalment <= payment.instalment)
  const shareOf = (fund: string) => grant?.funding.find((part) => part.fund === fund)?.cents ?? 0
  return fundedAt !== undefined && payment.lines.every(({ fund }) => drawnOn(fund, upToIt) <= shareOf(fund))
}

/** What this payment and those before it take is released now: hours may have been taken back since it was made. */
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

/** No other payment just came back from there: until its owner says which account is right, the next would come back too. */
const isNotRefused = ({ payments }: CaseFile, { id, method, iban: account }: Payment): boolean =>
  !payments.some(
    (other) => other.id !== id && other.state === 'returned' && other.method === method && other.iban === account,
  )

/** Whether a payment goes where it should go now: so it was when it was cleared, and an account may have been refused since. */
export const goesRight = (file: CaseFile, payment: Payment): boolean =>
  isExpected(payment, file.request) && isNotRefused(file, payment)

/** What the gate knows beside the file: all benefits of the person in the year of the grant, in cents, and the rules. */
export type GateFacts = { benefitsCents: number; rules: Pick<Regulation, 'parameters'> }

/**
 * What keeps a payment from being cleared (liquidazione, D.Lgs. 267/2000 art. 184); nothing, where finance may have it. One
 * that is over the threshold of the year is published first (D.Lgs. 33/2013 art. 26(3)).
 */
export function unmetBy(file: CaseFile, payment: Payment, { benefitsCents, rules }: GateFacts): Condition[] {
  const { request } = file
  const { publishThresholdYearCents, cashLimitCents } = rules.parameters
  const holds: Record<Condition, boolean> = {
    decision: decisionHolds(request),
    notified: request.approvalNotifiedAt !== undefined,
    fund: isCommitted(file, payment),
    hours: isReleased(file, payment),
    publication: payment.publishedAt !== undefined || benefitsCents <= publishThresholdYearCents.value,
    payee: isValid(payment),
    account: goesRight(file, payment),
    cash: payment.method !== 'cash' || payment.amountCents <= cashLimitCents.value,
  }
  return CONDITIONS.filter((condition) => !holds[condition])
}
