/** Keeps what may not be done over and over. */
export interface Pauses {
  /** Begins a pause; false when one is still running. */
  begin(what: string, now: string, minutes: number): Promise<boolean>
  /** Ends it early: what it was for did not happen. */
  end(what: string): Promise<void>
}
