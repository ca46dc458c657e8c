import * as z from 'zod'
import { deps } from '../composition.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { executionEnded } from '../usecases/procedure/execution-ended.ts'

/** "Step Functions Execution Status Change", as far as it concerns us. */
const event = z.object({ detail: z.object({ name: z.string(), status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']) }) })

/** Marks requests whose execution failed, timed out or was aborted. */
export const handler = task(async (raw) => {
  const { name, status } = event.parse(raw).detail
  const request = name.split('-')[0] ?? ''
  const verdict = await executionEnded(deps(), { request, execution: name, status })
  log.event(`execution.${verdict}`, request, { execution: name, status })
  return undefined
})
