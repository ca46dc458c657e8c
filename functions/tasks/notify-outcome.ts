import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { notifyOutcome } from '../usecases/procedure/notify-outcome.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Tells the person what was decided. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await notifyOutcome(deps(), request)
  return loadNextStep(deps(), request, workflow)
})
