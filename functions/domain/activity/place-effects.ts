import { type Guest, heldPlaces, type Place } from './places.ts'
import type { PlaceSnapshot } from '../file/change.ts'
import { type Effect, type RecordEntry, type RecordName, personal, type RecordKey } from '../file/effect.ts'
import type { Request } from '../file/request.ts'

/** Returns the tax codes of the people whom a person must not meet. */
export const exclusionsOf = ({ profile }: Request): readonly string[] => profile?.excludedPeople ?? []

/** Returns the projects of the places at one host. */
const projectsAt = (places: readonly Place[], host: string): string[] =>
  places.filter((place) => place.host === host).map(({ project }) => project)

/** Prefix of the counters of places taken, by project. */
export const PLACES_TAKEN = 'count:'
/** First part of the names of guests; then come the project and the request. */
export const GUEST = 'guest'

/** A file's place at a host. */
type At = { municipality: string; host: string; request: string }

const keyOf = ({ municipality, host }: At): RecordKey => ({ kind: 'places', municipality, host })
const guestName = ({ request }: At, project: string): RecordName => [GUEST, project, personal('place', request)]
const entryOf = (at: At, project: string, { person, excludedPeople }: Guest): RecordEntry => ({
  name: guestName(at, project),
  value: {
    person: personal('place', person),
    excludedPeople: excludedPeople.map((each) => personal('place', each)),
  },
})
const amounts = (projects: readonly string[], amount: 1 | -1) =>
  Object.fromEntries(projects.map((project) => [`${PLACES_TAKEN}${project}`, amount]))
const removed = (at: At, projects: readonly string[]): RecordEntry[] =>
  projects.map((project) => ({ name: guestName(at, project) }))

/**
 * Takes a place in a project for a guest and frees those at the same host that it replaces. Refused if all places are
 * taken, if the host changed since it was seen (a count says how many are there, not who), or if the project was closed.
 */
export const takePlace = (
  at: At,
  project: string,
  guest: Guest,
  { places, seen }: PlaceSnapshot,
  frees: readonly string[] = [],
): Effect[] => [
  {
    effect: 'takePlace',
    write: 'add',
    key: keyOf(at),
    amounts: { changes: 1, ...amounts([project], 1), ...amounts(frees, -1) },
    atMost: { [`${PLACES_TAKEN}${project}`]: places },
    seen: { changes: seen },
    entries: [entryOf(at, project, guest), ...removed(at, frees)],
  },
  // Imported projects have no record; those made from work requests may have been closed since they were read.
  {
    effect: 'takePlace',
    write: 'check',
    key: { kind: 'project', municipality: at.municipality, project },
    isNot: { closed: true },
  },
]

/** Frees the places of a file in some projects of a host. */
export const freePlaces = (at: At, projects: readonly string[]): Effect => ({
  effect: 'freePlace',
  write: 'add',
  key: keyOf(at),
  amounts: amounts(projects, -1),
  entries: removed(at, projects),
})

/** Replaces the people that a guest must not meet. */
export const replaceExclusions = (at: At, projects: readonly string[], guest: Guest): Effect => ({
  effect: 'keepApart',
  write: 'add',
  key: keyOf(at),
  amounts: { changes: 1 },
  entries: projects.map((project) => entryOf(at, project, guest)),
})

/**
 * Returns the effects of a change of a file on places: new places are taken and others freed, with one write per host.
 * @throws when a place is taken by an act that did not look at who is there
 */
export function placeEffects(before: Request, after: Request, taking: PlaceSnapshot | undefined): Effect[] {
  const [held, holds] = [heldPlaces(before), heldPlaces(after)]
  const { municipality, id } = after
  const guest = { person: after.application.applicant.taxCode, excludedPeople: exclusionsOf(after) }
  return [...new Set([...held, ...holds].map(({ host }) => host))].flatMap((host): Effect[] => {
    const [had, has] = [projectsAt(held, host), projectsAt(holds, host)]
    const [project, ...more] = has.filter((each) => !had.includes(each))
    const frees = had.filter((each) => !has.includes(each))
    const at = { municipality, host, request: id }
    if (project !== undefined) {
      if (!taking || more.length > 0) throw new Error(`${id} takes a place that nobody looked at`)
      return takePlace(at, project, guest, taking, frees)
    }
    if (frees.length > 0) return [freePlaces(at, frees)]
    return has.length > 0 && exclusionsOf(before).join() !== exclusionsOf(after).join()
      ? [replaceExclusions(at, has, guest)]
      : []
  })
}
