import type { Placement } from '../file/activity.ts'
import type { Request } from '../file/request.ts'

/** Returns the placement in force on a day, or the earliest one for a day before all of them. */
export function placementOn(
  { formerPlacements = [], placement }: Pick<Request, 'formerPlacements' | 'placement'>,
  on: string,
): Placement | undefined {
  const placements = placement ? [...formerPlacements, placement] : []
  return placements.findLast(({ startsOn }) => startsOn <= on) ?? placements[0]
}
