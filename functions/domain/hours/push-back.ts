import { addDays, daysFromTo } from '../base/calendar.ts'
import { isInterrupted } from './hours.ts'
import type { Interruption, Period, Placement } from '../file/activity.ts'
import type { Request } from '../file/request.ts'

/**
 * Moves the periods after an interruption by the days lost: the interrupted one ends later, later ones move as a whole.
 */
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

/**
 * Returns the days of a range, both ends included, that no other interruption covers, so that each is given back once.
 */
export const daysLost = (others: readonly Interruption[], from: string, to: string): number =>
  [...daysFromTo(from, to)].filter((on) => !isInterrupted({ interruptions: [...others] }, on)).length

type Agreed = Pick<Request, 'periods' | 'placement' | 'formerPlacements' | 'amendment'>

/**
 * Returns the agreement after an interruption, with the lost days added: a period, an agreed placement or a proposed one
 * that would begin after that day begins as many days later. A waiting new version loses its text, which has the old
 * days, and is proposed again. One whose day has come lapses.
 */
export function postponedAgreement(request: Agreed, from: string, days: number, today: string): Partial<Agreed> {
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
