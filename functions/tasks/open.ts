import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { openRequest } from '../usecases/procedure/open-request.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Registers a request and sends its opening notice. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await openRequest(deps(), request)
  return loadNextStep(deps(), request, workflow)
})
