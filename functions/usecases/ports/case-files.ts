import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Effect } from '../../domain/file/effect.ts'
import type { TrailEntry } from '../../domain/file/trail.ts'

/** The files of requests, each with its trail. */
export interface CaseFiles {
  /** Returns a file; `fresh` reads it even if the call knows it, to see what others wrote since. */
  load(request: string, how?: { fresh: boolean }): Promise<CaseFile | undefined>
  /**
   * Writes a new state of a file, its trail entry and the effects, all or nothing.
   * @throws Conflict when the file is no longer at the version it was read at
   * @throws EffectRefused when the condition of an effect does not hold
   */
  commit(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry, effects: readonly Effect[]): Promise<void>
  trail(request: string): Promise<TrailEntry[]>
  /** Returns whether a trail entry was written: tells a write whose answer was lost from one that never happened. */
  wrote(entry: TrailEntry): Promise<boolean>
}
