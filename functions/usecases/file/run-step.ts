import type { TaskOf, WorkflowState } from '../../../workflows/index.ts'
import { type NextStep, nextStep, type WorkflowRef } from '../../domain/file/next-step.ts'
import { settlePeriod } from '../activity/settle-period.ts'
import { startActivity } from '../activity/start-activity.ts'
import { notifyDispute } from '../hours/notify-dispute.ts'
import { clearPayment } from '../money/clear-payment.ts'
import { publishPayment } from '../money/publish-payment.ts'
import type { Deps } from '../ports/deps.ts'
import { closeRequest } from '../procedure/close-request.ts'
import { commitFunds } from '../procedure/commit-funds.ts'
import { notifyOutcome } from '../procedure/notify-outcome.ts'
import { notifyReview } from '../procedure/notify-review.ts'
import { openRequest } from '../procedure/open-request.ts'
import { NoSuchRequest } from './amend.ts'

/** The request and the workflow of a step. */
export type StepTarget = { request: string; workflow: WorkflowRef }

type Run = (deps: Deps, request: string, workflow: WorkflowRef) => Promise<unknown>

/** Returns a step of one machine. @throws if another machine calls it */
const on =
  <Name extends WorkflowRef['machine']>(
    machine: Name,
    run: (deps: Deps, request: string, workflow: Extract<WorkflowRef, { machine: Name }>) => Promise<unknown>,
  ): Run =>
  (deps, request, workflow) => {
    if (!isOf(machine, workflow)) throw new Error(`${workflow.machine} has no such step`)
    return run(deps, request, workflow)
  }

const isOf = <Name extends WorkflowRef['machine']>(
  machine: Name,
  workflow: WorkflowRef,
): workflow is Extract<WorkflowRef, { machine: Name }> => workflow.machine === machine

/** The use case of each step; `Resume` only reads the record. */
const STEPS: Record<TaskOf<'step'> | 'Resume', Run> = {
  Resume: async () => undefined,
  Open: openRequest,
  CommitFunds: commitFunds,
  NotifyOutcome: notifyOutcome,
  Start: startActivity,
  Close: closeRequest,
  NotifyDispute: notifyDispute,
  Settle: on('activity-period', (deps, request, { period }) => settlePeriod(deps, request, period)),
  Publish: on('payment', (deps, request, { instalment }) => publishPayment(deps, request, instalment)),
  Clear: on('payment', (deps, request, { instalment }) => clearPayment(deps, request, instalment)),
  NotifyReview: on('review', (deps, request, { review }) => notifyReview(deps, request, review)),
}

export type Step = keyof typeof STEPS

/** Returns true for a state that `runStep` runs. */
export const isStep = (state: string): state is Step => Object.hasOwn(STEPS, state)

/** Runs a step of a workflow and returns the next one. @throws NoSuchRequest */
export async function runStep(deps: Deps, step: Step, { request, workflow }: StepTarget): Promise<NextStep> {
  await STEPS[step](deps, request, workflow)
  return step === 'Resume' ? loadNextStep(deps, { request, workflow }) : loadNextStep(deps, { request, workflow }, step)
}

/** Returns the next step of a workflow from its record, after the step just tried, if any. @throws NoSuchRequest */
export async function loadNextStep(
  { files, clock }: Pick<Deps, 'files' | 'clock'>,
  { request, workflow }: StepTarget,
  tried?: WorkflowState,
): Promise<NextStep> {
  const file = await files.load(request)
  if (!file) throw new NoSuchRequest(request)
  return nextStep(file, workflow, clock.now(), tried)
}
