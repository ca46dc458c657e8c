import * as z from 'zod'
import { caseFiles } from '../adapters/case-files.ts'
import { configuration } from '../adapters/configuration.ts'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { clearPayment } from '../usecases/clear-payment.ts'
import { stand } from '../usecases/stand.ts'

const deps = { files: caseFiles, clock: systemClock, configuration }

/** Clears an instalment: the trigger to finance. */
export const handler = task(async (raw) => {
  const { request, drive } = workOf(raw)
  await clearPayment(deps, request, z.object({ instalment: z.int() }).parse(drive).instalment)
  return stand(deps, request, drive)
})
