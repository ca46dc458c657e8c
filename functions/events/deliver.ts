import * as z from 'zod'
import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { secrets } from '../adapters/aws/secrets.ts'
import { webhook } from '../adapters/aws/webhook.ts'
import { systemClock } from '../platform/clock.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { readOnce } from '../usecases/file/read-once.ts'
import { deliverClearances } from '../usecases/money/deliver-clearance.ts'

const needs = () => ({
  files: readOnce(caseFiles),
  configuration,
  secrets,
  webhook,
  clock: systemClock,
  report: log.failure,
})

/** The event of a cleared payment, as far as it concerns us. */
const event = z.object({ detail: z.object({ request: z.string() }) })

/** Delivers a cleared payment to the finance system. A rejected message is retried, then set aside. */
export const handler = task(async (raw) => {
  await deliverClearances(needs(), event.parse(raw).detail.request)
  return undefined
})
