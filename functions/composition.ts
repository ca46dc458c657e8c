import { caseFiles } from './adapters/case-files.ts'
import { configuration } from './adapters/configuration.ts'
import { drafts } from './adapters/drafts.ts'
import { postman } from './adapters/postman.ts'
import { secrets } from './adapters/secrets.ts'
import { workflow } from './adapters/workflow.ts'
import { renderLetter } from './pages/letters.tsx'
import { systemClock } from './platform/clock.ts'
import { env } from './platform/env.ts'
import { log } from './platform/log.ts'
import type { Deps } from './usecases/ports.ts'

/**
 * Everything wired together, for the functions that need most of it. A function that needs little imports the adapters it
 * uses, so that its bundle and its cold start stay small.
 */
export const deps = (): Deps => ({
  clock: systemClock,
  files: caseFiles,
  drafts: drafts(systemClock),
  workflow,
  configuration,
  postman: postman(renderLetter),
  secrets,
  publicUrl: env().PUBLIC_URL,
  report: log.failure,
})
