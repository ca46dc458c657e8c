import type { WriteAgreement } from '../../domain/activity/agreement.ts'
import type { Clock } from '../../domain/base/calendar.ts'
import type { StaffLoads, TakenPlaces } from './capacity.ts'
import type { CaseFiles } from './case-files.ts'
import type { Configuration } from './configuration.ts'
import type { Drafts } from './drafts.ts'
import type { Funds } from './funds.ts'
import type { OpenRequests, SealedFiles } from './lists.ts'
import type { Postman } from './mail.ts'
import type { PersonHistory } from './person-history.ts'
import type { Register } from './register.ts'
import type { Secrets } from './secrets.ts'
import type { Workflows } from './workflows.ts'

/** The ports that most use cases need; each picks those it uses. */
export type Deps = {
  clock: Clock
  files: CaseFiles
  openRequests: OpenRequests
  sealedFiles: SealedFiles
  register: Register
  staffLoads: StaffLoads
  takenPlaces: TakenPlaces
  funds: Funds
  history: PersonHistory
  drafts: Drafts
  workflows: Workflows
  configuration: Configuration
  postman: Postman
  secrets: Secrets
  publicUrl: string
  writeAgreement: WriteAgreement
  /** Logs a failure that does not stop the caller, by its place and name, never with its content. */
  report(what: string, id: string, error: unknown): void
}
