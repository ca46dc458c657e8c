import type { WriteAgreement } from '../../domain/activity/agreement.ts'
import type { Clock } from '../../domain/base/calendar.ts'
import type { CaseFiles } from './case-files.ts'
import type { Workflows } from './workflows.ts'
import type { Drafts } from './drafts.ts'
import type { Configuration } from './configuration.ts'
import type { Postman } from './mail.ts'
import type { Secrets } from './secrets.ts'

export type Deps = {
  clock: Clock
  files: CaseFiles
  drafts: Drafts
  workflows: Workflows
  configuration: Configuration
  postman: Postman
  secrets: Secrets
  publicUrl: string
  writeAgreement: WriteAgreement
  /** Notes a failure that is not the caller's to handle: by what it hit and the error's name, never by its content. */
  report(what: string, id: string, error: unknown): void
}
