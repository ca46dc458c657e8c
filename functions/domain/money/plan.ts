import { addDays, addMonths } from '../base/calendar.ts'
import { balance } from '../activity/ledger.ts'
import type { Regulation } from '../municipality/regulation.ts'
import type { Grant } from '../file/grant.ts'
import type { Period } from '../file/activity.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * Hours to give back for an amount: the euro value of an hour only sizes the agreement, rounded down to whole modules and
 * never above what the person can do. At least one module where any work is agreed. In minutes.
 */
export function owedMinutes(totalCents: number, rules: Regulation, maxHours = Number.POSITIVE_INFINITY): number {
  const { hourValueCents, moduleHours } = rules.parameters
  const modules = Math.max(1, Math.floor(totalCents / hourValueCents.value / moduleHours.value))
  return Math.min(modules * moduleHours.value, maxHours) * 60
}

/** The months of activity from its first day; each ends the day before the next begins. */
export const periodsFrom = (startsOn: string, months: number): Period[] =>
  Array.from({ length: months }, (_, index) => ({
    number: index + 1,
    from: addMonths(startsOn, index),
    to: addDays(addMonths(startsOn, index + 1), -1),
  }))

/** How far the giving back is: what money is released by. `verifiedMinutes` are those verified and those waived. */
export type Progress = { verifiedMinutes: number; settledPeriods: number; complete: boolean }

/**
 * How far a file is. Hours that the social worker waived with a reason count as given: that is how money is released although
 * hours are missing. `complete` where no more will come.
 */
export const progressOf = (
  { request: { periods }, postings }: Pick<CaseFile, 'request' | 'postings'>,
  complete: boolean,
): Progress => ({
  verifiedMinutes: balance(postings, 'verified') + balance(postings, 'waived'),
  settledPeriods: periods.filter(({ settledAt }) => settledAt).length,
  complete,
})

/** The minutes that count for money: all that are owed once they are given, before that only whole modules of them. */
const countedMinutes = ({ owedMinutes: owed, moduleMinutes = 1 }: Grant, given: number): number =>
  given >= owed ? owed : given - (given % moduleMinutes)

/**
 * What of a grant is released so far, in cents: by its plan, in proportion to hours given, or to elapsed periods for
 * who is exempt. Rounded down on the way and whole at the end, so the instalments always sum to the grant.
 */
export function releasedCents(grant: Grant, { verifiedMinutes, settledPeriods, complete }: Progress): number {
  const { totalCents, plan, owedMinutes: owed, months } = grant
  if (plan === 'upfront') return totalCents
  if (owed === 0) return Math.floor((totalCents * Math.min(settledPeriods, months)) / months)
  if (plan === 'at_completion' && !complete) return 0
  return Math.floor((totalCents * countedMinutes(grant, verifiedMinutes)) / owed)
}
