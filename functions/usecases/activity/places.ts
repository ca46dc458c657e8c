import { excludedBy } from '../../domain/activity/place-effects.ts'
import type { Places } from '../../domain/activity/places.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** The places taken at the hosts of a municipality, as they concern the person of a file. */
export const placesFor = ({ files }: Pick<Deps, 'files'>, { request }: Pick<CaseFile, 'request'>): Promise<Places> =>
  files.placesTaken(request.municipality, {
    person: request.application.applicant.taxCode,
    excludedPeople: excludedBy(request),
  })
