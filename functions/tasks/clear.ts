import * as z from 'zod'
import { deps } from '../composition.ts'
import { task, workOf } from '../platform/task.ts'
import { clearPayment } from '../usecases/clear-payment.ts'

/** Clears an instalment: the trigger to finance; or keeps it, and says that it waits. */
export const handler = task(async (raw) => {
  const { request, drive } = workOf(raw)
  return clearPayment(deps(), request, z.object({ instalment: z.int() }).parse(drive).instalment)
})
