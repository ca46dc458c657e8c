import { minutesAfter } from '../base/calendar.ts'
import { routeOf } from './gate.ts'
import { progressOf, releasedCents } from './plan.ts'
import { isUnderWay, type CaseFile } from '../file/case-file.ts'
import type { Period } from '../file/activity.ts'
import type { Posting } from '../file/posting.ts'

/** Minutes within which two clocks may not agree on what came first. */
export const CLOCK_SKEW_MINUTES = 2

const isGiven = (account: Posting['from']): boolean => account === 'verified' || account === 'waived'

/**
 * The postings that surely were there when a period was settled. What was verified of it, and of those before, came first;
 * of anything else that was posted in the same moment nobody can tell, so it is left to what takes hours away.
 */
function thereAt({ postings }: CaseFile, { number }: Period, settledAt: string): Posting[] {
  const [before, after] = [minutesAfter(settledAt, -CLOCK_SKEW_MINUTES), minutesAfter(settledAt, CLOCK_SKEW_MINUTES)]
  return postings.filter(({ from, to, period, at }) =>
    isGiven(from) ? at <= after : at < before || (to === 'verified' && period <= number && at <= settledAt),
  )
}

/** Whether the activity came to its end: what was done of it was settled, and nothing more will come. */
export function isComplete(request: CaseFile['request']): boolean {
  const { stage, periods } = request
  const isSettled = periods.length > 0 && periods.every(({ settledAt }) => settledAt)
  return stage === 'completed' || stage === 'closed' || (isSettled && !isUnderWay(request))
}

/** Whether the activity surely began, with which what is due at once is owed; on the way to it, it says so nowhere. */
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
 * What must have become payments of a grant by now, by its plan and its hours, as the steps that make payments are in the
 * record; in cents. `leastCents` counts every payment there was, `mostCents` those that stand. Hours that were verified after
 * the last period was settled may be between the two. Nothing where no money was asked for, or none is given.
 */
export function dueOf(file: CaseFile): { leastCents: number; mostCents: number } {
  const { request } = file
  const { grant, stage, periods } = request
  if (!grant || grant.totalCents === 0 || !routeOf(request)) return { leastCents: 0, mostCents: 0 }
  const released = (of: Pick<CaseFile, 'request' | 'postings'>, complete: boolean) =>
    releasedCents(grant, progressOf(of, complete))
  const complete = isComplete(request)
  // Who withdraws may be paid for what was done until then.
  const mostCents = released(file, complete || stage === 'withdrawn')
  if (grant.plan === 'upfront') return { leastCents: hasBegun(file) ? mostCents : 0, mostCents }
  const atEach = periods.flatMap((period) => {
    const { number, settledAt } = period
    if (!settledAt) return []
    const upToIt = { ...request, periods: periods.filter((each) => each.number <= number) }
    return [released({ request: upToIt, postings: thereAt(file, period, settledAt) }, false)]
  })
  return { leastCents: Math.max(0, ...atEach, ...(complete ? [mostCents] : [])), mostCents }
}
