/** Pauses between repeated actions of a kind. */
export interface Pauses {
  /** Begins a pause; returns false while one is running. */
  begin(what: string, now: string, minutes: number): Promise<boolean>
  /** Ends a pause early, because the paused action failed. */
  end(what: string): Promise<void>
}
