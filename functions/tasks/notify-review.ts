import * as z from 'zod'
import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { notifyReview } from '../usecases/procedure/notify-review.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Tells the person that a decision stands as it was. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await notifyReview(deps(), request, z.object({ review: z.int() }).parse(workflow).review)
  return loadNextStep(deps(), request, workflow)
})
