import * as z from 'zod'
import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { personHistory } from '../adapters/dynamodb/person-history.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { postman } from '../adapters/aws/mail.ts'
import { renderLetter } from '../letters/letters.tsx'
import { systemClock } from '../platform/clock.ts'
import { task, workOf } from '../platform/task.ts'
import { clearPayment } from '../usecases/money/clear-payment.ts'

const deps = {
  files: caseFiles,
  history: personHistory,
  clock: systemClock,
  configuration,
  postman: postman(renderLetter),
}

/** Clears an instalment: the trigger to finance; or keeps it, and says that it waits. */
export const handler = task(async (raw) => {
  const { request, workflow } = workOf(raw)
  return clearPayment(deps, request, z.object({ instalment: z.int() }).parse(workflow).instalment)
})
