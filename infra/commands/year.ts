import { type Clock, dayOf } from '../../functions/domain/base/calendar.ts'
import { CommandProblem } from './target.ts'

/**
 * Parses the option --year; returns undefined if it is not given.
 * @throws CommandProblem if it is not a year
 */
export function parseYear(typed: string | undefined): number | undefined {
  if (typed !== undefined && !/^20\d\d$/.test(typed))
    throw new CommandProblem(`"${typed}" is no year: write it like 2026.`)
  return typed === undefined ? undefined : Number(typed)
}

/**
 * Parses the option --year; returns the current year if it is not given.
 * @throws CommandProblem if it is not a year
 */
export const parseYearOrCurrent = (typed: string | undefined, clock: Clock): number =>
  parseYear(typed) ?? Number(dayOf(clock.now()).slice(0, 4))
