import { dayOf } from '../base/calendar.ts'
import { periodOn, type Planned } from './hours.ts'
import type { Municipality } from '../municipality/regulation.ts'
import { plannedIn } from './shifts.ts'
import type { CaseFile } from '../file/case-file.ts'

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
