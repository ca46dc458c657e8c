import type { Request } from '../../domain/file/request.ts'
import type { Ask } from '../../domain/file/ask.ts'

/** The fields of a request that a list shows, and that say whether it may. */
export type Listed = Pick<Request, 'id' | 'municipality' | 'registryEntry' | 'stage' | 'sealed' | 'queuedAt'>

/** Lists of the open work of a municipality. */
export interface Lists {
  /** Lists the questions that wait for an answer, the soonest due first. */
  asks(municipality: string): AsyncIterable<Ask>
  /** Lists the requests that may still have work to do. */
  requests(municipality: string): AsyncIterable<Listed>
  /** Lists the ids of a person's requests, open and ended; not of sealed ones, which would say whose they are. */
  requestsOf(municipality: string, taxCode: string): AsyncIterable<string>
  /** Lists the requests that money is asked back on. */
  clawedBack(municipality: string): AsyncIterable<Request>
  /** Lists the ids of open requests with a past, current or future placement at a host. Callers filter by day. */
  placedAt(municipality: string, host: string): AsyncIterable<string>
  /** Lists the requests whose workflow stopped and waits for a person. */
  stuck(municipality: string): AsyncIterable<{ request: string; at: string; execution: string; status: string }>
  /** Lists the sealed files, with who is named on them. */
  sealed(municipality: string): AsyncIterable<Listed>
}

/** Requests of all municipalities that may still have work to do. */
export interface OpenRequests {
  ids(): AsyncIterable<string>
}

/** Sealed files, by whose they are. */
export interface SealedFiles {
  of(municipality: string, taxCodes: readonly string[]): AsyncIterable<Request>
}
