import type { Posting } from './records.ts'

export type Account = Posting['from']

/** Minutes on an account: what came in less what went out. Every figure about hours derives from here. */
export const balance = (postings: readonly Posting[], account: Account): number =>
  postings.reduce(
    (sum, posting) =>
      sum + (posting.to === account ? posting.minutes : 0) - (posting.from === account ? posting.minutes : 0),
    0,
  )

/** The minutes recorded on one day of a period that still stand in `account`. */
export const minutesOn = (postings: readonly Posting[], on: string, account: Account): number =>
  balance(
    postings.filter((posting) => posting.on === on),
    account,
  )
