import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { notifyDispute } from '../usecases/hours/notify-dispute.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Tells the person what was ruled on a dispute about their hours. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await notifyDispute(deps(), request)
  return loadNextStep(deps(), request, workflow)
})
