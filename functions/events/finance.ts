import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { exports } from '../adapters/dynamodb/exports.ts'
import { pauses } from '../adapters/dynamodb/pauses.ts'
import { payments } from '../adapters/dynamodb/lists/payments.ts'
import { postman } from '../adapters/aws/mail.ts'
import { secrets } from '../adapters/aws/secrets.ts'
import { webhook } from '../adapters/aws/webhook.ts'
import { renderLetter } from '../letters/letters.tsx'
import { systemClock } from '../platform/clock.ts'
import { env } from '../platform/env.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { hourlyFinance } from '../usecases/money/hourly-finance.ts'

/** Makes exports that were not made, sends the daily letter and retries deliveries, every hour. */
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
    secrets,
    webhook,
    report: log.failure,
  }
  await hourlyFinance(deps)
  return undefined
})
