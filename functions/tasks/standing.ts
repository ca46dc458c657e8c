import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

/** Where does the record stand? The first state of every execution. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  return loadNextStep({ files: caseFiles, clock: systemClock }, request, workflow)
})
