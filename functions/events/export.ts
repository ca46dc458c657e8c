import * as z from 'zod'
import { caseFiles } from '../adapters/dynamodb/case-files.ts'
import { configuration } from '../adapters/dynamodb/configuration.ts'
import { exports } from '../adapters/dynamodb/exports.ts'
import { payments } from '../adapters/dynamodb/lists/payments.ts'
import { systemClock } from '../platform/clock.ts'
import { log } from '../platform/log.ts'
import { task } from '../platform/task.ts'
import { makeExport } from '../usecases/money/export-payments.ts'

/** The key of an export, of the stream's image of it (`exportKey`). */
const key = z.object({
  pk: z.object({ S: z.string().regex(/^EXPORT#/) }),
  sk: z.object({ S: z.string() }),
})
const event = z.object({ Records: z.array(z.object({ dynamodb: z.object({ Keys: key }) })) })

/** Makes requested files. */
export const handler = task(async (raw) => {
  for (const { dynamodb } of event.parse(raw).Records) {
    const { pk, sk } = dynamodb.Keys
    await makeExport(
      {
        clock: systemClock,
        files: caseFiles,
        configuration,
        payments,
        exports: exports(systemClock),
        report: log.failure,
      },
      pk.S.slice('EXPORT#'.length),
      sk.S,
    )
  }
  return undefined
})
