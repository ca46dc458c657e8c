/**
 * Changes made beside a case file in the same transaction. Their constructors live with their subject: money, activity,
 * procedure.
 */

/**
 * Text that identifies a person or a file. It is plain in the domain; a store puts a keyed hash in its place. Hashes of two
 * scopes cannot be matched.
 */
export type Personal = { scope: 'person' | 'place' | 'receipt'; plain: string }
export const personal = (scope: Personal['scope'], plain: string): Personal => ({ scope, plain })

type OfPerson = { municipality: string; person: Personal }

/** The key of a record beside the case files: its kind and identifying parts. */
export type RecordKey =
  /** A person's open request of a kind. */
  | ({ kind: 'claim'; need: string } & OfPerson)
  /** The request that covers a person's need of a kind. */
  | ({ kind: 'need'; need: string } & OfPerson)
  /** A person's benefits in a calendar year. */
  | ({ kind: 'benefit'; year: number } & OfPerson)
  | ({ kind: 'help'; request: string } & OfPerson)
  | ({ kind: 'ban'; until: string } & OfPerson)
  /** Open files of a member of staff. */
  | { kind: 'load'; municipality: string; member: string }
  /** The places of a host: counters and guests. */
  | { kind: 'places'; municipality: string; host: string }
  | { kind: 'project'; municipality: string; project: string }
  | { kind: 'fund'; municipality: string; fund: string }
  /** A request in the queue of a fund. */
  | { kind: 'turn'; municipality: string; fund: string; turn: string }
  | { kind: 'receipt'; municipality: string; receipt: Personal }
  | { kind: 'publication'; municipality: string; year: number; pseudonym: string }
  /** The sealed files of a year, counted together. */
  | { kind: 'publicationSum'; municipality: string; year: number }

export type RecordKind = RecordKey['kind']

/** A name in a record, of several parts. */
export type RecordName = readonly (string | Personal)[]
/** An entry of a record with several; without a value it is removed. */
export type RecordEntry = {
  name: RecordName
  value?: Readonly<Record<string, string | Personal | readonly (string | Personal)[]>>
}

export type Counters = Readonly<Record<string, number>>
export type RecordFields = Readonly<Record<string, string | number | boolean>>

/** A write of one record. If its condition does not hold, the whole transaction is refused. */
type Primitive =
  /** Refused if the record exists. */
  | { write: 'create'; value: object }
  | { write: 'put'; value: object }
  | { write: 'delete' }
  /** Sets some fields: refused unless the record exists and has the expected values. */
  | { write: 'replaceIf'; expected: RecordFields; fields: RecordFields }
  /**
   * Adds to counters, which start at 0, and sets or removes entries. Refused if a counter would exceed its bound or
   * changed since it was read.
   */
  | { write: 'add'; amounts: Counters; atMost?: Counters; seen?: Counters; entries?: readonly RecordEntry[] }
  /** Writes nothing: refused if the record has all these values. */
  | { write: 'check'; isNot: RecordFields }

/** The name of an effect, by which a refusal says which one failed. */
export type EffectName =
  | 'claimPerson'
  | 'freePerson'
  | 'ban'
  | 'countFile'
  | 'takePlace'
  | 'freePlace'
  | 'keepApart'
  | 'commitFund'
  | 'releaseFund'
  | 'joinQueue'
  | 'leaveQueue'
  | 'coverNeed'
  | 'claimReceipt'
  | 'countBenefit'
  | 'recordHelp'
  | 'forgetHelp'
  | 'publish'
  | 'correctPublication'
  | 'unpublish'
  | 'publishSealed'

/** One write beside a case file. A transaction has one effect at most on each record. */
export type Effect = { effect: EffectName; key: RecordKey } & Primitive
