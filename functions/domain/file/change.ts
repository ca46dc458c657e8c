import type { TrailEntry } from './trail.ts'
import type { Request } from './request.ts'
import type { Ask } from './ask.ts'
import type { Addressee } from './addressee.ts'
import type { CaseFile } from './case-file.ts'
import type { Effect } from './effect.ts'

export const SYSTEM = { role: 'system', id: 'system' } as const
export type Author = Addressee | typeof SYSTEM

/** A change of a case file by one act: fields of the request, whole items beside it, and effects beside the file. */
export type Change = {
  /** The name of the act and of its event, such as `request.approved` or `payment.cleared`. */
  act: string
  by: Author
  law?: string
  /** The id of the item that the act concerns; absent for the request itself. */
  about?: string
  /** Fingerprints of a paper that the act issues. */
  paper?: TrailEntry['paper']
  request?: Partial<Request>
  asks?: CaseFile['asks']
  postings?: CaseFile['postings']
  payments?: CaseFile['payments']
  effects?: readonly Effect[]
  /** The state of the host that the decision rested on; required of an act that takes a place. */
  taking?: PlaceSnapshot
}

/** A change proposed by a rule, without its author, whom the caller adds. */
export type ChangeDraft = Omit<Change, 'by'> & {
  /** Changed fields of the question, which stays open: a draft of its answer, or a later due day. */
  keeps?: Partial<Pick<Ask, 'kept' | 'dueOn' | 'reminders' | 'escalatedAt'>>
}

/** The places taken at a project and the change count of its host, as read for a decision. */
export type PlaceSnapshot = { places: number; seen: number }
