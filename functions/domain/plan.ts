import { addDays, addMonths } from './calendar.ts'
import type { Grant, Period } from './records.ts'
import type { Regulation } from './regulation.ts'

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

/**
 * What of a grant is released so far, in cents: by its plan, in proportion to verified hours, or to elapsed periods for
 * who is exempt. `verifiedMinutes` are those verified and those waived: hours that a person waived with a reason count as
 * given, and release their money. Rounded down on the way and whole at the end, so the instalments always sum to the grant.
 */
export function releasedCents(
  grant: Grant,
  progress: { verifiedMinutes: number; settledPeriods: number; complete: boolean },
): number {
  const { totalCents, plan, owedMinutes: owed, months } = grant
  if (plan === 'upfront') return totalCents
  if (owed === 0) return Math.floor((totalCents * Math.min(progress.settledPeriods, months)) / months)
  if (plan === 'at_completion' && !progress.complete) return 0
  return Math.floor((totalCents * Math.min(progress.verifiedMinutes, owed)) / owed)
}
