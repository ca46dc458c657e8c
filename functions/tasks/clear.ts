import * as z from 'zod'
import { caseFiles } from '../adapters/case-files.ts'
import { configuration } from '../adapters/configuration.ts'
import { postman } from '../adapters/postman.ts'
import { renderLetter } from '../pages/letters.tsx'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { clearPayment } from '../usecases/money/clear-payment.ts'

const deps = { files: caseFiles, clock: systemClock, configuration, postman: postman(renderLetter) }

/** Clears an instalment: the trigger to finance; or keeps it, and says that it waits. */
export const handler = task(async (raw) => {
  const { request, drive } = workOf(raw)
  return clearPayment(deps, request, z.object({ instalment: z.int() }).parse(drive).instalment)
})
