import type { Request } from '../../domain/file/request.ts'
import type { Ask } from '../../domain/file/ask.ts'

/** What of a request a list shows, and what says whether it may. */
export type Listed = Pick<Request, 'id' | 'municipality' | 'registryEntry' | 'stage' | 'sealed' | 'queuedAt'>

/** What a municipality has under way. */
export interface Lists {
  /** Questions that wait for an answer, the soonest due first. */
  asks(municipality: string): AsyncIterable<Ask>
  /** Requests that may still have work to do. */
  requests(municipality: string): AsyncIterable<Listed>
  /** Ids of the requests that a person has open; of sealed files none, for that would say whose they are. */
  requestsOf(municipality: string, taxCode: string): AsyncIterable<string>
  /** Requests that money is asked back on. */
  clawedBack(municipality: string): AsyncIterable<Request>
  /** Ids of the open requests of people who are, or are to be, at a host. */
  placedAt(municipality: string, host: string): AsyncIterable<string>
  /** Requests whose workflow stopped and waits for a person. */
  stuck(municipality: string): AsyncIterable<{ request: string; at: string }>
}
