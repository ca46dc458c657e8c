import type { Placement } from '../file/activity.ts'
import type { Request } from '../file/request.ts'

/** Where and when the activity is on a day: what was agreed before the present place holds until that one starts. */
export function placementOn(
  { formerPlacements = [], placement }: Pick<Request, 'formerPlacements' | 'placement'>,
  on: string,
): Placement | undefined {
  const placements = placement ? [...formerPlacements, placement] : []
  return placements.findLast(({ startsOn }) => startsOn <= on) ?? placements[0]
}
