import * as z from 'zod'
import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { settlePeriod } from '../usecases/activity/settle-period.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Settles a period of activity. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await settlePeriod(deps(), request, z.object({ period: z.int() }).parse(workflow).period)
  return loadNextStep(deps(), request, workflow)
})
