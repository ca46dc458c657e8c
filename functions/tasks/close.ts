import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { closeRequest } from '../usecases/procedure/close-request.ts'
import { stand } from '../usecases/file/next-step.ts'

/** Closes a completed and paid request. */
export const handler = task(async (raw) => {
  const { request, drive } = workOf(raw)
  await closeRequest(deps(), request)
  return stand(deps(), request, drive)
})
