/** The register of requests (protocollo) of a municipality, by year. */
export interface Register {
  /**
   * Assigns the next number of a year to a request, idempotently and without gaps: the counter remembers the request in
   * the same write.
   */
  takeNumber(municipality: string, year: number, request: string): Promise<number>
  /** Removes an ended request from the counter. */
  forgetNumber(municipality: string, year: number, request: string): Promise<void>
  /** Returns the request that has a number (`year/number`). */
  find(municipality: string, number: string): Promise<string | undefined>
}
