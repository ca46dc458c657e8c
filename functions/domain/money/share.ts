import { recoveredOn } from './clawback.ts'
import { drawnOn } from './funds.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * The part of a grant that a fund pays, in cents: `granted = paid + toPay + notYetDue + released`; the fund still counts
 * `committed = granted - released - recovered`.
 */
export type Share = {
  grantedCents: number
  paidCents: number
  /** Payments that exist and are not paid yet. */
  toPayCents: number
  /** The amount still available to later instalments. */
  notYetDueCents: number
  /** The unused rest of an ended grant. `dueOf` says whether it should have been used. */
  releasedCents: number
  /** Paid, and recovered. */
  recoveredCents: number
  committedCents: number
}

const isPaid = ({ state }: Payment): boolean => state === 'paid'

/** Returns true if a grant is over: it draws no more, and its rest was released. */
const isOver = ({ stage }: CaseFile['request']): boolean => stage === 'completed' || hasEnded(stage)

/** Returns the share of a fund in a file; undefined before money was committed, or without a part. */
export function shareOf(
  fund: string,
  { request, payments }: Pick<CaseFile, 'request' | 'payments'>,
): Share | undefined {
  const part = request.grant?.funding.find((each) => each.fund === fund)
  if (!request.fundedAt || !part) return undefined
  const grantedCents = part.cents
  const drawn = drawnOn(fund, payments)
  const paidCents = drawnOn(fund, payments.filter(isPaid))
  const rest = grantedCents - drawn
  const recoveredCents = recoveredOn(fund, request)
  const releasedCents = isOver(request) ? rest : 0
  return {
    grantedCents,
    paidCents,
    toPayCents: drawn - paidCents,
    notYetDueCents: rest - releasedCents,
    releasedCents,
    recoveredCents,
    committedCents: grantedCents - releasedCents - recoveredCents,
  }
}
