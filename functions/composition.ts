import { caseFiles } from './adapters/dynamodb/case-files.ts'
import { configuration } from './adapters/dynamodb/configuration.ts'
import { drafts } from './adapters/dynamodb/drafts.ts'
import { postman } from './adapters/aws/mail.ts'
import { secrets } from './adapters/aws/secrets.ts'
import { workflows } from './adapters/aws/workflows.ts'
import { renderLetter } from './letters/letters.tsx'
import { writeAgreement } from './papers/agreement-text.ts'
import { systemClock } from './platform/clock.ts'
import { env } from './platform/env.ts'
import { log } from './platform/log.ts'
import type { Deps } from './usecases/ports/deps.ts'

/**
 * Everything wired together, for the functions that need most of it. A function that needs little imports the adapters it
 * uses, so that its bundle and its cold start stay small.
 */
export const deps = (): Deps => ({
  clock: systemClock,
  files: caseFiles,
  drafts: drafts(systemClock),
  workflows,
  configuration,
  postman: postman(renderLetter),
  secrets,
  writeAgreement,
  publicUrl: env().PUBLIC_URL,
  report: log.failure,
})
