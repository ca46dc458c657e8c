import { exclusionsOf } from '../../domain/activity/place-effects.ts'
import type { Places } from '../../domain/activity/places.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** Returns the places taken at the hosts of a municipality, as they concern the person of a file. */
export const placesFor = (
  { takenPlaces }: Pick<Deps, 'takenPlaces'>,
  { request }: Pick<CaseFile, 'request'>,
): Promise<Places> =>
  takenPlaces.of(request.municipality, {
    person: request.application.applicant.taxCode,
    excludedPeople: exclusionsOf(request),
  })
