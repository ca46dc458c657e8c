import * as z from 'zod'
import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { personHistory } from '../adapters/dynamodb/person-history.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { publishPayment } from '../usecases/money/publish-payment.ts'
import { loadNextStep } from '../usecases/file/next-step.ts'

const deps = { files: caseFiles, history: personHistory, clock: systemClock, configuration }

/** Writes the publication entry where one is due. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  await publishPayment(deps, request, z.object({ instalment: z.int() }).parse(workflow).instalment)
  return loadNextStep(deps, request, workflow)
})
