import type { Guest } from '../activity/places.ts'
import type { Help } from '../procedure/eligibility.ts'
import type { TrailEntry } from './trail.ts'
import type { Request } from './request.ts'
import type { Ask } from './ask.ts'
import type { Addressee } from './addressee.ts'
import type { CaseFile } from './case-file.ts'

export const SYSTEM = { role: 'system', id: 'system' } as const
export type By = Addressee | typeof SYSTEM

/** What one act changes: fields of the request, whole items beside it, and what happens elsewhere with it. */
export type Change = {
  /** Name of the act, also the name of the event others hear: `request.approved`, `payment.cleared`. */
  act: string
  by: By
  law?: string
  /** Id of what the act is about, where it is not the request itself. */
  about?: string
  /** Fingerprints of a paper it issues. */
  paper?: TrailEntry['paper']
  request?: Partial<Request>
  asks?: CaseFile['asks']
  postings?: CaseFile['postings']
  payments?: CaseFile['payments']
  effects?: readonly Effect[]
  /** What the place that it takes was decided on, where it takes one. */
  taking?: Taking
}

/** A change that a rule proposes: who makes it is known to whoever applies the rule. */
export type ChangeDraft = Omit<Change, 'by'> & {
  /** Leaves the question open with these fields changed: a draft of its answer, or a later due day. */
  keeps?: Partial<Pick<Ask, 'kept' | 'dueOn' | 'reminders' | 'escalatedAt'>>
}

/** What a place is taken on: how many the project has, and how the host was when it was decided. */
export type Taking = { places: number; seen: number }

/** What changes beside the record, in the very same transaction. */
export type Effect =
  /** Nobody has two open requests of one kind: taken at receipt, freed at the end. */
  | { effect: 'claimPerson' | 'freePerson'; municipality: string; taxCode: string; kind: string; request: string }
  | PlaceEffect
  /** Open files of a member of staff: one more or one less. */
  | { effect: 'carry'; municipality: string; member: string; files: 1 | -1 }
  /**
   * Money moves on a fund; `limitCents` is what the fund holds in all. `joins` is what `fundState` told: whoever came into
   * the queue since may come first, and the commitment is refused.
   */
  | {
      effect: 'commitFund'
      municipality: string
      fund: string
      amountCents: number
      limitCents: number
      joins: number
    }
  | { effect: 'releaseFund'; municipality: string; fund: string; amountCents: number }
  /** A request waits for money on a fund, at its turn among those who wait there. */
  | { effect: 'joinQueue'; municipality: string; fund: string; turn: string; request: string }
  | { effect: 'leaveQueue'; municipality: string; fund: string; turn: string }
  /**
   * A person's need of a kind is covered by a request until a day. `instead` is the request that `needOf` told covers it so
   * far; when another one does meanwhile, it is refused.
   */
  | ({ effect: 'coverNeed'; municipality: string; taxCode: string; kind: string; instead?: string } & Cover)
  /** A receipt of the treasury is booked on one file of a municipality, by its `receiptKey`. */
  | { effect: 'claimReceipt'; municipality: string; receipt: string }
  /** Benefits of a person in a calendar year, in cents, for the publication threshold. */
  | { effect: 'countBenefit'; municipality: string; taxCode: string; year: number; amountCents: number }
  | { effect: 'publish'; entry: PublicationEntry }
  /** Help that counts for a whole household; the same request's written again is what it is now. */
  | { effect: 'recordHelp'; municipality: string; taxCodes: readonly string[]; help: Help }
  | { effect: 'forgetHelp'; municipality: string; taxCodes: readonly string[]; request: string }
  /** No help for a person through a last day, after a false declaration (DPR 445/2000 art. 75). The latest of several holds. */
  | { effect: 'ban'; municipality: string; taxCode: string; until: string }
  /** A line that is there says another amount: what the grant came to. */
  | { effect: 'correctPublication'; municipality: string; year: number; pseudonym: string; amountCents: number }
  /** A sealed file has no line of its own: it is one more among those of its year, counted together; or what it came to is more or less. */
  | { effect: 'publishSealed'; municipality: string; year: number; files: 1 | 0 | -1; amountCents: number }
  | { effect: 'unpublish'; municipality: string; year: number; pseudonym: string }
  /** A paper goes into the file for good: never another one in its place. */
  | { effect: 'filePaper'; request: string; paper: FiledPaper }

/** What happens to the places of a host with a file that holds some there. */
export type PlaceEffect = { municipality: string; host: string; request: string } /**
 * A place is taken, if the project has fewer than its `places` taken and the host's `changes` are as they were `seen`; those
 * of `frees` are given up with it.
 */ & (
  | ({ effect: 'takePlace'; project: string; places: number; seen: number; frees: readonly string[] } & Guest)
  | { effect: 'freePlace'; projects: readonly string[] }
  /** Whom the person of a file must not meet is no longer who it was. */
  | { effect: 'keepApart'; projects: readonly string[]; excludedPeople: readonly string[] }
)

/** A paper as it is kept: the same act as a page and as a PDF. */
export type FiledPaper = Printed & { id: string }
export type Printed = { html: string; pdf: Uint8Array }

/** The request that covers a need, and until which day. */
export type Cover = { request: string; until: string }

/** A line of the transparency list (D.Lgs. 33/2013 art. 26-27): a pseudonym, never an identity (art. 26(4)). */
export type PublicationEntry = {
  municipality: string
  year: number
  pseudonym: string
  amountCents: number
  rule: string
  office: string
  method: string
}
