import type { Posting } from './posting.ts'
import { type Entry, entriesOf } from './ledger.ts'

/** Returns the shifts and absences of a period that count, in order. */
export const entriesIn = (postings: readonly Posting[], period: number): Entry[] =>
  entriesOf(postings).filter((entry) => entry.period === period && entry.counted > 0)

/** Returns the entries of a period that may still be verified, contested or struck out. */
export const openEntriesIn = (postings: readonly Posting[], period: number): Entry[] =>
  entriesIn(postings, period).filter(({ state }) => state === 'recorded')

/** Returns the ids of those who recorded what counts in a period: they may not verify it. */
export const recordersIn = (postings: readonly Posting[], period: number): string[] => [
  ...new Set(entriesIn(postings, period).map(({ made }) => made.by.id)),
]

/** The maximum number of postings in one answer, which must fit into one transaction. */
export const MOST_POSTINGS = 90
