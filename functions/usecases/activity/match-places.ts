import { ageOn, dayOf } from '../../domain/calendar.ts'
import { type Matching, match, type Seeker, type Town } from '../../domain/activity/matching.ts'
import { heldPlaces } from '../../domain/activity/places.ts'
import type { CaseFile } from '../../domain/records.ts'
import { type Municipality, openProjects, type Project } from '../../domain/regulation.ts'
import { placesFor } from './places.ts'
import type { Deps } from '../ports.ts'
import { rulesOf } from '../questions/procedure.ts'
import type { Context } from '../questions/question.ts'

/** The person of a file as one for whom a place is looked. */
export function seekerOf({ file: { request }, municipality, now }: Context): Seeker {
  const { applicant, home, need } = request.application
  const programme = request.grant?.programme ?? ''
  return {
    profile: request.profile,
    age: ageOn(applicant.birthDate, dayOf(now)),
    resident: home.resident,
    programme,
    community: municipality.programmes.some(({ id, kind }) => id === programme && kind === 'communityProject'),
    abilities: [need.abilities, request.interview?.abilities].filter(Boolean).join(' '),
    holds: heldPlaces(request).map(({ project }) => project),
  }
}

/** The projects somebody may be placed in: who holds a place of one that is closed keeps it. */
export const openTo = ({ file: { request }, municipality }: Pick<Context, 'file' | 'municipality'>): Project[] =>
  openProjects(
    municipality,
    heldPlaces(request).map(({ project }) => project),
  )

export const townOf = (context: Context): Town => {
  const { hosts, zones, office } = context.municipality
  return { projects: openTo(context), hosts, zones, code: office.municipality, rules: rulesOf(context).parameters }
}

/** Where the person of a file may go, on what is known of them and of who is where. */
export const matchingOf = (context: Context): Matching =>
  match(seekerOf(context), townOf(context), context.places ?? {})

/** The same, read anew: what the page of a placement shows. */
export async function matchPlaces(
  deps: Pick<Deps, 'files' | 'clock'>,
  file: CaseFile,
  municipality: Municipality,
): Promise<Matching> {
  return matchingOf({ file, municipality, now: deps.clock.now(), places: await placesFor(deps, file) })
}
