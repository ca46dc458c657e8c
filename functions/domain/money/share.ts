import { recoveredOn } from './clawback.ts'
import { drawnOn } from './funds.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import type { Payment } from '../file/payment.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * A grant as one of its funds sees it, in cents:
 * `granted = paid + toPay + notYetDue + released`, and the fund still counts `committed = granted - released - recovered`.
 */
export type Share = {
  grantedCents: number
  paidCents: number
  /** Payments that were made and are not paid yet. */
  toPayCents: number
  /** What later instalments may take. */
  notYetDueCents: number
  /** What a grant that is over did not use. That it should not have used it is another question: `dueOf`. */
  releasedCents: number
  /** What was paid and came back. */
  recoveredCents: number
  committedCents: number
}

const isPaid = ({ state }: Payment): boolean => state === 'paid'

/** A grant whose life is over draws no more: what it did not use went back. */
const isOver = ({ stage }: CaseFile['request']): boolean => stage === 'completed' || hasEnded(stage)

/** The share that a fund has in a file; none before money was committed, or where it has no part. */
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
