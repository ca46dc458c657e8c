import { caseFiles } from '../adapters/case-files.ts'
import { configuration } from '../adapters/configuration.ts'
import { exports } from '../adapters/exports.ts'
import { pauses } from '../adapters/pauses.ts'
import { payments } from '../adapters/payments.ts'
import { postman } from '../adapters/postman.ts'
import { renderLetter } from '../pages/letters.tsx'
import { systemClock } from '../platform/clock.ts'
import { env } from '../platform/env.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { finishExports } from '../usecases/export-payments.ts'
import { writeToFinance } from '../usecases/write-to-finance.ts'

/** Every hour: files that nobody made, and from the morning on the letter of the day. */
export const handler = task(async () => {
  const deps = {
    clock: systemClock,
    files: caseFiles,
    configuration,
    payments,
    exports: exports(systemClock),
    pauses,
    postman: postman(renderLetter),
    publicUrl: env().PUBLIC_URL,
    report: log.failure,
  }
  for (const municipality of await configuration.municipalities()) {
    await finishExports(deps, municipality)
    await writeToFinance(deps, municipality)
  }
  return undefined
})
