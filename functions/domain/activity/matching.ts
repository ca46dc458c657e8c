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
import { containsShift, earliestStart, haveRoom } from './week.ts'

/** Who a place is looked for: what limits where they may go, and what they can do. */
export type Seeker = {
  profile?: Profile | undefined
  /** In whole years. */
  age: number
  /** Whether the person lives in this municipality. */
  resident: boolean
  programme: string
  /** Whether it is a community project (PUC), with rules of its own. */
  community: boolean
  /** What the person can do, in the words of the application and of the assessment. */
  abilities: string
  /** Projects of which the file holds a place already. */
  holds: readonly string[]
}

/** What there is in the town, and the rules of its regulation that say who may go where. */
export type Town = Pick<Municipality, 'projects' | 'hosts' | 'zones'> & {
  /** Belfiore code. */
  code: string
  rules: Pick<Regulation['parameters'], 'workAge' | 'travelKm'>
}

/** A limit that a project breaks for a person: a key of the catalogue of errors, with what fills its sentence. */
export type Limit = { code: string; values?: Record<string, string | number> }

/** Why a project stands where it stands among those that break no limit. */
export type Why = {
  /** Abilities it asks for that the person has, of how many. */
  abilities: readonly string[]
  asked: number
  /** From the zone of the person to that of the place; absent where one of them is not known. */
  km?: number
  /** Places left, and how many in a hundred of its host's are taken. */
  left: number
  takenPercent: number
}

/** What is not known of a person, and so limits nothing. */
export const UNKNOWN = ['spared', 'free', 'zone', 'transport', 'italian'] as const
export type Unknown = (typeof UNKNOWN)[number]

export type Matching = {
  /** Every project that breaks no limit, the one to prefer first. */
  proposed: readonly { project: string; why: Why }[]
  /** Every other one, as the municipality lists them, with all that is against it. */
  excluded: readonly { project: string; limits: readonly Limit[] }[]
  unknown: readonly Unknown[]
}

/** As many of the proposed may be chosen as they are; a further one with a reason. */
export const PROPOSED = 3

/** The shortest shift there is, in minutes. */
export const SHORTEST_SHIFT = 30

const EARTH_KM = 6_371
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The great-circle distance between the middles of two zones, in km (haversine). */
export function kmBetween(one: Zone, other: Zone): number {
  const [latitude, longitude] = [other.latitude - one.latitude, other.longitude - one.longitude].map(
    (each) => Math.sin(radians(each) / 2) ** 2,
  )
  const across = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * (longitude ?? 0)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt((latitude ?? 0) + across)))
}

const hostOf = ({ hosts }: Pick<Town, 'hosts'>, { host }: Project): Host | undefined =>
  hosts.find(({ id }) => id === host)

/** Km from the person to where a project is: its own site, or else its host. */
function kmTo({ profile }: Seeker, project: Project, town: Town): number | undefined {
  const zone = (id: string | undefined) => town.zones.find((each) => each.id === id)
  const [home, place] = [zone(profile?.zone), zone(project.site ? project.site.zone : hostOf(town, project)?.zone)]
  return home && place && kmBetween(home, place)
}

/** The hours a shift must lie in: those of the project and, where they are known, those in which the person is free. */
const hoursOf = ({ profile }: Seeker, project: Project) => [
  project.hours,
  ...(profile && profile.free.length > 0 ? [profile.free] : []),
]

const takenOf = (project: Project, { holds }: Seeker, at: HostPlaces | undefined): number =>
  (at?.taken[project.id] ?? 0) - (holds.includes(project.id) ? 1 : 0)

/**
 * Whether there is no place for the person: all are taken, or somebody is at the host whom they must not meet. Which of the two
 * is told to nobody: it would say who is where. A place that the file holds itself is never full, so it is not taken from it
 * either: who is there already sees who else is.
 */
const hasNoPlace = (seeker: Seeker, project: Project, at: HostPlaces | undefined): boolean =>
  takenOf(project, seeker, at) >= project.places || (at?.apart === true && !seeker.holds.includes(project.id))

/** Every limit that a project breaks for a person; none where the person may go there. */
export function limitsBroken(seeker: Seeker, project: Project, town: Town, places: Places): Limit[] {
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
    !haveRoom(hoursOf(seeker, project), SHORTEST_SHIFT) && { code: 'limit.hours' },
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
/** Beginnings of the words of a text that say something: `curare` and `cura` are one. */
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

/** The abilities of a list that a text speaks of: one of their words is in it, in this form or another. */
function abilitiesIn(text: string, abilities: readonly string[]): string[] {
  const said = new Set(stems(text))
  return abilities.filter((ability) => stems(ability).some((stem) => said.has(stem)))
}

function whyOf(seeker: Seeker, project: Project, town: Town, places: Places): Why {
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

/** Distance as it is preferred: whole km begun; what is not known comes last. */
const kmBegun = ({ km }: Why): number => (km === undefined ? Number.POSITIVE_INFINITY : Math.ceil(km))

/** Abilities first, then the shorter way, then the host with the fewest of its places taken. */
const preferred = (one: Why, other: Why): number =>
  other.abilities.length - one.abilities.length ||
  (kmBegun(one) === kmBegun(other) ? 0 : kmBegun(one) - kmBegun(other)) ||
  one.takenPercent - other.takenPercent

/** What is not known of a person. */
const unknownOf = ({ profile }: Seeker): Unknown[] =>
  UNKNOWN.filter((part) => {
    const known = profile?.[part]
    return known === undefined || known.length === 0
  })

/**
 * Where a person may go, in an order that can be explained, and what is against every other place. The same facts always give
 * the same answer: equal ones stand as the municipality lists them.
 */
export function match(seeker: Seeker, town: Town, places: Places): Matching {
  const looked = town.projects.map((project) => ({
    project,
    limits: limitsBroken(seeker, project, town, places),
    why: whyOf(seeker, project, town, places),
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

/** What of the days and times of a placement breaks a limit, with the field that says it. */
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

/** When a shift begins where nobody says it: as early as the place is open and the person free, on all the days. */
export const beginsAt = (
  seeker: Seeker,
  project: Project,
  { weekdays, minutesADay }: Pick<Timetable, 'weekdays' | 'minutesADay'>,
): string =>
  earliestStart(hoursOf(seeker, project), weekdays, minutesADay) ??
  project.hours.find((opening) => weekdays.includes(opening.weekday))?.from ??
  '08:30'
