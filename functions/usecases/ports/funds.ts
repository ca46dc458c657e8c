/** The counter and the queue of a fund. */
export type FundState = {
  committedCents: number
  /** The number of times a request joined the queue. */
  joins: number
  /** The first in the queue. */
  head?: { turn: string; request: string }
}

export interface Funds {
  state(municipality: string, fund: string): Promise<FundState>
  /** Returns the first in the queue, if anybody waits. */
  head(municipality: string, fund: string): Promise<FundState['head']>
}
