import { STAGES, type Stage } from '../procedure/lifecycle.ts'
import type { Request } from '../file/request.ts'

/** A place at a host, by its project. */
export type Place = { host: string; project: string }

/** The facts about a host's places that decide whether somebody may come. */
export type HostPlaces = {
  /** A counter that grows with each place taken and each changed exclusion. */
  changes: number
  /** The places taken, by project. */
  taken: Readonly<Record<string, number>>
  /** True if a guest of the host and the person must not meet. */
  apart: boolean
}
/** By host; hosts without guests are absent. */
export type Places = Readonly<Record<string, HostPlaces>>

/** A person at a host, and whom they must not meet: by tax codes or pseudonyms. */
export type Guest = { person: string; excludedPeople: readonly string[] }

/** Returns true if a person and one of the others must not meet, whichever of the two excluded the other. */
export const mustNotMeet = (one: Guest, others: readonly Guest[]): boolean =>
  others.some((other) => one.excludedPeople.includes(other.person) || other.excludedPeople.includes(one.person))

const HOLDING: readonly Stage[] = STAGES.slice(STAGES.indexOf('placed'), STAGES.indexOf('suspended') + 1)

/**
 * Returns the places a file holds: one from the placement to the end of the activity, and one of the project that a proposed
 * version of the agreement moves to. The former place is held until every period that began before the change is settled,
 * because no write happens on the day itself. A project counts once.
 */
export function heldPlaces({
  stage,
  placement,
  formerPlacements = [],
  periods,
  amendment,
}: Pick<Request, 'stage' | 'placement' | 'formerPlacements' | 'periods' | 'amendment'>): Place[] {
  if (!HOLDING.includes(stage)) return []
  const inUse = formerPlacements.filter((_, index) => {
    const next = formerPlacements[index + 1] ?? placement
    return periods.some(({ from, settledAt }) => !settledAt && next !== undefined && from < next.startsOn)
  })
  const places = [placement, ...inUse, amendment?.placement].flatMap((each) =>
    each ? [{ host: each.host, project: each.project }] : [],
  )
  return places.filter(({ project }, index) => places.findIndex((other) => other.project === project) === index)
}
