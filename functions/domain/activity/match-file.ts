import { ageOn, dayOf } from '../base/calendar.ts'
import type { Context } from '../file/context.ts'
import { openProjects, type Project } from '../municipality/regulation.ts'
import { rulesOf } from '../procedure/transition.ts'
import { type Matching, match, type Seeker, type Town } from './matching.ts'
import { heldPlaces } from './places.ts'

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
