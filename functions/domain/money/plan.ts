import { addDays, addMonths } from '../base/calendar.ts'
import { balance } from '../hours/ledger.ts'
import type { Regulation } from '../municipality/regulation.ts'
import type { Grant } from './grant.ts'
import type { Period } from '../file/activity.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * Returns the minutes to give back for an amount. The euro value of an hour only determines the agreement: rounded down to
 * whole modules, at most what the person can do, and at least one module if any work is agreed.
 */
export function owedMinutes(totalCents: number, rules: Regulation, maxHours = Number.POSITIVE_INFINITY): number {
  const { hourValueCents, moduleHours } = rules.parameters
  const modules = Math.max(1, Math.floor(totalCents / hourValueCents.value / moduleHours.value))
  return Math.min(modules * moduleHours.value, maxHours) * 60
}

/** Returns the months of activity from its first day; each ends the day before the next begins. */
export const periodsFrom = (startsOn: string, months: number): Period[] =>
  Array.from({ length: months }, (_, index) => ({
    number: index + 1,
    from: addMonths(startsOn, index),
    to: addDays(addMonths(startsOn, index + 1), -1),
  }))

/** The progress of giving back, which releases money. `verifiedMinutes` includes waived ones. */
export type Progress = { verifiedMinutes: number; settledPeriods: number; complete: boolean }

/**
 * Returns the progress of a file. Waived hours count as given, which is the only way to release money despite missing
 * hours. `complete` if no more will come.
 */
export const progressOf = (
  { request: { periods }, postings }: Pick<CaseFile, 'request' | 'postings'>,
  complete: boolean,
): Progress => ({
  verifiedMinutes: balance(postings, 'verified') + balance(postings, 'waived'),
  settledPeriods: periods.filter(({ settledAt }) => settledAt).length,
  complete,
})

/** Returns the minutes that release money: whole modules only, until all owed hours are given. */
const countedMinutes = ({ owedMinutes: owed, moduleMinutes = 1 }: Grant, given: number): number =>
  given >= owed ? owed : given - (given % moduleMinutes)

/**
 * Returns the amount of a grant released so far, in cents: by its plan, in proportion to hours or, if exempt, to elapsed
 * periods. It is rounded down until the last instalment completes the grant.
 */
export function releasedCents(grant: Grant, { verifiedMinutes, settledPeriods, complete }: Progress): number {
  const { totalCents, plan, owedMinutes: owed, months } = grant
  if (plan === 'upfront') return totalCents
  if (owed === 0) return Math.floor((totalCents * Math.min(settledPeriods, months)) / months)
  if (plan === 'at_completion' && !complete) return 0
  return Math.floor((totalCents * countedMinutes(grant, verifiedMinutes)) / owed)
}
