import { createHash } from 'node:crypto'
import * as z from 'zod'
import { cents } from '../file/application.ts'
import { instant } from '../base/calendar.ts'
import type { Need } from '../money/amount.ts'
import { helpWithin } from './eligibility.ts'
import type { Regulation } from '../municipality/regulation.ts'

/** A request that may be drawn: what it brings in cents, and its risk, 1 and one more for each sign. */
export const candidate = z.strictObject({ id: z.string(), benefitCents: cents, risk: z.int().min(1) })
export type Candidate = z.infer<typeof candidate>

/** A draw as it is kept: with all it was drawn from, so that anybody can draw again and see the same. */
export const drawing = z.strictObject({
  municipality: z.string(),
  year: z.int(),
  seed: z.string(),
  percent: z.int().min(0).max(100),
  at: instant,
  candidates: z.array(candidate),
})
export type Drawing = z.infer<typeof drawing>

/** A number above 0 and below 1 from seed and id alone: the first 52 bits of SHA-256 of `seed/id`, and a half. */
function uniform(seed: string, id: string): number {
  const bits = createHash('sha256').update(`${seed}/${id}`).digest('hex').slice(0, 13)
  return (Number.parseInt(bits, 16) + 0.5) / 2 ** 52
}

/** How much more often than another it is drawn: its risk, and once more that for each 1,000 euro. */
export const weightOf = ({ risk, benefitCents }: Candidate): number => risk * (1 + benefitCents / 100_000)

/**
 * Draws requests for a check (DPR 445/2000 art. 71), without replacement, in proportion to their weight: the largest
 * `ln(u) / weight` are drawn (Efraimidis and Spirakis, 2006). The same seed and the same candidates in any order give the same
 * ids. So many in a hundred, rounded up; at least one where anything is to be drawn.
 */
export function draw(seed: string, candidates: readonly Candidate[], percent: number): string[] {
  return candidates
    .map((each) => ({ id: each.id, key: Math.log(uniform(seed, each.id)) / weightOf(each) }))
    .sort((a, b) => b.key - a.key || (a.id < b.id ? -1 : 1))
    .slice(0, Math.ceil((candidates.length * percent) / 100))
    .map(({ id }) => id)
}

/** Of the ceiling in hundredths: an ISEE above it is close under the ceiling. */
const CLOSE = 90

/**
 * Signs that make a check more useful, one risk each: an ISEE close under the ceiling, help received before, cash, a household
 * other than in an earlier request of the same person.
 */
export function riskOf(facts: Need, { parameters }: Regulation, hasOtherHousehold: boolean): number {
  const { kind, iseeCents, payout } = facts
  const maxCents = kind === 'community' ? 0 : parameters.iseeMaxCents.value[kind]
  const helped = kind !== 'community' && helpWithin(facts, kind, parameters.helpWindowMonths.value) > 0
  const isClose = iseeCents <= maxCents && iseeCents * 100 > maxCents * CLOSE
  return 1 + [isClose, helped, payout === 'cash', hasOtherHousehold].filter(Boolean).length
}
