import { type Clock, dayOf } from '../../functions/domain/calendar.ts'
import { CommandProblem } from './target.ts'

/** The year somebody typed, or the current one. @throws CommandProblem */
export function yearFrom(typed: string | undefined, clock: Clock): number {
  if (typed !== undefined && !/^20\d\d$/.test(typed)) throw new CommandProblem(`"${typed}" is no year, such as 2026.`)
  return Number(typed ?? dayOf(clock.now()).slice(0, 4))
}
