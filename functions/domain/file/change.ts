import type { TrailEntry } from './trail.ts'
import type { Request } from './request.ts'
import type { Ask } from './ask.ts'
import type { Addressee } from './addressee.ts'
import type { CaseFile } from './case-file.ts'
import type { Effect } from './effect.ts'

export const SYSTEM = { role: 'system', id: 'system' } as const
export type By = Addressee | typeof SYSTEM

/** A change of a case file by one act: fields of the request, whole items beside it, and effects beside the file. */
export type Change = {
  /** Name of the act, also the name of the event others hear: `request.approved`, `payment.cleared`. */
  act: string
  by: By
  law?: string
  /** Id of the item the act is about; absent where that is the request itself. */
  about?: string
  /** Fingerprints of a paper that the act issues. */
  paper?: TrailEntry['paper']
  request?: Partial<Request>
  asks?: CaseFile['asks']
  postings?: CaseFile['postings']
  payments?: CaseFile['payments']
  effects?: readonly Effect[]
  /** The state of the host that the decision rested on; required of an act that takes a place. */
  taking?: Taking
}

/** A change that a rule proposes: who makes it is known to whoever applies the rule. */
export type ChangeDraft = Omit<Change, 'by'> & {
  /** Leaves the question open with these fields changed: a draft of its answer, or a later due day. */
  keeps?: Partial<Pick<Ask, 'kept' | 'dueOn' | 'reminders' | 'escalatedAt'>>
}

/** The number of places taken at a project, and the change count of its host at that read. */
export type Taking = { places: number; seen: number }
