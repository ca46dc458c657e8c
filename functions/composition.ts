import { caseFiles } from './adapters/dynamodb/case-files.ts'
import { configuration } from './adapters/dynamodb/configuration.ts'
import { drafts } from './adapters/dynamodb/drafts.ts'
import { funds } from './adapters/dynamodb/funds.ts'
import { openRequests, sealedFiles } from './adapters/dynamodb/lists/lists.ts'
import { personHistory } from './adapters/dynamodb/person-history.ts'
import { takenPlaces } from './adapters/dynamodb/places.ts'
import { register } from './adapters/dynamodb/register.ts'
import { staffLoads } from './adapters/dynamodb/staff-loads.ts'
import { postman } from './adapters/aws/mail.ts'
import { secrets } from './adapters/aws/secrets.ts'
import { workflows } from './adapters/aws/workflows.ts'
import { renderLetter } from './letters/letters.tsx'
import { writeAgreement } from './papers/agreement-text.ts'
import { systemClock } from './platform/clock.ts'
import { env } from './platform/env.ts'
import { log } from './platform/log.ts'
import { readOnce } from './usecases/file/read-once.ts'
import type { Deps } from './usecases/ports/deps.ts'

/** The ports that DynamoDB implements. */
export const stored = {
  files: caseFiles,
  openRequests,
  sealedFiles,
  register,
  staffLoads,
  takenPlaces,
  funds,
  history: personHistory,
  configuration,
} satisfies Partial<Deps>

/**
 * Wires everything together for one call, for the functions that need most of it. A function that needs little imports the adapters it
 * uses, so that its bundle and its cold start stay small.
 */
export const deps = (): Deps => ({
  ...stored,
  files: readOnce(caseFiles),
  clock: systemClock,
  drafts: drafts(systemClock),
  workflows,
  postman: postman(renderLetter),
  secrets,
  writeAgreement,
  publicUrl: env().PUBLIC_URL,
  report: log.failure,
})
