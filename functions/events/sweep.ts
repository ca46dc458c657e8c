import { works } from '../adapters/dynamodb/works.ts'
import { deps } from '../composition.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { notifyHosts } from '../usecases/activity/answer-work.ts'
import { resumeAll } from '../usecases/file/resume.ts'
import { serveAllQueues } from '../usecases/procedure/serve-queue.ts'

/** Resumes from the record, every hour, whatever a lost call left undone. */
export const handler = task(async () => {
  // Queues first: they are few, and must not wait for thousands of files.
  await serveAllQueues(deps())
  await notifyHosts({ ...deps(), works })
  const { requests, started, failed } = await resumeAll(deps())
  log.event('sweep', 'all', { requests, started, failed: failed.length })
  return undefined
})
