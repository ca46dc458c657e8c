import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { stand } from '../usecases/file/next-step.ts'

/** Where does the record stand? The first state of every execution. */
export const handler = task(async (raw) => {
  const { request, drive } = workOf(raw)
  return stand({ files: caseFiles, clock: systemClock }, request, drive)
})
