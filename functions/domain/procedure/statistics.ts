import { balance } from '../hours/ledger.ts'
import type { Request } from '../file/request.ts'
import type { Posting } from '../hours/posting.ts'
import type { Payment } from '../file/payment.ts'

function countBy<Item, Key extends string>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}

/** Returns the figures of a year, from the records themselves. Minutes and cents. */
export function figuresOf(requests: readonly Request[], postings: readonly Posting[], payments: readonly Payment[]) {
  const sumOf = (state: Payment['state']) =>
    payments.filter((each) => each.state === state).reduce((sum, each) => sum + each.amountCents, 0)
  return {
    requests: { received: requests.length, byStage: countBy(requests, (each) => each.stage) },
    hours: {
      doneMinutes: balance(postings, 'done'),
      verifiedMinutes: balance(postings, 'verified'),
      disputedMinutes: balance(postings, 'disputed'),
      waivedMinutes: balance(postings, 'waived'),
      missedMinutes: balance(postings, 'missed'),
      madeUpMinutes: balance(postings, 'madeUp'),
    },
    payments: {
      byState: countBy(payments, (each) => each.state),
      paidCents: sumOf('paid'),
      clearedCents: sumOf('cleared'),
      orderedCents: sumOf('ordered'),
    },
  }
}
