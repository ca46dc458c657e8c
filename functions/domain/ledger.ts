import type { Posting } from './records.ts'

export type Account = Posting['from']

/** Minutes on an account: what came in less what went out. Every figure about hours derives from here. */
export const balance = (postings: readonly Posting[], account: Account): number =>
  postings.reduce(
    (sum, posting) =>
      sum + (posting.to === account ? posting.minutes : 0) - (posting.from === account ? posting.minutes : 0),
    0,
  )

/** Hours that are still to be given back, in minutes. */
export const owedMinutes = (postings: readonly Posting[]): number => balance(postings, 'owed')

/** A shift or an absence with all that was posted on it, the first posting first. */
export type Entry = {
  id: string
  on: string
  period: number
  /** The posting that made it: what it was, who recorded it and when. */
  made: Posting
  shift?: NonNullable<Posting['shift']>
  absence?: NonNullable<Posting['absence']>
  /** Minutes as they were recorded at first, and what became of them. */
  minutes: number
  state: 'recorded' | 'verified' | 'disputed' | 'rejected'
  /** Minutes that count now, verified or not: none when it was rejected or reversed. */
  counted: number
  postings: readonly Posting[]
}

const COUNTING: readonly Account[] = ['done', 'verified', 'disputed', 'missed', 'madeUp']

function entryOf(id: string, postings: readonly Posting[]): Entry | undefined {
  const made = postings.find(
    ({ to, from }) =>
      ((to === 'done' || to === 'disputed') && from === 'owed') || (to === 'missed' && from === 'agreement'),
  )
  if (!made) return undefined
  const [own, beside] = made.absence ? (['missed', 'madeUp'] as const) : (['done', 'verified'] as const)
  // What makes up an absence is posted with the shift that did, and is no hour of its own.
  const hours = made.absence ? postings : postings.filter(({ from, to }) => from !== 'missed' && to !== 'missed')
  const on = (account: Account) => balance(hours, account)
  const counted = COUNTING.reduce((sum, account) => sum + on(account), 0)
  const state =
    on('disputed') > 0
      ? 'disputed'
      : counted === 0
        ? 'rejected'
        : !made.absence && on(beside) > 0 && on(own) === 0
          ? 'verified'
          : 'recorded'
  const { on: day, period, minutes } = made
  // What was corrected counts as it was corrected last.
  const shift = postings.findLast((posting) => posting.shift)?.shift
  const absence = postings.findLast((posting) => posting.absence)?.absence
  return {
    id,
    on: day,
    period,
    made,
    minutes,
    state,
    counted,
    postings,
    ...(shift ? { shift } : {}),
    ...(absence ? { absence } : {}),
  }
}

/** The entries of a ledger: shifts and absences, by day and then as they were recorded. */
export function entriesOf(postings: readonly Posting[]): Entry[] {
  const groups = Map.groupBy(postings, ({ entry }) => entry)
  return [...groups]
    .flatMap(
      ([id, group]) =>
        entryOf(
          id,
          group.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })),
        ) ?? [],
    )
    .sort((a, b) => (a.shift?.starts ?? a.on).localeCompare(b.shift?.starts ?? b.on))
}

/** Shifts that count: recorded and not rejected. */
export const shiftsOf = (postings: readonly Posting[]): Entry[] =>
  entriesOf(postings).filter(({ shift, counted }) => shift !== undefined && counted > 0)

/** Minutes of absence without excuse, made up or not: what warnings and forfeiture are counted by. */
export const unexcusedMinutes = (postings: readonly Posting[]): number =>
  entriesOf(postings).reduce((sum, { absence, counted }) => sum + (absence?.excused === false ? counted : 0), 0)

/**
 * The next posting on an entry. Its id says which one it is on that entry, so the same act done twice posts once.
 * Nothing is ever edited: what was wrong is posted back, with who and why.
 */
export const post = (postings: readonly Posting[], fields: Omit<Posting, 'id'>): Posting => ({
  id: `${fields.entry}-${postings.filter(({ entry }) => entry === fields.entry).length + 1}`,
  ...fields,
})
