import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  dayOf,
  daysAfter,
  daysBetween,
  daysFromTo,
  holidaysOf,
  nextWorkingDay,
  secondsUntil,
  startOf,
  weekday,
} from '../../../../functions/domain/base/calendar.ts'
import { holidaysAround } from '../../../../functions/domain/municipality/regulation.ts'
import { SESTO } from '../../../support/memory.ts'

describe('a legal day is a day in Italy', () => {
  it.each([
    ['2026-01-10T22:59:59Z', '2026-01-10'],
    ['2026-01-10T23:00:00Z', '2026-01-11'],
    ['2026-07-10T21:59:59Z', '2026-07-10'],
    ['2026-07-10T22:00:00Z', '2026-07-11'],
    // The nights of the clock changes: 29 March and 25 October 2026.
    ['2026-03-28T22:59:59Z', '2026-03-28'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-03-29T21:59:59Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    ['2026-10-24T22:00:00Z', '2026-10-25'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2026-12-31T23:00:00Z', '2027-01-01'],
  ])('%s is on %s', (at, on) => expect(dayOf(at)).toBe(on))

  it('has 23 hours when clocks go forward and 25 when they go back', () => {
    const hours = (on: string) => secondsUntil(startOf(on), startOf(addDays(on, 1))) / 3600
    expect(['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-25', '2026-10-26'].map(hours)).toEqual([
      24, 23, 24, 25, 24,
    ])
  })

  const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1990-01-01', days))

  it('begins at its own midnight, in any season and year', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        expect(dayOf(startOf(on))).toBe(on)
        expect(dayOf(new Date(Date.parse(startOf(on)) - 1000).toISOString())).toBe(addDays(on, -1))
      }),
    )
  })

  it('counts days the same forward and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (on, days) => {
        expect(daysBetween(on, addDays(on, days))).toBe(days)
        expect([...daysFromTo(on, addDays(on, Math.abs(days) % 100))]).toHaveLength((Math.abs(days) % 100) + 1)
      }),
    )
  })
})

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s and %i more is %s', (on, months, then) => expect(addMonths(on, months)).toBe(then))
})

describe('waiting', () => {
  it('is in whole seconds, never too short, never negative', () => {
    expect(secondsUntil('2026-03-02T08:00:00Z', '2026-03-02T08:00:01Z')).toBe(1)
    expect(secondsUntil('2026-03-02T08:00:00.001Z', '2026-03-02T08:00:01Z')).toBe(1)
    expect(secondsUntil('2026-03-02T08:00:01Z', '2026-03-02T08:00:00Z')).toBe(0)
  })

  it('counts a day as 24 hours, whatever the clocks do', () => {
    expect(daysAfter('2026-03-28T12:00:00Z', 1)).toBe('2026-03-29T12:00:00Z')
    expect(daysAfter('2026-10-24T12:00:00Z', 2)).toBe('2026-10-26T12:00:00Z')
  })
})

describe('age', () => {
  it.each([
    ['2008-03-02', '2026-03-01', 17],
    ['2008-03-02', '2026-03-02', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('of somebody born on %s is on %s: %i', (born, on, age) => expect(ageOn(born, on)).toBe(age))
})

describe('holidays', () => {
  // Easter Sundays from the tables of the Church, among them the earliest and latest there can be.
  it.each([
    ['1961-04-02', 1961],
    ['2000-04-23', 2000],
    ['2011-04-24', 2011],
    ['2019-04-21', 2019],
    ['2024-03-31', 2024],
    ['2025-04-20', 2025],
    ['2026-04-05', 2026],
    ['2027-03-28', 2027],
    ['2028-04-16', 2028],
    ['2029-04-01', 2029],
    ['2030-04-21', 2030],
    ['2038-04-25', 2038],
    ['2049-04-18', 2049],
    ['2076-04-19', 2076],
    ['2285-03-22', 2285],
  ])('Easter was or is on %s: the day after is one', (easter, year) => {
    expect(holidaysOf(year, { yearly: [], once: [] })).toEqual([addDays(easter, 1)])
    expect(weekday(easter)).toBe(7)
  })

  it('are the yearly ones and the single ones of that year only', () => {
    const rule = { yearly: ['06-24'], once: ['2026-11-20', '2027-11-20'] }
    expect(holidaysOf(2026, rule)).toEqual(['2026-06-24', '2026-11-20', '2026-04-06'])
  })
})

describe('the last day of a term', () => {
  const next = (on: string) => nextWorkingDay(on, holidaysAround(SESTO, on))
  it.each([
    ['2026-03-04', '2026-03-04', 'a working day stays'],
    ['2026-03-07', '2026-03-09', 'Saturday'],
    ['2026-03-08', '2026-03-09', 'Sunday'],
    ['2026-06-24', '2026-06-25', 'San Giovanni, the patron saint'],
    ['2026-04-04', '2026-04-07', 'Saturday before Easter, over Easter Monday'],
    ['2026-12-25', '2026-12-28', 'Christmas on a Friday'],
    ['2027-01-01', '2027-01-04', 'New Year on a Friday'],
    ['2027-12-31', '2027-12-31', 'the last of the year is worked'],
    ['2033-12-31', '2034-01-02', 'a Saturday that ends in the next year'],
    ['2028-04-25', '2028-04-26', 'Liberation day'],
    ['2027-10-04', '2027-10-05', 'San Francesco'],
  ])('%s becomes %s: %s', (on, worked) => expect(next(on)).toBe(worked))

  it('is never earlier, never on a closed day, and at most a week and a half later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const on = addDays('2026-01-01', days)
        const worked = next(on)
        expect(worked >= on && daysBetween(on, worked) <= 5).toBe(true)
        expect(weekday(worked)).toBeLessThan(6)
        expect(holidaysAround(SESTO, on)).not.toContain(worked)
      }),
    )
  })
})
