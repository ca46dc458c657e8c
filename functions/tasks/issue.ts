import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { press } from '../papers/press.ts'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { issuePapers } from '../usecases/procedure/issue-papers.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

const deps = { files: caseFiles, clock: systemClock, configuration, press }

/** Puts on paper what was done. The only function that carries the PDF library. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await issuePapers(deps, request)
  return loadNextStep(deps, request, workflow)
})
