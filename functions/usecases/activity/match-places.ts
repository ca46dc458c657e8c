import { matchingOf } from '../../domain/activity/match-file.ts'
import type { Matching } from '../../domain/activity/matching.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { placesFor } from './places.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** Matches a file with the projects, by freshly read places. */
export async function matchPlaces(
  deps: Pick<Deps, 'takenPlaces' | 'clock'>,
  file: CaseFile,
  municipality: Municipality,
): Promise<Matching> {
  return matchingOf({ file, municipality, now: deps.clock.now(), places: await placesFor(deps, file) })
}
