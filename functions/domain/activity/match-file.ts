import { ageOn, dayOf } from '../base/calendar.ts'
import type { Context } from '../file/context.ts'
import { openProjects, type Project } from '../municipality/regulation.ts'
import { rulesOf } from '../procedure/transition.ts'
import { type Matching, match, type Seeker, type Town } from './matching.ts'
import { heldPlaces } from './places.ts'

/** Returns the person of a file as a seeker of a place. */
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

/**
 * Returns the projects open to the person of a file; one that is closed stays open to people who hold a place of it.
 */
export const projectsOpenTo = ({
  file: { request },
  municipality,
}: Pick<Context, 'file' | 'municipality'>): Project[] =>
  openProjects(
    municipality,
    heldPlaces(request).map(({ project }) => project),
  )

export const townOf = (context: Context): Town => {
  const { hosts, zones, office } = context.municipality
  return {
    projects: projectsOpenTo(context),
    hosts,
    zones,
    code: office.municipality,
    rules: rulesOf(context).parameters,
  }
}

/** Matches the person of a file with the projects, from what is known of them and of who is where. */
export const matchingOf = (context: Context): Matching =>
  match(seekerOf(context), townOf(context), context.places ?? {})
