import type { StateOf, WorkflowState } from '../../../workflows/index.ts'
import { secondsUntil, addDays, startOf } from '../base/calendar.ts'
import { awaitsNotice } from '../money/clawback.ts'
import { hasEnded, type Stage } from '../procedure/lifecycle.ts'
import type { AskKind } from '../questions/index.ts'
import { remainingMinutes } from '../hours/ledger.ts'
import {
  type CaseFile,
  endedBeforeSuspension,
  findAsk,
  isUnderWay,
  lacksCover,
  openDisputeOf,
  paymentOf,
  periodOf,
  reviewOf,
  disputeToNotify,
} from './case-file.ts'
import { awaitsConclusion, isOfReview, type PaperKind, papersDue } from '../procedure/papers.ts'
import type { Payment } from './payment.ts'

/** The next state of a workflow, and how long that state waits if it is a Wait. */
export type NextStep<State extends WorkflowState = WorkflowState> = { next: State; waitSeconds: number }

/** A workflow of one request: its machine and, within the request, its subject. */
export type WorkflowRef =
  | { machine: 'contribution-request' }
  | { machine: 'activity-period'; period: number }
  | { machine: 'payment'; instalment: number }
  | { machine: 'review'; review: number }

const DAY = 86_400

/**
 * The maximum wait in seconds, which keeps an execution within the year that AWS allows. Changes restart a waiting
 * workflow; if that call is lost, the hourly sweep finds the missed step (`missedStep`).
 */
const LONGEST_WAIT = 92 * DAY

const go = <State extends WorkflowState>(next: State, waitSeconds = 0): NextStep<State> => ({
  next,
  waitSeconds: Math.min(waitSeconds, LONGEST_WAIT),
})

/** The step that each stage of a request calls for, before what `ofRequest` knows beyond the stage. */
const STEPS: Record<Stage, StateOf<'contribution-request'>> = {
  submitted: 'Open',
  opened: 'AskAssessment',
  assessment: 'AskAssessment',
  integration_requested: 'AskIntegration',
  proposed_inadmissibility: 'AskDecision',
  concurrence_requested: 'AskConcurrence',
  proposed_refusal: 'AskObservations',
  rejection_notice: 'AskObservations',
  observations: 'AskDecision',
  proposed_approval: 'AskDecision',
  approved: 'CommitFunds',
  funded: 'AskPlacement',
  enrolled: 'AskPlacement',
  placed: 'AskAgreement',
  agreement_proposed: 'AskAgreement',
  agreement_signed: 'AskInsurance',
  insurance_requested: 'AskInsurance',
  insured: 'AwaitStart',
  active: 'Done',
  suspended: 'Done',
  completed: 'Done',
  closed: 'Done',
  refused: 'NotifyOutcome',
  inadmissible: 'NotifyOutcome',
  withdrawn: 'NotifyOutcome',
  revoked: 'NotifyOutcome',
  forfeited: 'NotifyOutcome',
  annulled: 'NotifyOutcome',
}

/** Returns the step that a stage calls for. */
export const stepOf = (stage: Stage): StateOf<'contribution-request'> => STEPS[stage]

/** The state that prints each kind of paper. A review that ends the request leaves its papers to the request's workflow. */
const ISSUES: Record<PaperKind, StateOf<'contribution-request'>> = {
  opening: 'IssueOpening',
  rejection: 'IssueRejection',
  decision: 'IssueDecision',
  agreement: 'IssueAgreement',
  review: 'IssueRuling',
  ruling: 'IssueRuling',
  certificate: 'IssueCertificate',
}

const capitalize = <Text extends string>(text: Text) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}` as Capitalize<Text>

/** Returns the state that asks a kind of question. */
export const stateOf = <Kind extends AskKind>(kind: Kind) => `Ask${capitalize(kind)}` as const satisfies WorkflowState

/** Returns true for a completed request with its certificate printed and every instalment paid. */
export const readyToClose = (file: CaseFile): boolean =>
  file.request.stage === 'completed' &&
  !awaitsConclusion(file.request) &&
  !papersDue(file).some(({ kind }) => kind === 'certificate') &&
  file.payments.every((payment) => payment.state === 'paid' || payment.state === 'cancelled')

const closeOrDone = (file: CaseFile) => go(readyToClose(file) ? 'Close' : 'Done')

function ofRequest(file: CaseFile, now: string): NextStep<StateOf<'contribution-request'>> {
  const { request } = file
  // A request always gets its number, also if it has ended meanwhile (CAD art. 40-bis).
  if (request.stage === 'withdrawn' && !request.registryEntry) return go('Open')
  const paper = papersDue(file).find(
    (each) => !isOfReview(each) || (request.stage !== 'closed' && hasEnded(request.stage)),
  )
  if (paper) return go(ISSUES[paper.kind])
  if (awaitsConclusion(request)) return go('AskConclusion')
  if (!hasEnded(request.stage) && request.news?.some(({ notifiedAt }) => !notifiedAt)) return go('NotifyOutcome')
  if (request.clawbacks?.some(awaitsNotice)) return go('NotifyOutcome')
  if (request.stage === 'completed') return closeOrDone(file)
  if (isUnderWay(request)) return go(request.amendment ? 'AskAgreement' : lacksCover(request) ? 'AskInsurance' : 'Done')
  if (hasEnded(request.stage))
    return go(request.stage === 'closed' || request.outcomeNotifiedAt ? 'Done' : 'NotifyOutcome')
  if (request.stage === 'funded' || request.stage === 'enrolled') {
    if (!request.approvalNotifiedAt) return go('NotifyOutcome')
    if (request.grant?.owedMinutes === 0) return go('Start')
  }
  if (request.stage === 'placed' && request.referral && !request.referral.acceptedAt) return go('AskReferral')
  if (request.stage === 'insured' && request.startsOn) {
    const wait = secondsUntil(now, startOf(request.startsOn))
    return wait > 0 ? go('AwaitStart', wait) : go('Start')
  }
  return go(stepOf(request.stage))
}

function ofPeriod(file: CaseFile, number: number, now: string): NextStep<StateOf<'activity-period'>> {
  const period = periodOf(file, number)
  if (!isUnderWay(file.request) || !period || period.settledAt) return closeOrDone(file)
  // A dispute of any period is ruled on at once: no period is settled before the person knows the ruling.
  if (openDisputeOf(file.request)) return go('AskDispute')
  if (disputeToNotify(file.request)) return go('NotifyDispute')
  // Resuming a suspended activity restarts its workflows. Periods that ended before are still signed and settled.
  if (file.request.stage === 'suspended' && !endedBeforeSuspension(file.request, period))
    return go('AwaitEnd', LONGEST_WAIT)
  const wait = secondsUntil(now, startOf(addDays(period.to, 1)))
  if (wait > 0) return go('AwaitEnd', wait)
  if (file.request.grant?.owedMinutes === 0) return go('Settle')
  const answered = (kind: AskKind) => findAsk(file, kind, String(number))?.status === 'answered'
  if (!answered('timesheet')) return go('AskTimesheet')
  if (!answered('verification')) return go('AskVerification')
  const { disputesUntil } = file.request
  const open = disputesUntil ? secondsUntil(now, startOf(addDays(disputesUntil, 1))) : 0
  return open > 0 && remainingMinutes(file.postings) > 0 ? go('AwaitDisputes', open) : go('Settle')
}

const PAYMENT_STEPS = {
  eligible: 'Publish',
  published: 'Clear',
  cleared: 'AskOutcome',
  ordered: 'AskOutcome',
  returned: 'AskAccount',
} as const satisfies Record<Exclude<Payment['state'], 'paid' | 'cancelled'>, StateOf<'payment'>>

function ofPayment(file: CaseFile, instalment: number): NextStep<StateOf<'payment'>> {
  const payment = paymentOf(file, instalment)
  return !payment || payment.state === 'paid' || payment.state === 'cancelled'
    ? closeOrDone(file)
    : go(PAYMENT_STEPS[payment.state])
}

function ofReview(file: CaseFile, number: number): NextStep<StateOf<'review'>> {
  const review = reviewOf(file, number)
  const { stage } = file.request
  // An upheld review ends the request, whose own workflow notifies the person; if the request ended otherwise there is
  // nothing to review.
  if (!review || review.notifiedAt || (hasEnded(stage) && stage !== 'closed')) return go('Done')
  const paper = papersDue(file).find((each) => isOfReview(each) && each.number === number)
  if (paper) return go(paper.kind === 'review' ? 'IssueReview' : 'IssueRuling')
  if (review.ruling) return go('NotifyReview')
  const heard = findAsk(file, 'hearing', String(number))
  return go(heard && heard.status !== 'open' ? 'AskRuling' : 'AskHearing')
}

function due(file: CaseFile, workflow: WorkflowRef, now: string): NextStep {
  switch (workflow.machine) {
    case 'contribution-request':
      return ofRequest(file, now)
    case 'activity-period':
      return ofPeriod(file, workflow.period, now)
    case 'payment':
      return ofPayment(file, workflow.instalment)
    case 'review':
      return ofReview(file, workflow.review)
  }
}

/** Steps that may find something missing, and the wait until their next try. */
const RETRIES = { CommitFunds: 'AwaitFunds', Clear: 'AwaitGate' } as const
const isRetried = (step: WorkflowState): step is keyof typeof RETRIES => Object.hasOwn(RETRIES, step)

/**
 * Returns the next step of a workflow, from the record and the clock alone. `tried` is the step just run: if it is still
 * the next one, something is missing and it is retried the next day.
 */
export function nextStep(file: CaseFile, workflow: WorkflowRef, now: string, tried?: WorkflowState): NextStep {
  const step = due(file, workflow, now)
  return step.next === tried && isRetried(tried) ? go(RETRIES[tried], DAY) : step
}

/**
 * Returns true if a workflow should have taken its next step before `since`: its execution waits for something else,
 * because the call to restart it was lost.
 */
export function missedStep(file: CaseFile, workflow: WorkflowRef, since: string): boolean {
  const { next } = due(file, workflow, since)
  if (next === 'Done' || next.startsWith('Await') || isRetried(next)) return false
  return !file.asks.some((ask) => ask.status === 'open' && stateOf(ask.kind) === next)
}

/** Returns the workflows that must run for a request. */
export function requiredWorkflows(file: CaseFile, now: string): WorkflowRef[] {
  const reviews = (file.request.reviews ?? []).map((review) => ({ machine: 'review' as const, review: review.number }))
  // The last workflow closes the file; if it was lost, the request's own does.
  const own: WorkflowRef = { machine: 'contribution-request' }
  if (readyToClose(file)) return [own, ...reviews].filter((workflow) => nextStep(file, workflow, now).next !== 'Done')
  const current = file.request.periods.find((period) => !period.settledAt)
  const workflows: WorkflowRef[] = [
    own,
    ...(current ? [{ machine: 'activity-period' as const, period: current.number }] : []),
    ...file.payments.map((payment) => ({ machine: 'payment' as const, instalment: payment.instalment })),
    ...reviews,
  ]
  return workflows.filter((workflow) => nextStep(file, workflow, now).next !== 'Done')
}

/** Returns the part of an execution's name that identifies the workflow within the request. */
export function workflowName(workflow: WorkflowRef): string {
  switch (workflow.machine) {
    case 'contribution-request':
      return 'request'
    case 'activity-period':
      return `period-${workflow.period}`
    case 'payment':
      return `payment-${workflow.instalment}`
    case 'review':
      return `review-${workflow.review}`
  }
}
