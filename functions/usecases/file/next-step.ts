import { type WorkflowRef, type NextStep, nextStep } from '../../domain/file/next-step.ts'
import { NoSuchRequest } from './amend.ts'
import type { Deps } from '../ports/deps.ts'

/** Where a workflow of a request stands: the first thing every execution asks. @throws NoSuchRequest */
export async function loadNextStep(
  deps: Pick<Deps, 'files' | 'clock'>,
  request: string,
  workflow: WorkflowRef,
): Promise<NextStep> {
  const file = await deps.files.load(request)
  if (!file) throw new NoSuchRequest(request)
  return nextStep(file, workflow, deps.clock.now())
}
