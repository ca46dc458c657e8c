import type { HostPlaces, Places } from './places.ts'
import type { Profile } from './profile.ts'
import {
  type Host,
  ITALIAN,
  type Municipality,
  type Project,
  type Regulation,
  type Zone,
} from '../municipality/regulation.ts'
import { containsShift, earliestStart, hasCommonShift } from './week.ts'

/** A person who needs a place: the limits on where they may go, and what they can do. */
export type Seeker = {
  profile?: Profile | undefined
  /** The age in whole years. */
  age: number
  /** True if the person lives in this municipality. */
  resident: boolean
  programme: string
  /** True if the programme is a community project (PUC), which has rules of its own. */
  community: boolean
  /** Abilities as written in the application and the assessment. */
  abilities: string
  /** The projects of which the file already holds a place. */
  holds: readonly string[]
}

/** The projects, hosts and zones of a town, and the rules of its regulation on who may go where. */
export type Town = Pick<Municipality, 'projects' | 'hosts' | 'zones'> & {
  /** The Belfiore code. */
  code: string
  rules: Pick<Regulation['parameters'], 'workAge' | 'travelKm'>
}

/** A limit that a project breaks for a person: a key of the catalogue of errors, with the values of its sentence. */
export type Limit = { code: string; values?: Record<string, string | number> }

/** The reasons for a project's position among those that break no limit. */
export type Why = {
  /** The requested abilities that the person has, and how many are requested. */
  abilities: readonly string[]
  asked: number
  /** The distance between the zones of the person and the place; undefined if one is unknown. */
  km?: number
  /** The free places, and the percentage of the host's places that is taken. */
  left: number
  takenPercent: number
}

/** The unknown facts about a person; they limit nothing. */
const UNKNOWN = ['spared', 'free', 'zone', 'transport', 'italian'] as const
type Unknown = (typeof UNKNOWN)[number]

export type Matching = {
  /** The projects that break no limit, best first. */
  proposed: readonly { project: string; why: Why }[]
  /** The other projects in the municipality's order, each with the limits it breaks. */
  excluded: readonly { project: string; limits: readonly Limit[] }[]
  unknown: readonly Unknown[]
}

/** The number of proposed projects that may be chosen without a reason. */
export const PROPOSED = 3

/** The length of the shortest shift, in minutes. */
export const SHORTEST_SHIFT = 30

const EARTH_KM = 6_371
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Returns the great-circle distance between the centres of two zones, in km (haversine). */
export function kmBetween(one: Zone, other: Zone): number {
  const [latitude, longitude] = [other.latitude - one.latitude, other.longitude - one.longitude].map(
    (each) => Math.sin(radians(each) / 2) ** 2,
  )
  const across = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * (longitude ?? 0)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt((latitude ?? 0) + across)))
}

const hostOf = ({ hosts }: Pick<Town, 'hosts'>, { host }: Project): Host | undefined =>
  hosts.find(({ id }) => id === host)

/** Returns the distance from the person to a project's site, or else to its host, in km. */
function kmTo({ profile }: Seeker, project: Project, town: Town): number | undefined {
  const zone = (id: string | undefined) => town.zones.find((each) => each.id === id)
  const [home, place] = [zone(profile?.zone), zone(project.site ? project.site.zone : hostOf(town, project)?.zone)]
  return home && place && kmBetween(home, place)
}

/**
 * Returns the hours that a shift must lie in: those of the project and, if known, those in which the person is free.
 */
const hoursOf = ({ profile }: Seeker, project: Project) => [
  project.hours,
  ...(profile && profile.free.length > 0 ? [profile.free] : []),
]

const takenOf = (project: Project, { holds }: Seeker, at: HostPlaces | undefined): number =>
  (at?.taken[project.id] ?? 0) - (holds.includes(project.id) ? 1 : 0)

/**
 * Returns true if there is no place for the person: all are taken, or somebody at the host is excluded. Which of the two
 * is never shown, since it would reveal where people are. A place that the file already holds counts as free.
 */
const hasNoPlace = (seeker: Seeker, project: Project, at: HostPlaces | undefined): boolean =>
  takenOf(project, seeker, at) >= project.places || (at?.apart === true && !seeker.holds.includes(project.id))

/** Returns every limit that a project breaks for a person. */
function limitsBroken(seeker: Seeker, project: Project, town: Town, places: Places): Limit[] {
  const { profile, age } = seeker
  const { workAge, travelKm } = town.rules
  const at = places[project.host]
  const km = kmTo(seeker, project, town)
  const maxKm = profile?.transport && travelKm.value[profile.transport]
  const isElsewhere =
    (project.municipality !== undefined && project.municipality !== town.code) || (seeker.community && !seeker.resident)
  const outside = ({ min, max }: { min: number; max: number }) => age < min || age > max
  const limits: (Limit | false | undefined)[] = [
    ...project.strains.map((strain) => profile?.spared.includes(strain) && { code: `limit.strain.${strain}` }),
    project.age && outside(project.age) && { code: 'limit.age', values: { ...project.age, age } },
    outside(workAge.value) && { code: 'limit.workAge', values: { ...workAge.value, age } },
    !hasCommonShift(hoursOf(seeker, project), SHORTEST_SHIFT) && { code: 'limit.hours' },
    km !== undefined &&
      maxKm !== undefined &&
      km > maxKm && { code: 'limit.distance', values: { km: Math.ceil(km * 10) / 10, max: maxKm } },
    profile?.excludedHosts.includes(project.host) && { code: 'limit.apart' },
    profile?.italian !== undefined &&
      ITALIAN.indexOf(profile.italian) < ITALIAN.indexOf(project.italian) && {
        code: `limit.italian.${project.italian}`,
      },
    project.notFor.includes(seeker.programme) && { code: 'limit.programme' },
    seeker.community && !project.community && { code: 'limit.community' },
    isElsewhere && !profile?.elsewhere && { code: 'limit.municipality' },
    hasNoPlace(seeker, project, at) && { code: 'limit.unavailable' },
  ]
  return limits.filter((limit) => typeof limit === 'object')
}

const LETTERS = 4
/** Returns the stems of the significant words of a text: `curare` and `cura` are equal. */
const stems = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .match(/\p{L}+/gu) ?? []
  )
    .filter((word) => word.length >= LETTERS)
    .map((word) => word.slice(0, LETTERS))

/** Returns the abilities of a list that a text mentions by one of their words, in any form. */
function abilitiesIn(text: string, abilities: readonly string[]): string[] {
  const said = new Set(stems(text))
  return abilities.filter((ability) => stems(ability).some((stem) => said.has(stem)))
}

function explainRank(seeker: Seeker, project: Project, town: Town, places: Places): Why {
  const km = kmTo(seeker, project, town)
  const own = town.projects.filter(({ host }) => host === project.host)
  const sum = (of: (each: Project) => number) => own.reduce((total, each) => total + of(each), 0)
  const at = places[project.host]
  return {
    abilities: abilitiesIn(seeker.abilities, project.abilities),
    asked: project.abilities.length,
    ...(km === undefined ? {} : { km: Math.round(km * 10) / 10 }),
    left: project.places - takenOf(project, seeker, at),
    takenPercent: Math.round((100 * sum((each) => takenOf(each, seeker, at))) / sum((each) => each.places)),
  }
}

/** Returns the distance for sorting: started km; an unknown distance comes last. */
const kmBegun = ({ km }: Why): number => (km === undefined ? Number.POSITIVE_INFINITY : Math.ceil(km))

/** Compares by abilities, then by distance, then by the share of the host's places that is taken. */
const preferred = (one: Why, other: Why): number =>
  other.abilities.length - one.abilities.length ||
  (kmBegun(one) === kmBegun(other) ? 0 : kmBegun(one) - kmBegun(other)) ||
  one.takenPercent - other.takenPercent

/** Returns the facts about a person that are unknown. */
const unknownOf = ({ profile }: Seeker): Unknown[] =>
  UNKNOWN.filter((part) => {
    const known = profile?.[part]
    return known === undefined || known.length === 0
  })

/**
 * Matches a person with the projects of a town: the possible ones in an order that can be explained, and every limit against
 * the others. Deterministic: equal projects keep the municipality's order.
 */
export function match(seeker: Seeker, town: Town, places: Places): Matching {
  const looked = town.projects.map((project) => ({
    project,
    limits: limitsBroken(seeker, project, town, places),
    why: explainRank(seeker, project, town, places),
  }))
  return {
    proposed: looked
      .filter(({ limits }) => limits.length === 0)
      .sort((a, b) => preferred(a.why, b.why))
      .map(({ project, why }) => ({ project: project.id, why })),
    excluded: looked
      .filter(({ limits }) => limits.length > 0)
      .map(({ project, limits }) => ({ project: project.id, limits })),
    unknown: unknownOf(seeker),
  }
}

/** The days and the time of an activity, and its first day. */
export type Timetable = { startsOn: string; weekdays: readonly number[]; at: string; minutesADay: number }

/** Returns the limits that the days and times of a placement break, each with its field. */
export function timetableLimits(
  seeker: Seeker,
  project: Project,
  town: Town,
  { startsOn, weekdays, at, minutesADay }: Timetable,
): ({ field: 'weekdays' | 'startsOn' } & Limit)[] {
  const lies = (hours: Project['hours']) =>
    weekdays.every((weekday) => containsShift(hours, { weekday, at, minutes: minutesADay }))
  const [open, free] = hoursOf(seeker, project)
  const closed = (hostOf(town, project)?.closed ?? []).find(({ from, to }) => from <= startsOn && startsOn <= to)
  return [
    ...(open && !lies(open) ? [{ field: 'weekdays' as const, code: 'limit.opening' }] : []),
    ...(free && !lies(free) ? [{ field: 'weekdays' as const, code: 'limit.free' }] : []),
    ...(closed ? [{ field: 'startsOn' as const, code: 'limit.closed', values: closed }] : []),
  ]
}

/**
 * Returns the default start of a shift: the earliest time at which the place is open and the person free, on all the days.
 */
export const defaultStart = (
  seeker: Seeker,
  project: Project,
  { weekdays, minutesADay }: Pick<Timetable, 'weekdays' | 'minutesADay'>,
): string =>
  earliestStart(hoursOf(seeker, project), weekdays, minutesADay) ??
  project.hours.find((opening) => weekdays.includes(opening.weekday))?.from ??
  '08:30'
