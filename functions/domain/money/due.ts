import { minutesAfter } from '../base/calendar.ts'
import { routeOf } from './gate.ts'
import { progressOf, releasedCents } from './plan.ts'
import { isUnderWay, type CaseFile } from '../file/case-file.ts'
import type { Period } from '../file/activity.ts'
import type { Posting } from '../hours/posting.ts'

/** The tolerance between two clocks, in minutes. */
export const CLOCK_SKEW_MINUTES = 2

const isGiven = (account: Posting['from']): boolean => account === 'verified' || account === 'waived'

/**
 * Returns the postings that existed when a period was settled. Verifications of the period and of earlier ones precede
 * it. Other postings at the same instant have an unknown order and count only if they remove hours.
 */
function postingsAtSettlement({ postings }: CaseFile, { number }: Period, settledAt: string): Posting[] {
  const [before, after] = [minutesAfter(settledAt, -CLOCK_SKEW_MINUTES), minutesAfter(settledAt, CLOCK_SKEW_MINUTES)]
  return postings.filter(({ from, to, period, at }) =>
    isGiven(from) ? at <= after : at < before || (to === 'verified' && period <= number && at <= settledAt),
  )
}

/** Returns true if the activity has come to its end: everything done was settled, and nothing more will come. */
export function isComplete(request: CaseFile['request']): boolean {
  const { stage, periods } = request
  const isSettled = periods.length > 0 && periods.every(({ settledAt }) => settledAt)
  return stage === 'completed' || stage === 'closed' || (isSettled && !isUnderWay(request))
}

/** Returns true once the activity has started, which makes upfront payments due. */
function hasBegun({ request, postings }: CaseFile): boolean {
  const { stage, periods, grant } = request
  const isExempt = grant?.owedMinutes === 0
  return (
    isUnderWay(request) ||
    stage === 'completed' ||
    stage === 'closed' ||
    (isExempt ? periods.length > 0 : periods.some(({ settledAt }) => settledAt)) ||
    postings.some(({ from }) => from === 'owed')
  )
}

/**
 * Returns what must have become payments of a grant by now, by its plan and hours as recorded, in cents. `leastCents` counts
 * every payment ever made, `mostCents` those that stand. Hours verified after the last settlement may be between the two.
 * Undefined if no money was asked for or granted.
 */
export function dueOf(file: CaseFile): { leastCents: number; mostCents: number } {
  const { request } = file
  const { grant, stage, periods } = request
  if (!grant || grant.totalCents === 0 || !routeOf(request)) return { leastCents: 0, mostCents: 0 }
  const released = (of: Pick<CaseFile, 'request' | 'postings'>, complete: boolean) =>
    releasedCents(grant, progressOf(of, complete))
  const complete = isComplete(request)
  // After a withdrawal, hours done before it may still be paid.
  const mostCents = released(file, complete || stage === 'withdrawn')
  if (grant.plan === 'upfront') return { leastCents: hasBegun(file) ? mostCents : 0, mostCents }
  const atEach = periods.flatMap((period) => {
    const { number, settledAt } = period
    if (!settledAt) return []
    const upToIt = { ...request, periods: periods.filter((each) => each.number <= number) }
    return [released({ request: upToIt, postings: postingsAtSettlement(file, period, settledAt) }, false)]
  })
  return { leastCents: Math.max(0, ...atEach, ...(complete ? [mostCents] : [])), mostCents }
}
