import type { WriteAgreement } from '../activity/agreement.ts'
import type { Places } from '../activity/places.ts'
import type { Municipality } from '../municipality/regulation.ts'
import type { CaseFile } from './case-file.ts'

/** The input of a rule: a case file, the configuration of its municipality and the current time. */
export type Context = {
  file: CaseFile
  municipality: Municipality
  now: string
  /** Open files of each member of staff, for rules that choose one of them. */
  loads?: Readonly<Record<string, number>>
  /** Places taken at each host, for rules that take one. */
  places?: Places
  /** Writes the text of an agreement, for rules that propose one. */
  writeAgreement?: WriteAgreement
}
