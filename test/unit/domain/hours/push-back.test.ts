import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { placementOn } from '../../../../functions/domain/activity/placements.ts'
import { periodsFrom } from '../../../../functions/domain/money/plan.ts'
import { daysLost, postponedAgreement } from '../../../../functions/domain/hours/push-back.ts'
import type { Placement } from '../../../../functions/domain/file/activity.ts'

const FIRST = '2026-03-16'
const DAYS = Array.from({ length: 320 }, (_, day) => day)
const CALENDAR = DAYS.map((day) => addDays(FIRST, day))
const on = (day: number) => CALENDAR[day] ?? ''

const placed = (day: number, index: number): Placement => ({
  ...{ project: `project-${index}`, host: `host-${index}`, startsOn: on(day) },
  ...{ weekdays: [1], at: '08:30', minutesADay: 120 },
})
const agreed = (days: readonly number[]) => {
  const [placement, ...former] = days.map(placed).reverse()
  if (!placement) throw new Error('no place')
  return { placement, formerPlacements: former.reverse(), periods: periodsFrom(FIRST, 6) }
}
type Agreed = ReturnType<typeof agreed>
const where = (request: Partial<Agreed>, day: number) => placementOn(request, on(day))?.project

/** Places agreed on one after the other, the first from the first day; and stretches of time on which the activity stood still. */
const places = fc
  .uniqueArray(fc.integer({ min: 1, max: 170 }), { maxLength: 4 })
  .map((days) => [0, ...days.sort((a, b) => a - b)])
const stops = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 3 })
  .map((gaps) => {
    let day = 0
    return gaps.map(([after, lost]) => {
      const from = day + after
      day = from + lost
      return { from, lost }
    })
  })

describe('the agreement after an interruption', () => {
  it('equals the agreement without lost days, before, during and after them', () => {
    fc.assert(
      fc.property(places, stops, (days, still) => {
        let request = agreed(days)
        for (const { from, lost } of still) {
          const before = request
          request = { ...before, ...postponedAgreement(before, on(from), lost, on(from)) } as Agreed
          const nominal = (day: number) => (day < from ? day : day < from + lost ? from : day - lost)
          expect(DAYS.map((day) => where(request, day))).toEqual(DAYS.map((day) => where(before, nominal(day))))
          // Periods leave no day out, and each is as long as it was but the one that stood still.
          expect(request.periods.map((each) => each.from).slice(1)).toEqual(
            request.periods.slice(0, -1).map(({ to }) => addDays(to, 1)),
          )
          expect(request.periods.at(-1)?.to).toBe(addDays(before.periods.at(-1)?.to ?? '', lost))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('adds each lost day once, whatever the reasons of the interruption', () => {
    const by = { reasons: '', by: 'ed-riva', at: '2026-03-16T08:00:00Z' }
    const others = [
      { from: on(3), to: on(5), ...by },
      { from: on(5), to: on(6), ...by },
    ]
    expect(daysLost(others, on(1), on(10))).toBe(6)
    expect(daysLost(others, on(4), on(5))).toBe(0)
    expect(daysLost([], on(4), on(4))).toBe(1)
  })
})
