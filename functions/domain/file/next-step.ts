import { secondsUntil, addDays, startOf } from '../base/calendar.ts'
import { isUntold } from '../money/clawback.ts'
import { hasEnded, stepOf } from '../procedure/lifecycle.ts'
import type { AskKind } from '../questions/index.ts'
import { owedMinutes } from '../activity/ledger.ts'
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
  untoldDisputeOf,
} from './case-file.ts'
import { awaitsConclusion, isOfReview, papersDue } from './papers.ts'

/** What a workflow does next: a state of its machine, and how long that state waits where it is a Wait. */
export type NextStep = { next: string; waitSeconds: number }

/** A workflow of one request: its machine and, within the request, what it is about. */
export type WorkflowRef =
  | { machine: 'contribution-request' }
  | { machine: 'activity-period'; period: number }
  | { machine: 'payment'; instalment: number }
  | { machine: 'review'; review: number }

/** A Wait takes no more than 99,999,999 seconds; after a month the record is asked again. */
const LONGEST_WAIT = 30 * 86_400

/**
 * How long a period waits at most: the record may have changed while whoever was to restart its workflow died, and the sweep
 * leaves alone what runs. It costs a few transitions a week for each active person.
 */
const LONGEST_PERIOD_WAIT = 7 * 86_400

const goWithinWeek = (next: string, waitSeconds: number): NextStep =>
  go(next, Math.min(waitSeconds, LONGEST_PERIOD_WAIT))

const go = (next: string, waitSeconds = 0): NextStep => ({ next, waitSeconds: Math.min(waitSeconds, LONGEST_WAIT) })

/** Completed, certified and every instalment paid: nothing is left but to close. */
export const readyToClose = (file: CaseFile): boolean =>
  file.request.stage === 'completed' &&
  !awaitsConclusion(file.request) &&
  !papersDue(file).some(({ kind }) => kind === 'certificate') &&
  file.payments.every((payment) => payment.state === 'paid' || payment.state === 'cancelled')

const closeOrDone = (file: CaseFile): NextStep => go(readyToClose(file) ? 'Close' : 'Done')

function ofRequest(file: CaseFile, now: string): NextStep {
  const { request } = file
  // Whatever happened to it meanwhile, a request gets its number (CAD art. 40-bis).
  if (request.stage === 'withdrawn' && !request.registryEntry) return go('Open')
  if (papersDue(file).some((paper) => !isOfReview(paper) || (request.stage !== 'closed' && hasEnded(request.stage))))
    return go('Issue')
  if (awaitsConclusion(request)) return go('AskConclusion')
  if (!hasEnded(request.stage) && request.news?.some(({ toldAt }) => !toldAt)) return go('NotifyOutcome')
  if (request.clawbacks?.some(isUntold)) return go('NotifyOutcome')
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

function ofPeriod(file: CaseFile, number: number, now: string): NextStep {
  const period = periodOf(file, number)
  if (!isUnderWay(file.request) || !period || period.settledAt) return closeOrDone(file)
  // A dispute is asked at once, of whatever period it is: none is settled before it is ruled on and told.
  if (openDisputeOf(file.request)) return go('AskDispute')
  if (untoldDisputeOf(file.request)) return go('NotifyDispute')
  // An activity that stands still waits for somebody to take it up again: the record is asked again every week. Periods that
  // ended before are signed and settled all the same.
  if (file.request.stage === 'suspended' && !endedBeforeSuspension(file.request, period))
    return goWithinWeek('AwaitEnd', LONGEST_PERIOD_WAIT)
  const wait = secondsUntil(now, startOf(addDays(period.to, 1)))
  if (wait > 0) return goWithinWeek('AwaitEnd', wait)
  if (file.request.grant?.owedMinutes === 0) return go('Settle')
  const answered = (kind: AskKind) => findAsk(file, kind, String(number))?.status === 'answered'
  if (!answered('timesheet')) return go('AskTimesheet')
  if (!answered('verification')) return go('AskVerification')
  const { disputesUntil } = file.request
  const open = disputesUntil ? secondsUntil(now, startOf(addDays(disputesUntil, 1))) : 0
  return open > 0 && owedMinutes(file.postings) > 0 ? goWithinWeek('AwaitDisputes', open) : go('Settle')
}

const PAYMENT_STEPS = {
  eligible: 'Publish',
  published: 'Clear',
  cleared: 'AskOutcome',
  ordered: 'AskOutcome',
  returned: 'AskAccount',
} as const

function ofPayment(file: CaseFile, instalment: number): NextStep {
  const payment = paymentOf(file, instalment)
  return !payment || payment.state === 'paid' || payment.state === 'cancelled'
    ? closeOrDone(file)
    : go(PAYMENT_STEPS[payment.state])
}

function ofReview(file: CaseFile, number: number): NextStep {
  const review = reviewOf(file, number)
  const { stage } = file.request
  // Upheld, the request has ended and its own workflow tells it; one that ended otherwise leaves nothing to look at.
  if (!review || review.notifiedAt || (hasEnded(stage) && stage !== 'closed')) return go('Done')
  if (papersDue(file).some(({ kind, number: of }) => of === number && (kind === 'review' || kind === 'ruling')))
    return go('Issue')
  if (review.ruling) return go('NotifyReview')
  const heard = findAsk(file, 'hearing', String(number))
  return go(heard && heard.status !== 'open' ? 'AskRuling' : 'AskHearing')
}

/** Where a workflow of a request stands, from the record and the clock alone. */
export function nextStep(file: CaseFile, workflow: WorkflowRef, now: string): NextStep {
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

/** The workflows that have work to do for a request: what must be running, and what `resume` starts. */
export function requiredWorkflows(file: CaseFile, now: string): WorkflowRef[] {
  const reviews = (file.request.reviews ?? []).map((review) => ({ machine: 'review' as const, review: review.number }))
  // Whichever workflow comes last closes the file; where that one was lost, the request's own does.
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

/** The part of an execution's name that says which workflow of a request it workflows. */
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
