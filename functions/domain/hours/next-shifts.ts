import { addDays, dayOf } from '../base/calendar.ts'
import { type CaseFile, isUnderWay } from '../file/case-file.ts'
import type { Context } from '../file/context.ts'
import { absenceOn } from './absences.ts'
import { periodOn, type Planned } from './hours.ts'
import type { Municipality } from '../municipality/regulation.ts'
import { plannedIn } from './shifts.ts'

const UNDER_WAY: readonly CaseFile['request']['stage'][] = ['insured', 'active', 'suspended']

/** Returns the agreed shifts that are not over yet, from today to the end of the agreement. */
export function shiftsToCome(file: CaseFile, municipality: Municipality, now: string): Planned[] {
  const { request } = file
  const last = request.periods.at(-1)
  if (!last || !UNDER_WAY.includes(request.stage)) return []
  return plannedIn(municipality, file, { from: dayOf(now), to: last.to }).filter(
    ({ on, ends }) => ends > now && periodOn(request, on) !== undefined,
  )
}

/** The days ahead for which an absence can be announced. */
const AHEAD_DAYS = 30

/** Returns the agreed shifts of the next weeks that have not begun and have no absence. */
export function comingShifts({ file, municipality, now }: Pick<Context, 'file' | 'municipality' | 'now'>): Planned[] {
  const { request, postings } = file
  if (!isUnderWay(request)) return []
  const today = dayOf(now)
  return plannedIn(municipality, file, { from: today, to: addDays(today, AHEAD_DAYS) })
    .filter(({ on, starts }) => starts > now && request.periods.some(({ from, to }) => from <= on && on <= to))
    .filter(({ on }) => !absenceOn(postings, on))
}
