import { caseFiles } from '../../adapters/dynamodb/case-files.ts'
import { configuration } from '../../adapters/dynamodb/configuration.ts'
import { secrets } from '../../adapters/aws/secrets.ts'
import { systemClock } from '../../platform/clock.ts'
import { env } from '../../platform/env.ts'
import type { Deps } from '../../usecases/ports/deps.ts'

/** Dependencies common to pages about a file. Without mail and workflows their bundles stay small. */
export type Basics = Pick<Deps, 'clock' | 'files' | 'configuration' | 'secrets' | 'publicUrl'>

export const basics = (): Basics => ({
  clock: systemClock,
  files: caseFiles,
  configuration,
  secrets,
  publicUrl: env().PUBLIC_URL,
})
