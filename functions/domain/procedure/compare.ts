import { type NeedFacts, suggestGrant } from '../money/amount.ts'
import { evaluate, type Evaluated, RULES } from './eligibility.ts'
import type { Regulation } from '../municipality/regulation.ts'

/** A number of people; undefined if so few that they could be recognised. */
export type Count = number | undefined

/** The minimum number of people that is shown. */
export const SMALL = 5
const suppressSmall = (count: number): Count => (count > 0 && count < SMALL ? undefined : count)

export type Comparison = {
  requests: Count
  /** The numbers of requests with a higher, a lower and the same suggestion. */
  gain: Count
  lose: Count
  same: Count
  /** The rules that a request would newly meet, or no longer meet. */
  rules: { rule: Evaluated['rule']; gain: Count; lose: Count }[]
  /** The sum suggested to all, in cents. */
  beforeCents: Count
  afterCents: Count
}

/** Suppresses small counts with a known sum, and enough others that none can be derived from the sum. */
function suppressed(counts: readonly number[]): Count[] {
  const hidden = new Set<number>()
  let people = 0
  const bySize = counts.map((count, index) => ({ count, index })).sort((a, b) => a.count - b.count)
  for (const { count, index } of bySize)
    if (count > 0 && (suppressSmall(count) === undefined || (hidden.size > 0 && (hidden.size < 2 || people < SMALL)))) {
      hidden.add(index)
      people += count
    }
  return counts.map((count, index) => (hidden.has(index) ? undefined : count))
}

/** Returns the outcome for a request in cents: zero if a rule is not met. */
function outcome(facts: NeedFacts, rules: Regulation): { cents: number; failed: Set<Evaluated['rule']> } {
  const failed = new Set(evaluate(facts, rules).flatMap(({ rule, outcome: how }) => (how === 'notMet' ? [rule] : [])))
  return { cents: failed.size > 0 ? 0 : suggestGrant(facts, rules).totalCents, failed }
}

/**
 * Compares two versions of a regulation on the same requests: how many would gain and lose, without identities. Small numbers
 * are hidden, and sums from which the amounts of a few would follow.
 */
export function compareRules(requests: readonly NeedFacts[], before: Regulation, after: Regulation): Comparison {
  const pairs = requests.map((facts) => ({ was: outcome(facts, before), will: outcome(facts, after) }))
  const count = (holds: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(holds).length
  const gain = count(({ was, will }) => will.cents > was.cents)
  const lose = count(({ was, will }) => will.cents < was.cents)
  const [gaining, losing, same] = suppressed([gain, lose, pairs.length - gain - lose])
  const paid = (which: 'was' | 'will') => count((pair) => pair[which].cents > 0)
  const tellsSums = [paid('was'), paid('will'), gain, lose].every((number) => suppressSmall(number) !== undefined)
  const sum = (which: 'was' | 'will'): Count =>
    tellsSums ? pairs.reduce((all, pair) => all + pair[which].cents, 0) : undefined
  return {
    requests: suppressSmall(pairs.length),
    gain: gaining,
    lose: losing,
    same,
    rules: RULES.map((rule) => ({
      rule,
      gain: suppressSmall(count(({ was, will }) => was.failed.has(rule) && !will.failed.has(rule))),
      lose: suppressSmall(count(({ was, will }) => !was.failed.has(rule) && will.failed.has(rule))),
    })),
    beforeCents: sum('was'),
    afterCents: sum('will'),
  }
}
