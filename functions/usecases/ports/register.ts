/** The register of requests (protocollo) of a municipality, by year. */
export interface Register {
  /**
   * Gives a request the next number of a year; the same one each time after. Numbers have no gaps: a number is given for good,
   * in one write of the counter that remembers who has it.
   */
  takeNumber(municipality: string, year: number, request: string): Promise<number>
  /** Lets the counter forget an ended request, which asks for its number no more. */
  forgetNumber(municipality: string, year: number, request: string): Promise<void>
  /** Returns the request that has a number (`year/number`). */
  find(municipality: string, number: string): Promise<string | undefined>
}
