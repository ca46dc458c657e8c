import { deps } from '../composition.ts'
import { webhook } from '../adapters/webhook.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { deliverAll } from '../usecases/deliver-clearance.ts'
import { resumeAll } from '../usecases/resume.ts'
import { serveAllQueues } from '../usecases/serve-queue.ts'

/** Every hour: whatever a lost call left undone goes on from the record. */
export const handler = task(async () => {
  // Queues first: they are few, and must not wait for thousands of files.
  await serveAllQueues(deps())
  const { requests, started, failed } = await resumeAll(deps())
  // What finance's software did not take when it was told at first.
  const { told, failed: untold } = await deliverAll({ ...deps(), webhook })
  log.event('sweep', 'all', { requests, started, failed: failed.length, told, untold: untold.length })
  return undefined
})
