import type { NeedFacts } from '../../domain/money/amount.ts'
import { type Comparison, compareRules } from '../../domain/procedure/compare.ts'
import type { Regulation } from '../../domain/municipality/regulation.ts'
import { factsOf } from './evaluate-request.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/** Returns the facts as of the day of the request: later help does not count. */
const onReceipt = (facts: NeedFacts): NeedFacts => ({
  ...facts,
  help: facts.help.flatMap(({ endedOn, ...help }) =>
    help.on > facts.receivedOn ? [] : [{ ...help, ...(endedOn && endedOn <= facts.receivedOn ? { endedOn } : {}) }],
  ),
})

/**
 * Compares two versions of a regulation on past requests; the expense of an extraordinary grant is the amount granted.
 */
export async function compareOnRequests(
  deps: Pick<Deps, 'files' | 'history'>,
  requests: AsyncIterable<Request>,
  before: Regulation,
  after: Regulation,
): Promise<Comparison> {
  const all: NeedFacts[] = []
  for await (const request of requests) {
    const expenseCents = (request.grant ?? request.proposal?.grant)?.totalCents
    all.push(onReceipt(await factsOf(deps, request, { expenseCents })))
  }
  return compareRules(all, before, after)
}
