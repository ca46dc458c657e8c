import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { startActivity } from '../usecases/activity/start-activity.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Starts the activity on its first day. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await startActivity(deps(), request)
  return loadNextStep(deps(), request, workflow)
})
