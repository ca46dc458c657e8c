import { balance } from '../../domain/hours/ledger.ts'
import { phaseOf } from '../../domain/procedure/lifecycle.ts'
import type { Payment } from '../../domain/file/payment.ts'
import type { RequestState, SealedRequest } from './schemas.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'

/** Returns a request as JSON: its state and figures, nothing about the person. Minutes and cents. */
export const requestJson = ({ request, postings, payments }: CaseFile): RequestState => ({
  request: request.id,
  number: request.registryEntry ?? null,
  stage: request.stage,
  phase: phaseOf(request.stage),
  receivedAt: request.receivedAt,
  dueOn: request.dueOn,
  queuedAt: request.queuedAt ?? null,
  hours: {
    owedMinutes: request.grant?.owedMinutes ?? 0,
    doneMinutes: balance(postings, 'done'),
    verifiedMinutes: balance(postings, 'verified'),
  },
  payments: payments.map(({ instalment, amountCents, state }) => ({ instalment, amountCents, state })),
})

/**
 * Returns a sealed file as JSON for those not named on it: only that it exists, because its stage may reveal the programme.
 */
export const sealedJson = ({ id, registryEntry }: CaseFile['request']): SealedRequest => ({
  request: id,
  number: registryEntry ?? null,
  sealed: true,
})

/** Returns a payment as JSON for the finance system: the sources of the money and its state, not the payee. */
export const paymentJson = ({
  id,
  request,
  instalment,
  issue,
  state,
  amountCents,
  lines,
  method,
  dueOn,
  held,
  clearance,
  ordered,
  paid,
}: Payment) => ({
  id,
  request,
  instalment,
  issue,
  state,
  amountCents,
  lines: lines.map(({ fund, budgetLine, cup, cents }) => ({ fund, budgetLine, cup: cup ?? null, cents })),
  method,
  dueOn,
  /** The unmet conditions of an uncleared payment. */
  unmet: held?.unmet ?? [],
  reference: clearance?.reference ?? null,
  clearedAt: clearance?.clearedAt ?? null,
  orderedOn: ordered?.on ?? null,
  paidOn: paid?.on ?? null,
  /** The number of the payment order. */
  order: (paid ?? ordered)?.order ?? null,
})
