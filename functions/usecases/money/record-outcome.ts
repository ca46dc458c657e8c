import type { Answer } from '../../domain/questions/index.ts'
import { mayReturn } from '../../domain/money/clawback.ts'
import { isDecisionSetAside } from '../../domain/procedure/lifecycle.ts'
import type { Problem } from '../../domain/base/problems.ts'
import { isKnownOrder } from '../../domain/treasury/orders.ts'
import { type CaseFile, openAsks, paymentOf } from '../../domain/file/case-file.ts'
import type { Ask } from '../../domain/file/ask.ts'
import { writeSubject } from '../../domain/file/common.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { deliver } from '../asks/answer-ask.ts'
import { outcomeOf } from '../../domain/treasury/outcome.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Payment } from '../../domain/file/payment.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

/** The reasons why an outcome contradicts the record; a person has to look into it. */
export const DISAGREEMENTS = [
  /** No clearance of this municipality has this reference. */
  'unknown',
  /** The payment was returned and issued again under another reference. */
  'superseded',
  /** The opposite outcome was reported before, or the decision was set aside after a payment. */
  'paid',
  'returned',
  'cancelled',
  /** Another order was reported for the same clearance. */
  'otherOrder',
  /** Reported as returned, but its money was already received back, or is being recovered. */
  'received',
  /** The reporter has a conflict of interest on the file (L. 241/1990 art. 6-bis). */
  'conflict',
] as const
export type Disagreement = (typeof DISAGREEMENTS)[number]

export type RecordOutcomeResult =
  | { status: 'recorded'; payment: Payment }
  /** The outcome was known; nothing changed. */
  | { status: 'already'; payment: Payment }
  | { status: 'refused'; why: Disagreement; payment?: Payment }
  | { status: 'invalid'; problems: Problem[] }

export type OutcomeDeps = Pick<Deps, 'files' | 'clock' | 'configuration' | 'workflows' | 'report'>

/** A reference as `clearPayment` makes it; banks may write it in capitals. */
const REFERENCE = /^([0-9a-z]{26})-(\d{1,4})-(\d{1,4})$/

/** Returns the known outcome of a reference; `open` if it is awaited. */
function knownOf(
  file: CaseFile,
  payment: Payment | undefined,
  issue: number,
  answer: Answer<'outcome'>,
): 'open' | 'already' | Disagreement {
  if (!payment || issue > payment.issue) return 'unknown'
  // Each return but the last led to a new issue, so the first return is that of the first issue.
  const cameBack = payment.returns[issue - 1]
  const { choice } = answer
  const orders = cameBack ? [cameBack.ordered] : [payment.ordered, payment.paid]
  if (choice === 'ordered' && orders.some((known) => isKnownOrder(answer.order, known?.order))) return 'already'
  if (cameBack) return choice === 'returned' ? 'already' : issue < payment.issue ? 'superseded' : 'returned'
  if (payment.state === 'paid')
    return choice === 'paid' ? 'already' : choice === 'returned' ? bounced(file, payment) : 'paid'
  if (payment.state === 'cancelled') return 'cancelled'
  if (payment.state === 'ordered') return choice === 'ordered' ? 'otherOrder' : 'open'
  return payment.state === 'cleared' ? 'open' : 'unknown'
}

/**
 * Decides on the return of a paid payment, which then waits for another account even if the request is closed. If the
 * decision was set aside, the money is a receipt instead.
 */
function bounced(file: CaseFile, payment: Payment): 'open' | Disagreement {
  if (isDecisionSetAside(file.request.stage)) return 'paid'
  return mayReturn(file, payment) ? 'open' : 'received'
}

/** Returns the open ask about what became of a payment, if there is one. */
const openAskAbout = (file: CaseFile, { instalment: number, issue: round }: Payment): Ask | undefined =>
  openAsks(file, 'outcome').find(({ subject }) => subject === writeSubject({ number, round }))

/**
 * Records the outcome of a clearance from any channel: as the answer to the open question, or, for an order, leaving the
 * question open. The reference contains instalment and issue, so an outcome never applies to another issue. Idempotent.
 * `standIn` replaces the number of an order that nobody reported.
 */
export async function recordOutcome(
  deps: OutcomeDeps,
  { municipality: code, member }: Staff,
  reference: string,
  answer: Answer<'outcome'>,
  standIn?: string,
): Promise<RecordOutcomeResult> {
  const [, request = '', instalment, issue] = REFERENCE.exec(reference.trim().toLowerCase()) ?? []
  let result: RecordOutcomeResult = { status: 'refused', why: 'unknown' }
  let answered: Ask | undefined
  let bouncedNow = false
  let file: CaseFile
  try {
    file = await amend(deps, request, (current, now) => {
      result = { status: 'refused', why: 'unknown' }
      answered = undefined
      bouncedNow = false
      if (current.request.municipality !== code) return undefined
      if (hasConflict(member, current.request)) {
        result = { status: 'refused', why: 'conflict' }
        return undefined
      }
      const payment = paymentOf(current, Number(instalment))
      const known = knownOf(current, payment, Number(issue), answer)
      if (known !== 'open' || !payment) {
        result = known === 'already' && payment ? { status: known, payment } : refused(known, payment)
        return undefined
      }
      const by = { role: member.role, id: member.id }
      const ask = openAskAbout(current, payment)
      const change = outcomeOf(current, payment, answer, now, standIn)
      if (Array.isArray(change)) {
        result = { status: 'invalid', problems: change }
        return undefined
      }
      if (!change) {
        result = { status: 'already', payment }
        return undefined
      }
      const { keeps, ...effectual } = change
      result = { status: 'recorded', payment: effectual.payments?.[0] ?? payment }
      if (keeps) return { ...effectual, by, asks: ask ? [{ ...ask, ...keeps }] : [] }
      // A workflow that has not asked yet finds the outcome and does not ask.
      answered = ask && { ...ask, status: 'answered', answer, answeredAt: now, answeredBy: by }
      bouncedNow = payment.state === 'paid'
      return { ...effectual, by, asks: answered ? [answered] : [] }
    })
  } catch (error) {
    if (error instanceof NoSuchRequest) return result
    throw error
  }
  // A paid payment has no workflow any more; if this start is lost, the sweep starts it.
  if (bouncedNow)
    await attempt(deps, 'restart', request, () =>
      deps.workflows.ensure(request, { machine: 'payment', instalment: Number(instalment) }, true),
    )
  // The outcome is recorded even if the workflow cannot be reached now.
  const asked = answered
  if (asked) await attempt(deps, 'deliver', request, () => deliver(deps, file, asked))
  return result
}

const refused = (why: 'open' | 'already' | Disagreement, payment: Payment | undefined): RecordOutcomeResult => ({
  status: 'refused',
  why: why === 'open' || why === 'already' ? 'unknown' : why,
  ...(payment && why !== 'unknown' ? { payment } : {}),
})
