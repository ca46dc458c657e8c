import type { Posting } from './posting.ts'

export type Account = Posting['from']

/** Returns the minutes on an account: incoming less outgoing. Every figure about hours derives from it. */
export const balance = (postings: readonly Posting[], account: Account): number =>
  postings.reduce(
    (sum, posting) =>
      sum + (posting.to === account ? posting.minutes : 0) - (posting.from === account ? posting.minutes : 0),
    0,
  )

/** Returns the owed hours in minutes. */
export const remainingMinutes = (postings: readonly Posting[]): number => balance(postings, 'owed')

/**
 * Returns the hours that wait for verification or a ruling, in minutes. While there are any, an activity is not over.
 */
export const pendingMinutes = (postings: readonly Posting[]): number =>
  balance(postings, 'done') + balance(postings, 'disputed')

/** A shift or an absence with its postings, in order. */
export type Entry = {
  id: string
  on: string
  period: number
  /** The posting that recorded it, the latest one if it was rejected: type, author and time. */
  made: Posting
  /** The shift as last corrected. */
  shift?: NonNullable<Posting['shift']>
  absence?: NonNullable<Posting['absence']>
  /** The minutes as recorded, by what became of them. */
  minutes: number
  state: 'recorded' | 'verified' | 'disputed' | 'rejected'
  /** The minutes that count now, verified or not; zero if rejected or reversed. */
  counted: number
  /** The minutes of absence that a shift makes up. */
  madeUp: number
  postings: readonly Posting[]
}

const COUNTING: readonly Account[] = ['done', 'verified', 'disputed', 'missed', 'madeUp']

const counts = (account: Account): number => (COUNTING.includes(account) ? 1 : 0)

/** Returns true if a posting records an entry: hours, or an absence. */
const makes = ({ from, shift, absence }: Posting): boolean =>
  (from === 'owed' && shift !== undefined) || (from === 'agreement' && absence !== undefined)

function entryOf(id: string, postings: readonly Posting[]): Entry | undefined {
  const first = postings.find(makes)
  if (!first) return undefined
  // Minutes that make up an absence are posted with their shift; they are not hours of their own.
  const isShift = first.shift !== undefined
  const hours = isShift ? postings.filter(({ from, to }) => from !== 'missed' && to !== 'missed') : postings
  let made = first
  let counted = 0
  for (const posting of hours) {
    if (counted === 0 && makes(posting)) made = posting
    counted += posting.minutes * (counts(posting.to) - counts(posting.from))
  }
  const on = (account: Account) => balance(hours, account)
  const shift = postings.findLast((posting) => posting.shift)?.shift
  const absence = postings.findLast((posting) => posting.absence)?.absence
  return {
    id,
    on: made.on,
    period: made.period,
    made,
    minutes: made.minutes,
    state:
      on('disputed') > 0
        ? 'disputed'
        : counted === 0
          ? 'rejected'
          : isShift && on('done') === 0 && on('verified') > 0
            ? 'verified'
            : 'recorded',
    counted,
    madeUp: isShift ? balance(postings, 'madeUp') : 0,
    postings,
    ...(shift ? { shift } : {}),
    ...(absence ? { absence } : {}),
  }
}

/** Returns the number of a posting within its entry, from its id. */
const numberOf = ({ id }: Posting): number => Number(id.slice(id.lastIndexOf('-') + 1))

const begins = ({ shift, on }: Entry): string => shift?.starts ?? on

/** Returns the entries of a ledger, shifts and absences, by day and then in the order recorded. */
export const entriesOf = (postings: readonly Posting[]): Entry[] =>
  [...Map.groupBy(postings, ({ entry }) => entry)]
    .flatMap(
      ([id, group]) =>
        entryOf(
          id,
          group.toSorted((a, b) => numberOf(a) - numberOf(b)),
        ) ?? [],
    )
    .sort((a, b) => (begins(a) < begins(b) ? -1 : begins(a) > begins(b) ? 1 : 0))

/** Returns the shifts that count: recorded and not rejected. */
export const shiftsOf = (postings: readonly Posting[]): Entry[] =>
  entriesOf(postings).filter(({ shift, counted }) => shift !== undefined && counted > 0)

/** Returns the minutes of unexcused absence, made up or not; warnings and forfeiture depend on them. */
export const unexcusedMinutes = (postings: readonly Posting[]): number =>
  entriesOf(postings).reduce((sum, { absence, counted }) => sum + (absence?.excused === false ? counted : 0), 0)

/**
 * Returns the next posting on an entry. Ids are numbered per entry, so a repeated act posts once. Postings are never edited:
 * a correction reverses them, with author and reasons.
 */
export const post = (postings: readonly Posting[], fields: Omit<Posting, 'id'>): Posting => ({
  id: `${fields.entry}-${postings.filter(({ entry }) => entry === fields.entry).length + 1}`,
  ...fields,
})

/** The author, time and reasons of a correction. */
export type Correction = Pick<Posting, 'request' | 'by' | 'at' | 'why'> & { reasons: string }

/**
 * Returns the postings that reverse an entry: hours go back to those owed, with what they made up; an absence is removed
 * from those missed, then from those made up. Returns none if the entry already counts for nothing.
 */
export function reverseEntry(
  postings: readonly Posting[],
  { id, on, period, absence, madeUp, postings: own }: Entry,
  correction: Correction,
): Posting[] {
  const back: Posting[] = []
  const move = (from: Account, to: Account, minutes: number) => {
    const fields = { ...correction, entry: id, on, period, minutes, from, to }
    if (minutes > 0) back.push(post([...postings, ...back], fields))
  }
  if (absence) {
    move('disputed', 'agreement', balance(own, 'disputed'))
    const missed = balance(own, 'missed') + balance(own, 'madeUp')
    const left = Math.min(missed, balance(postings, 'missed'))
    move('missed', 'agreement', left)
    move('madeUp', 'agreement', missed - left)
    return back
  }
  for (const account of ['done', 'verified', 'disputed'] as const) move(account, 'owed', balance(own, account))
  move('madeUp', 'missed', Math.min(madeUp, balance(postings, 'madeUp')))
  return back
}
