import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { closeRequest } from '../usecases/procedure/close-request.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Closes a completed and paid request. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await closeRequest(deps(), request)
  return loadNextStep(deps(), request, workflow)
})
