import { createHash } from 'node:crypto'
import * as z from 'zod'
import { cents } from '../file/application.ts'
import { instant } from '../base/calendar.ts'
import type { NeedFacts } from '../money/amount.ts'
import { helpWithin } from './eligibility.ts'
import type { Regulation } from '../municipality/regulation.ts'

/** A request that may be drawn: its benefit in cents, and its risk, 1 plus one for each sign. */
const candidate = z.strictObject({ id: z.string(), benefitCents: cents, risk: z.int().min(1) })
export type Candidate = z.infer<typeof candidate>

/** A draw with all its inputs, so that anybody can repeat it. */
export const drawing = z.strictObject({
  municipality: z.string(),
  year: z.int(),
  seed: z.string(),
  percent: z.int().min(0).max(100),
  at: instant,
  candidates: z.array(candidate),
})
export type Drawing = z.infer<typeof drawing>

/**
 * Returns a number between 0 and 1, exclusive, from seed and id: the first 52 bits of SHA-256 of `seed/id`, plus a half.
 */
function uniform(seed: string, id: string): number {
  const bits = createHash('sha256').update(`${seed}/${id}`).digest('hex').slice(0, 13)
  return (Number.parseInt(bits, 16) + 0.5) / 2 ** 52
}

/** Returns the weight of a candidate: its risk, and the same again for each 1,000 euro. */
export const weightOf = ({ risk, benefitCents }: Candidate): number => risk * (1 + benefitCents / 100_000)

/**
 * Draws requests for a check (DPR 445/2000 art. 71), without replacement, in proportion to their weight: the largest `ln(u) /
 * weight` are drawn (Efraimidis and Spirakis, 2006). The same seed and candidates, in any order, give the same ids. The
 * percentage is rounded up; at least one if there is any candidate.
 */
export function draw(seed: string, candidates: readonly Candidate[], percent: number): string[] {
  return candidates
    .map((each) => ({ id: each.id, key: Math.log(uniform(seed, each.id)) / weightOf(each) }))
    .sort((a, b) => b.key - a.key || (a.id < b.id ? -1 : 1))
    .slice(0, Math.ceil((candidates.length * percent) / 100))
    .map(({ id }) => id)
}

/** The percentage of the ceiling above which an ISEE is close to it. */
const CLOSE = 90

/**
 * Returns the risk of a request: 1 plus one for each sign such as an ISEE close to the ceiling, earlier help, cash, or
 * another household than in an earlier request.
 */
export function riskOf(facts: NeedFacts, { parameters }: Regulation, hasOtherHousehold: boolean): number {
  const { kind, iseeCents, payout } = facts
  const maxCents = kind === 'community' ? 0 : parameters.iseeMaxCents.value[kind]
  const helped = kind !== 'community' && helpWithin(facts, kind, parameters.helpWindowMonths.value) > 0
  const isClose = iseeCents <= maxCents && iseeCents * 100 > maxCents * CLOSE
  return 1 + [isClose, helped, payout === 'cash', hasOtherHousehold].filter(Boolean).length
}
