import { papers } from '../adapters/aws/papers.ts'
import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { press } from '../papers/press.ts'
import { systemClock } from '../platform/clock.ts'
import { task } from '../platform/task.ts'
import { readOnce } from '../usecases/file/read-once.ts'
import { loadNextStep } from '../usecases/file/run-step.ts'
import { issuePapers } from '../usecases/procedure/issue-papers.ts'
import { readTarget } from './input.ts'

const needs = () => ({ files: readOnce(caseFiles), clock: systemClock, configuration, papers, press })

/** Prints the papers that are due. The only function that carries the PDF library. */
export const handler = task(async (raw) => {
  const deps = needs()
  const target = readTarget(raw)
  await issuePapers(deps, target.request)
  return loadNextStep(deps, target)
})
