import { type Entry, entriesOf } from '../hours/ledger.ts'
import type { Dispute, Period } from '../file/activity.ts'
import type { Ask } from '../file/ask.ts'
import { subjectOf } from '../file/common.ts'
import { type CaseFile, paymentOf, periodOf, reviewOf } from '../file/case-file.ts'
import type { Payment } from '../file/payment.ts'
import type { Review } from '../file/review.ts'
type About = { file: CaseFile; ask: Pick<Ask, 'subject'> }

/** Returns the period that a question is about. */
export const periodOfAsk = ({ file, ask }: About): Period | undefined => periodOf(file, subjectOf(ask).number)

/** Returns the payment that a question is about. */
export const paymentOfAsk = ({ file, ask }: About): Payment | undefined => paymentOf(file, subjectOf(ask).number)

/** Returns the review that a question is about. */
export const reviewOfAsk = ({ file, ask }: About): Review | undefined => reviewOf(file, subjectOf(ask).number)

/** Returns the dispute that a question is about, with the entry of the hours that it disputes. */
export function disputeOfAsk({ file, ask }: About): { dispute: Dispute; entry: Entry } | undefined {
  const dispute = file.request.disputes?.find(({ number }) => number === subjectOf(ask).number)
  const entry = entriesOf(file.postings).find(({ id }) => id === dispute?.entry)
  return dispute && entry && { dispute, entry }
}

/** Returns the subject of a question. @throws if it does not exist: subjects are never deleted */
export function requireSubject<Found>(found: Found | undefined, { id }: Pick<Ask, 'id'>): Found {
  if (found === undefined) throw new Error(`${id} is about something that is not there`)
  return found
}
