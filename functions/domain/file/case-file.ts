import type { Request } from './request.ts'
import type { Ask } from './ask.ts'
import type { Posting } from './posting.ts'
import type { Payment } from './payment.ts'

/** Everything about one request, as one value: what use cases decide on. */
export type CaseFile = {
  request: Request
  asks: readonly Ask[]
  postings: readonly Posting[]
  payments: readonly Payment[]
}
