import { type Clock, dayOf } from '../../functions/domain/base/calendar.ts'
import { CommandProblem } from './target.ts'

/** The year somebody typed, if they typed one. @throws CommandProblem */
export function yearIn(typed: string | undefined): number | undefined {
  if (typed !== undefined && !/^20\d\d$/.test(typed))
    throw new CommandProblem(`"${typed}" is no year: write it like 2026.`)
  return typed === undefined ? undefined : Number(typed)
}

/** The year somebody typed, or the current one. @throws CommandProblem */
export const yearFrom = (typed: string | undefined, clock: Clock): number =>
  yearIn(typed) ?? Number(dayOf(clock.now()).slice(0, 4))
