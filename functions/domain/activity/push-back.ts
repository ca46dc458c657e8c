import { addDays, daysFromTo } from '../base/calendar.ts'
import { isInterrupted } from './hours.ts'
import type { Interruption, Period, Placement } from '../file/activity.ts'
import type { Request } from '../file/request.ts'

/** Periods that stood still from a day, pushed back by the days lost: the one the day is in ends later, later ones move whole. */
const periodsBack = (periods: readonly Period[], from: string, days: number): Period[] =>
  periods.map((period) =>
    period.settledAt || period.to < from
      ? period
      : {
          ...period,
          from: period.from > from ? addDays(period.from, days) : period.from,
          to: addDays(period.to, days),
        },
  )

/** The days from one to another, both included, on which the activity did not stand still for another reason: each is given back once. */
export const daysLost = (others: readonly Interruption[], from: string, to: string): number =>
  [...daysFromTo(from, to)].filter((on) => !isInterrupted({ interruptions: [...others] }, on)).length

type Agreed = Pick<Request, 'periods' | 'placement' | 'formerPlacements' | 'amendment'>

/**
 * What is agreed after the activity stood still from a day, with the days lost given back: whatever was to begin after that day
 * begins later by as many, be it a period, a place that was agreed on, or one that is proposed. A new version that waits for
 * the person loses its text, which has the old days: it is put to them anew. One whose day has come lapses as it is.
 */
export function pushedBack(request: Agreed, from: string, days: number, today: string): Partial<Agreed> {
  const { periods, placement, formerPlacements, amendment } = request
  if (days === 0) return {}
  const later = (place: Placement): Placement =>
    place.startsOn > from ? { ...place, startsOn: addDays(place.startsOn, days) } : place
  const changed: Partial<Agreed> = {
    periods: periodsBack(periods, from, days),
    ...(placement ? { placement: later(placement) } : {}),
    ...(formerPlacements ? { formerPlacements: formerPlacements.map(later) } : {}),
  }
  if (!amendment || amendment.placement.startsOn <= today) return changed
  const { agreement: _, ...waiting } = amendment
  return {
    ...changed,
    amendment: {
      ...waiting,
      placement: later(amendment.placement),
      periods: periodsBack(amendment.periods, from, days),
    },
  }
}
