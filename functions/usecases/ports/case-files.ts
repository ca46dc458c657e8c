import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Help } from '../../domain/procedure/eligibility.ts'
import type { Guest, Places } from '../../domain/activity/places.ts'
import type { Effect } from '../../domain/file/effect.ts'
import type { FiledPaper } from '../../domain/file/papers.ts'
import type { Cover } from '../../domain/money/fund-effects.ts'
import type { TrailEntry } from '../../domain/file/trail.ts'

export interface CaseFiles {
  load(request: string): Promise<CaseFile | undefined>
  /**
   * Writes a new state of a file, its trail entry and the effects, all or nothing.
   * @throws Conflict when the file is no longer at the version it was read at
   * @throws EffectRefused when the condition of an effect does not hold
   */
  commit(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry, effects: readonly Effect[]): Promise<void>
  trail(request: string): Promise<TrailEntry[]>
  /** Whether a trail entry was written: tells a write whose answer was lost from one that never happened. */
  wrote(entry: TrailEntry): Promise<boolean>
  /** Ids of requests that may still have work to do. */
  open(): AsyncIterable<string>
  /**
   * The number of a request in the register of a year: the next one the first time, the same one each time after. Without
   * gaps: a number is given to a request for good, in one write of the counter that remembers who has it.
   */
  takeNumber(municipality: string, year: number, request: string): Promise<number>
  /** An ended request asks for its number no more, so the counter need not remember it. */
  forgetNumber(municipality: string, year: number, request: string): Promise<void>
  /** How many open files each member of staff has. */
  loads(municipality: string): Promise<Record<string, number>>
  /** The places taken at each host, as they concern a person by tax code; without one, nobody is kept apart. */
  placesTaken(municipality: string, person?: Guest): Promise<Places>
  benefitsCents(municipality: string, taxCode: string, year: number): Promise<number>
  /** Help recorded for any of these people, that of one request once. */
  helpOf(municipality: string, taxCodes: readonly string[]): Promise<Help[]>
  /** The last day of a ban on any of these people, past or to come. */
  banUntil(municipality: string, taxCodes: readonly string[]): Promise<string | undefined>
  fundState(municipality: string, fund: string): Promise<FundState>
  /** Who covers a person's need of a kind, now or in the past. */
  needOf(municipality: string, taxCode: string, kind: string): Promise<Cover | undefined>
  /** The sealed requests of some people. */
  sealedOf(municipality: string, taxCodes: readonly string[]): AsyncIterable<Request>
  /** A paper of a file, as it was issued. */
  paper(request: string, id: string): Promise<FiledPaper | undefined>
  /** The request that has a number (`year/number`) in the register of a municipality. */
  numbered(municipality: string, number: string): Promise<string | undefined>
}

/** A fund as its counter and its queue have it; `joins` tells how often somebody came into the queue. */
export type FundState = {
  committedCents: number
  joins: number
  /** Who waits there first. */
  head?: { turn: string; request: string }
}
