import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysBetween, holidaysOf, weekday } from '../../../../functions/domain/base/calendar.ts'
import {
  type Municipality,
  type Regulation,
  regulationOf,
} from '../../../../functions/domain/municipality/regulation.ts'
import {
  actualDays,
  dueOnOf,
  explain,
  workingDayFinder,
  requestTerm,
  substituteDueOn,
  type TermEvent,
  termEvents,
  termOf,
  type TermRules,
} from '../../../../functions/domain/procedure/term.ts'
import { SESTO } from '../../../support/memory.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'

const opens = workingDayFinder(SESTO)
const article = 'Regolamento, art. 9'
const rulesOf = (termDays: number): TermRules => ({
  termDays: { value: termDays, article },
  suspensionMaxDays: { value: 30, article },
  rejectionNoticeDays: { value: 10, article },
  resumeAfterObservationsDays: { value: 10, article },
})

const EVENTS = ['suspended', 'resumed', 'noticed', 'observed'] as const
/** `suspended 2026-03-10, resumed 2026-03-20` as events. */
const read = (text: string): TermEvent[] =>
  text
    .split(', ')
    .filter(Boolean)
    .map((each) => {
      const [name, on = ''] = each.split(' ')
      const event = EVENTS.find((known) => known === name)
      if (!event) throw new Error(each)
      return { event, on }
    })
const received = (at: string): TermEvent[] =>
  at.includes('T') ? termEvents({ receivedAt: at }) : [{ event: 'received', on: at }]
const due = (days: number, at: string, text: string) =>
  termOf([...received(at), ...read(text)], rulesOf(days), opens).dueOn

/**
 * Events and the day they make a request due: the figures of the law - a suspension of 30 days at most, 10 days for
 * observations, 10 days after them - with terms of 30, 45 and 60 days.
 *
 * No date here was taken from the code. Each was reckoned twice: on a wall calendar, and by a script in another language with
 * its own table of holidays and Easter Mondays, which walks the days one by one and asks of each whether the term runs on it. Most
 * start on 6 September 2026, whose thirtieth day is Tuesday 6 October, with no holiday near: the days that stood still can be
 * added in one's head, and those of the names are chosen so that a day too many or too few shows.
 */
const TABLE: [name: string, termDays: number, received: string, events: string, dueOn: string][] = [
  // Counting from receipt.
  ['the day of receipt is not counted: 2 March and 30 days is 1 April', 30, '2026-03-02', '', '2026-04-01'],
  ['the last day is a Saturday: Monday', 30, '2026-02-05', '', '2026-03-09'],
  ['the last day is a Sunday: Monday', 30, '2026-03-13', '', '2026-04-13'],
  ['received on a Sunday counts from Monday all the same', 30, '2026-03-01', '', '2026-03-31'],
  ['received on a holiday: only the last day may not be one', 30, '2026-06-02', '', '2026-07-02'],
  ['45 days', 45, '2026-03-02', '', '2026-04-16'],
  ['60 days', 60, '2026-03-06', '', '2026-05-05'],
  ['45 days that end on a Sunday before a working Monday', 45, '2026-02-12', '', '2026-03-30'],
  ['60 days that end on Easter Sunday: Tuesday', 60, '2026-02-04', '', '2026-04-07'],
  [
    'a short month: 30 days from 29 January reach 28 February, a Saturday: Monday 2 March',
    30,
    '2026-01-29',
    '',
    '2026-03-02',
  ],
  ['February of 28 days: 30 January and 30 days is 1 March, a Sunday', 30, '2026-01-30', '', '2026-03-02'],
  ['February of 29 days: 30 January and 30 days is 29 February', 30, '2028-01-30', '', '2028-02-29'],
  ['received on 29 February', 30, '2028-02-29', '', '2028-03-30'],
  ['received on 28 February of a common year', 30, '2027-02-28', '', '2027-03-30'],
  ['across 29 February in 60 days', 60, '2028-01-15', '', '2028-03-15'],
  ['across 28 February in 60 days, the same start a year before', 60, '2027-01-15', '', '2027-03-16'],
  ['the last day is 29 February', 45, '2028-01-15', '', '2028-02-29'],
  // Clocks and midnight.
  ['one second before midnight in Rome, winter', 30, '2026-01-10T22:59:59Z', '', '2026-02-09'],
  [
    'midnight in Rome, winter: the next day, though it is still the same in UTC',
    30,
    '2026-01-10T23:00:00Z',
    '',
    '2026-02-10',
  ],
  ['one second before midnight in Rome, summer', 30, '2026-07-12T21:59:59Z', '', '2026-08-11'],
  ['midnight in Rome, summer: the next day', 30, '2026-07-12T22:00:00Z', '', '2026-08-12'],
  ['23:30 in UTC in summer is the next day in Rome', 30, '2026-07-14T23:30:00Z', '', '2026-08-14'],
  ['the last second of the year in Rome', 60, '2026-12-31T22:59:59Z', '', '2027-03-01'],
  ['the first second of the year in Rome, still last year in UTC', 60, '2026-12-31T23:00:00Z', '', '2027-03-02'],
  ['received in the hour that 29 March 2026 does not have', 30, '2026-03-29T01:00:00Z', '', '2026-04-28'],
  ['received just before the clocks go forward, the day before in UTC', 30, '2026-03-28T23:30:00Z', '', '2026-04-28'],
  ['the clocks go forward on the way: no day is lost', 30, '2026-03-16', '', '2026-04-15'],
  ['received in the hour that 25 October 2026 has twice', 30, '2026-10-25T00:30:00Z', '', '2026-11-24'],
  ['the evening before the clocks go back', 30, '2026-10-24T21:59:59Z', '', '2026-11-23'],
  ['midnight before the clocks go back', 30, '2026-10-24T22:00:00Z', '', '2026-11-24'],
  ['midnight after the clocks went back: 23:00 in UTC, not 22:00', 30, '2026-10-25T22:30:00Z', '', '2026-11-24'],
  ['the clocks go back on the way: no day is won', 30, '2026-10-12', '', '2026-11-11'],
  ['the clocks change during a suspension', 30, '2026-03-09', 'suspended 2026-03-20, resumed 2026-04-03', '2026-04-22'],
  // Days on which offices are closed.
  ['New Year, a Friday', 30, '2026-12-02', '', '2027-01-04'],
  ['Epiphany, a Wednesday', 30, '2026-12-07', '', '2027-01-07'],
  ['Easter Sunday', 30, '2026-03-06', '', '2026-04-07'],
  ['Easter Monday', 30, '2026-03-07', '', '2026-04-07'],
  ['Good Friday is a working day', 30, '2026-03-04', '', '2026-04-03'],
  ['Easter Monday of a leap year', 30, '2028-03-18', '', '2028-04-18'],
  ['Liberation day, a Tuesday', 30, '2028-03-26', '', '2028-04-26'],
  ['Liberation day on a Saturday: Monday', 30, '2026-03-26', '', '2026-04-27'],
  ['1 May, a Friday: Monday', 30, '2026-04-01', '', '2026-05-04'],
  ['2 June, a Tuesday', 30, '2026-05-03', '', '2026-06-03'],
  ['24 June, the patron saint, a Wednesday', 30, '2026-05-25', '', '2026-06-25'],
  ['24 June in another year, a Thursday: Friday', 30, '2027-05-25', '', '2027-06-25'],
  ['15 August on a Saturday: Monday', 30, '2026-07-16', '', '2026-08-17'],
  ['15 August on a Tuesday', 30, '2028-07-16', '', '2028-08-16'],
  ['4 October on a Monday', 30, '2027-09-04', '', '2027-10-05'],
  ['1 November, a Monday', 30, '2027-10-02', '', '2027-11-02'],
  ['8 December, a Tuesday', 30, '2026-11-08', '', '2026-12-09'],
  ['Christmas on a Friday: Monday 28, over Saint Stephen and Sunday', 30, '2026-11-25', '', '2026-12-28'],
  ['Christmas on a Thursday: Monday 29, over Saint Stephen, Saturday and Sunday', 30, '2025-11-25', '', '2025-12-29'],
  ['Saint Stephen, a Tuesday after Christmas on Monday', 30, '2028-11-26', '', '2028-12-27'],
  ['a holiday in the middle counts like any day', 30, '2026-04-15', '', '2026-05-15'],
  ['New Year crossed', 30, '2026-12-14', '', '2027-01-13'],
  ['New Year crossed in 60 days', 60, '2026-11-20', '', '2027-01-19'],
  ['31 December is a working day', 30, '2026-12-01', '', '2026-12-31'],
  // Suspension.
  ['ten days: as many more', 30, '2026-09-06', 'suspended 2026-09-14, resumed 2026-09-24', '2026-10-16'],
  [
    'answered on the same day stops nothing',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-14',
    '2026-10-06',
  ],
  ['answered the day after: one day more', 30, '2026-09-06', 'suspended 2026-09-14, resumed 2026-09-15', '2026-10-07'],
  [
    'on the day of receipt: nothing of the term is used',
    30,
    '2026-09-06',
    'suspended 2026-09-06, resumed 2026-09-16',
    '2026-10-16',
  ],
  [
    'on the last day: it ends with the answer',
    30,
    '2026-09-06',
    'suspended 2026-10-06, resumed 2026-10-20',
    '2026-10-20',
  ],
  ['not yet answered: reckoned with the maximum', 30, '2026-09-06', 'suspended 2026-09-14', '2026-11-05'],
  ['answered on the thirtieth day', 30, '2026-09-06', 'suspended 2026-09-14, resumed 2026-10-14', '2026-11-05'],
  [
    'answered on the thirty-first: thirty all the same',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-10-15',
    '2026-11-05',
  ],
  [
    'answered months later, long after it lapsed',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2027-01-05',
    '2026-11-05',
  ],
  [
    'a second one attempted after the first was answered',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-22, suspended 2026-09-24, resumed 2026-10-04',
    '2026-10-14',
  ],
  [
    'a second one attempted while the first is open',
    30,
    '2026-09-06',
    'suspended 2026-09-14, suspended 2026-09-16, resumed 2026-09-24',
    '2026-10-16',
  ],
  [
    'a second one attempted and left open',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-22, suspended 2026-09-24',
    '2026-10-14',
  ],
  [
    'a second one attempted after the first lapsed',
    30,
    '2026-09-06',
    'suspended 2026-09-14, suspended 2026-10-25, resumed 2026-10-30',
    '2026-11-05',
  ],
  [
    'told twice is once',
    30,
    '2026-09-06',
    'suspended 2026-09-14, suspended 2026-09-14, resumed 2026-09-24, resumed 2026-09-24',
    '2026-10-16',
  ],
  ['an answer without a request stops nothing', 30, '2026-09-06', 'resumed 2026-09-24', '2026-10-06'],
  ['over the end of February', 30, '2026-02-10', 'suspended 2026-02-20, resumed 2026-03-05', '2026-03-25'],
  [
    'over the end of February of a leap year',
    30,
    '2028-02-10',
    'suspended 2028-02-20, resumed 2028-03-03',
    '2028-03-23',
  ],
  ['over New Year, to the maximum', 30, '2026-12-13', 'suspended 2026-12-20', '2027-02-11'],
  [
    'moves the last day onto the patron saint: 25 June',
    30,
    '2026-05-18',
    'suspended 2026-05-25, resumed 2026-06-01',
    '2026-06-25',
  ],
  [
    'moves the last day off a holiday: no move is left over',
    30,
    '2026-05-25',
    'suspended 2026-06-01, resumed 2026-06-03',
    '2026-06-26',
  ],
  [
    'on the Monday that a Saturday moved to: in time, ends with the answer',
    30,
    '2026-09-10',
    'suspended 2026-10-12, resumed 2026-10-22',
    '2026-10-22',
  ],
  [
    'after the term had run out: what is late stays late',
    30,
    '2026-09-06',
    'suspended 2026-10-07, resumed 2026-10-17',
    '2026-10-06',
  ],
  ['in a term of 45 days', 45, '2026-03-02', 'suspended 2026-04-01, resumed 2026-04-21', '2026-05-06'],
  ['in a term of 60 days, to the maximum', 60, '2026-03-05', 'suspended 2026-04-01', '2026-06-03'],
  // Rejection notice.
  ['silence: until the end of the ten days', 30, '2026-09-06', 'noticed 2026-09-20', '2026-10-16'],
  ['silence, and the tenth day a Saturday: until Monday', 30, '2026-09-08', 'noticed 2026-09-16', '2026-10-20'],
  ['silence, and the tenth day Easter Monday: until Tuesday', 30, '2026-03-11', 'noticed 2026-03-27', '2026-04-21'],
  [
    'silence in August: the tenth day is Ferragosto, a Saturday: until Monday 17',
    30,
    '2026-07-21',
    'noticed 2026-08-05',
    '2026-09-01',
  ],
  ['silence, and the tenth day 4 October, a Monday', 30, '2027-09-08', 'noticed 2027-09-24', '2027-10-19'],
  ['silence over Christmas and New Year', 30, '2026-12-01', 'noticed 2026-12-16', '2027-01-12'],
  [
    'observations on the day of the notice: ten days from it',
    30,
    '2026-09-06',
    'noticed 2026-09-20, observed 2026-09-20',
    '2026-10-16',
  ],
  [
    'observations on the fourth day: fourteen in all',
    30,
    '2026-09-06',
    'noticed 2026-09-20, observed 2026-09-24',
    '2026-10-20',
  ],
  [
    'observations on the tenth day: twenty in all',
    30,
    '2026-09-07',
    'noticed 2026-09-20, observed 2026-09-30',
    '2026-10-27',
  ],
  [
    'observations on the Monday that the tenth day moved to',
    30,
    '2026-09-08',
    'noticed 2026-09-16, observed 2026-09-28',
    '2026-10-30',
  ],
  [
    'observations a day late stop nothing more',
    30,
    '2026-09-06',
    'noticed 2026-09-20, observed 2026-10-01',
    '2026-10-16',
  ],
  ['observations without a notice stop nothing', 30, '2026-09-06', 'observed 2026-09-20', '2026-10-06'],
  [
    'in August, with observations on Ferragosto',
    30,
    '2026-07-20',
    'noticed 2026-08-05, observed 2026-08-15',
    '2026-09-08',
  ],
  ['on the day of receipt', 30, '2026-09-06', 'noticed 2026-09-06', '2026-10-16'],
  ['on the last day: it ends with the ten days', 30, '2026-09-06', 'noticed 2026-10-06', '2026-10-16'],
  ['after the term had run out', 30, '2026-09-06', 'noticed 2026-10-07', '2026-10-06'],
  [
    'in a term of 60 days, with observations',
    60,
    '2026-09-06',
    'noticed 2026-10-25, observed 2026-11-02',
    '2026-11-23',
  ],
  // Several events.
  [
    'a suspension, then a notice with silence',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-25, noticed 2026-10-13',
    '2026-10-27',
  ],
  [
    'a suspension, then a notice with observations',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-24, noticed 2026-10-12, observed 2026-10-20',
    '2026-11-03',
  ],
  [
    'a suspension to the maximum, then a notice with observations, in 60 days over the summer',
    60,
    '2026-05-04',
    'suspended 2026-05-20, noticed 2026-07-20, observed 2026-07-29',
    '2026-08-21',
  ],
  [
    'a suspension and a notice that overlap: no day twice',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-29, noticed 2026-09-24',
    '2026-10-27',
  ],
  [
    'a notice within a suspension adds nothing',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-10-13, noticed 2026-09-16',
    '2026-11-04',
  ],
  [
    'the suspension ends on the day of the notice',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-24, noticed 2026-09-24',
    '2026-10-27',
  ],
  ['two notices with silence', 30, '2026-09-07', 'noticed 2026-09-15, noticed 2026-10-05', '2026-10-27'],
  [
    'two notices, each with its observations',
    30,
    '2026-09-06',
    'noticed 2026-09-14, observed 2026-09-16, noticed 2026-10-01, observed 2026-10-07',
    '2026-11-03',
  ],
  [
    'two notices, observations to the second only',
    30,
    '2026-09-06',
    'noticed 2026-09-14, noticed 2026-10-01, observed 2026-10-09',
    '2026-11-03',
  ],
  [
    'two notices, the second given while the first still stands still: no day twice',
    30,
    '2026-09-06',
    'noticed 2026-09-14, observed 2026-09-20, noticed 2026-09-24',
    '2026-10-27',
  ],
  [
    'the second notice on the day of the observations to the first',
    30,
    '2026-09-08',
    'noticed 2026-09-14, observed 2026-09-16, noticed 2026-09-16',
    '2026-10-22',
  ],
  [
    'observations on the day of the second notice, long after the first: they answer the second',
    30,
    '2026-09-06',
    'noticed 2026-09-09, noticed 2026-09-29, observed 2026-09-29',
    '2026-10-28',
  ],
  [
    'three notices',
    45,
    '2026-09-09',
    'noticed 2026-09-14, noticed 2026-10-04, observed 2026-10-05, noticed 2026-10-25',
    '2026-11-24',
  ],
  [
    'a suspension over Easter and a notice that ends on 25 April, a Saturday',
    30,
    '2026-03-16',
    'suspended 2026-03-30, resumed 2026-04-09, noticed 2026-04-15',
    '2026-05-07',
  ],
  [
    'everything at once, over New Year, in 45 days',
    45,
    '2026-11-16',
    'suspended 2026-11-25, resumed 2026-12-10, noticed 2026-12-23, observed 2026-12-31',
    '2027-02-02',
  ],
  [
    'a stop after the term had run out, beside one in time',
    30,
    '2026-09-06',
    'suspended 2026-09-14, resumed 2026-09-16, noticed 2026-10-25',
    '2026-10-08',
  ],
]

describe('the term of a procedure', () => {
  it.each(TABLE)('%s', (_name, days, at, events, dueOn) => expect(due(days, at, events)).toBe(dueOn))

  it('has enough distinct rows', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(60)
    expect(new Set(TABLE.map(([name]) => name)).size).toBe(TABLE.length)
    expect(new Set(TABLE.map(([, ...row]) => row.join())).size).toBe(TABLE.length)
  })

  it('begins with a receipt', () => expect(() => termOf([], rulesOf(30), opens)).toThrow(RangeError))
})

describe('by its properties', () => {
  const aDay = fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2026-01-01', days))
  const aTerm = fc.constantFrom(30, 45, 60)
  type Suspension = { after: number; length: number | undefined }
  type Notice = { gap: number; observedAfter: number | undefined }
  const aSuspension: fc.Arbitrary<Suspension> = fc.record({
    after: fc.integer({ min: 0, max: 120 }),
    length: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  })
  const aNotice: fc.Arbitrary<Notice> = fc.record({
    gap: fc.integer({ min: 1, max: 40 }),
    observedAfter: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  })
  /** What may happen to a request: a suspension at most, and notices of which each follows the end of the one before. */
  const aHistory = fc
    .record({
      receivedOn: aDay,
      days: aTerm,
      suspension: fc.option(aSuspension, { nil: undefined }),
      notices: fc.array(aNotice, { maxLength: 3 }),
    })
    .map(({ receivedOn, days, suspension, notices }) => {
      const stops: TermEvent[][] = []
      if (suspension) {
        const on = addDays(receivedOn, suspension.after)
        const { length } = suspension
        const end: TermEvent[] = length === undefined ? [] : [{ event: 'resumed', on: addDays(on, length) }]
        stops.push([{ event: 'suspended', on }, ...end])
      }
      let from = receivedOn
      for (const { gap, observedAfter } of notices) {
        const on = addDays(from, gap)
        const observedOn = observedAfter === undefined ? undefined : addDays(on, observedAfter)
        stops.push([{ event: 'noticed', on }, ...(observedOn ? [{ event: 'observed' as const, on: observedOn }] : [])])
        from = observedOn ?? opens(addDays(on, 10))
      }
      const receipt: TermEvent = { event: 'received', on: receivedOn }
      return { receivedOn, rules: rulesOf(days), stops, events: [receipt, ...stops.flat()], receipt }
    })
  /** Anything at all, in any order, such as a broken record might hold. */
  const anyEvents = fc
    .record({
      receivedOn: aDay,
      others: fc.array(fc.record({ event: fc.constantFrom(...EVENTS), after: fc.integer({ min: -5, max: 150 }) }), {
        maxLength: 12,
      }),
    })
    .map(({ receivedOn, others }): TermEvent[] => [
      { event: 'received', on: receivedOn },
      ...others.map(({ event, after }) => ({ event, on: addDays(receivedOn, after) })),
    ])
  const isOpen = (on: string) => weekday(on) < 6 && !holidaysOf(Number(on.slice(0, 4)), SESTO.holidays).includes(on)

  it('is due on a working day, never before the prescribed days are over', () => {
    fc.assert(
      fc.property(anyEvents, aTerm, (events, days) => {
        const { dueOn, lastDay, receivedOn } = termOf(events, rulesOf(days), opens)
        expect(isOpen(dueOn)).toBe(true)
        expect(dueOn >= lastDay && lastDay >= addDays(receivedOn, days)).toBe(true)
        for (let on = lastDay; on < dueOn; on = addDays(on, 1)) expect(isOpen(on)).toBe(false)
      }),
    )
  })

  it('is never due earlier than without its suspensions', () => {
    fc.assert(
      fc.property(aHistory, ({ rules, stops, receipt, events }) => {
        const whole = termOf(events, rules, opens)
        for (const without of stops) {
          const others = [receipt, ...stops.filter((stop) => stop !== without).flat()]
          expect(whole.dueOn >= termOf(others, rules, opens).dueOn).toBe(true)
        }
      }),
    )
  })

  it('is independent of the order and repetition of its events', () => {
    fc.assert(
      fc.property(
        anyEvents.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events)),
        ),
        aTerm,
        ([events, shuffled, again], days) => {
          expect(termOf([...shuffled, ...again], rulesOf(days), opens)).toEqual(termOf(events, rulesOf(days), opens))
        },
      ),
    )
  })

  it('is suspended once, and never for more than the maximum', () => {
    fc.assert(
      fc.property(
        aDay,
        aTerm,
        aSuspension,
        fc.array(aSuspension, { maxLength: 3 }),
        (receivedOn, days, first, more) => {
          const suspended = (on: string, length: number): TermEvent[] => [
            { event: 'suspended', on },
            { event: 'resumed', on: addDays(on, length) },
          ]
          const from = addDays(receivedOn, first.after)
          const length = first.length ?? 5
          const once: TermEvent[] = [{ event: 'received', on: receivedOn }, ...suspended(from, length)]
          // Attempts after it was answered: whenever, and for however long.
          const again = more.flatMap(({ after, length: other = 0 }) =>
            suspended(addDays(from, length + after + 1), other),
          )
          const term = termOf(once, rulesOf(days), opens)
          expect(term.stoodDays).toBeLessThanOrEqual(30)
          expect(termOf([...again, ...once], rulesOf(days), opens)).toMatchObject({
            dueOn: term.dueOn,
            stoodDays: term.stoodDays,
          })
        },
      ),
    )
  })

  it('counts no day twice', () => {
    fc.assert(
      fc.property(anyEvents, aTerm, (events, days) => {
        const { stops, stoodDays } = termOf(events, rulesOf(days), opens)
        const stood = stops.flatMap(({ from, to }) =>
          Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index + 1)),
        )
        expect(new Set(stood).size).toBe(stood.length)
        expect(stoodDays).toBe(stood.length)
      }),
    )
  })

  it('is never due earlier if received later', () => {
    fc.assert(
      fc.property(aHistory, fc.integer({ min: 0, max: 60 }), ({ rules, stops, receivedOn }, later) => {
        const dueFrom = (on: string) => termOf([{ event: 'received', on }, ...stops.flat()], rules, opens).dueOn
        expect(dueFrom(addDays(receivedOn, later)) >= dueFrom(receivedOn)).toBe(true)
      }),
    )
  })

  it('equals counting the calendar day by day', () => {
    fc.assert(
      fc.property(aHistory, ({ rules, stops, receivedOn, events }) => {
        const still = stops.map(([start, end]): { from: string; to: string } => {
          const from = start?.on ?? ''
          if (start?.event === 'suspended') {
            const longest = addDays(from, 30)
            return { from, to: end && end.on < longest ? end.on : longest }
          }
          let silent = addDays(from, 10)
          while (!isOpen(silent)) silent = addDays(silent, 1)
          return { from, to: end ? addDays(end.on, 10) : silent }
        })
        let run = 0
        let on = receivedOn
        for (; ; on = addDays(on, 1)) {
          if (on > receivedOn && !still.some(({ from, to }) => from < on && on <= to)) run += 1
          const standing = still.some(({ from, to }) => from <= on && on < to)
          if (run >= rules.termDays.value && isOpen(on) && !standing) break
        }
        expect(termOf(events, rules, opens).dueOn).toBe(on)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a request', () => {
  const rules: Regulation = regulationOf(SESTO, '2018-11')
  const request = {
    receivedAt: '2026-09-06T09:00:00Z',
    regulation: '2018-11',
    suspension: { from: '2026-09-14', to: '2026-09-24' },
    notices: [
      { grounds: ['a'], on: '2026-09-28', until: '2026-10-08' },
      {
        grounds: ['b'],
        on: '2026-10-12',
        until: '2026-10-22',
        // Still the twelfth in UTC.
        observations: { texts: {}, at: '2026-10-12T22:30:00Z' },
      },
    ],
  } satisfies Partial<Request>

  it('derives the events of its term from its record, in days of Italy', () => {
    expect(termEvents(request)).toEqual([
      { event: 'received', on: '2026-09-06' },
      ...read('suspended 2026-09-14, resumed 2026-09-24, noticed 2026-09-28, noticed 2026-10-12, observed 2026-10-13'),
    ])
    expect(termEvents({ receivedAt: '2026-09-06T22:00:00Z', suspension: { from: '2026-09-14' } })).toEqual([
      { event: 'received', on: '2026-09-07' },
      ...read('suspended 2026-09-14'),
    ])
  })

  it('is due by its own regulation and the holidays of its municipality', () => {
    // 6 October, and 10 + 10 + 11 days: 6 November.
    expect(dueOnOf(request, rules, SESTO)).toBe('2026-11-06')
    const closed: Municipality = { ...SESTO, holidays: { ...SESTO.holidays, once: ['2026-11-06'] } }
    expect(dueOnOf(request, rules, closed)).toBe('2026-11-09')
    const longer: Regulation = {
      ...rules,
      parameters: { ...rules.parameters, termDays: { value: 45, article } },
    }
    // 21 October, and 31 days: Saturday 21 November.
    expect(dueOnOf(request, longer, SESTO)).toBe('2026-11-23')
  })

  it('explains its date, step by step, each with its article', () => {
    const steps = explain(request, SESTO)
    expect(steps.map(({ code }) => code)).toEqual([
      'received',
      'term',
      'suspensionAnswered',
      'noticeSilent',
      'noticeObserved',
      'stood',
      'substitute',
    ])
    expect(steps.filter((step) => !step.article.trim())).toEqual([])
    expect(steps.at(1)).toEqual({
      code: 'term',
      article: `L. 241/1990 art. 2(2)-(4); ${rules.parameters.termDays.article}`,
      values: { days: 30, lastDay: '2026-10-06' },
    })
    expect(steps.at(-2)?.values).toEqual({ days: 31, lastDay: '2026-11-06' })
  })

  it.each([
    ['suspended 2026-09-14', 'suspensionOpen', { from: '2026-09-14', to: '2026-10-14', days: 30 }],
    [
      'suspended 2026-09-14, resumed 2026-10-20',
      'suspensionLapsed',
      { from: '2026-09-14', to: '2026-10-14', days: 30 },
    ],
    ['noticed 2026-09-14, observed 2026-09-25', 'observationsLate', { on: '2026-09-25', until: '2026-09-24' }],
    ['noticed 2026-10-07', 'stopTooLate', { on: '2026-10-07', dueOn: '2026-10-06' }],
    ['noticed 2026-09-16', 'moved', { lastDay: '2026-10-18', dueOn: '2026-10-19' }],
  ])('explains %s with %s', (events, code, values) => {
    const { steps } = termOf([...received('2026-09-06'), ...read(events)], rulesOf(30), opens)
    expect(steps.find((step) => step.code === code)?.values).toEqual(values)
  })

  it('explains its actual due date in every case', () => {
    for (const [, days, at, events, dueOn] of TABLE) {
      const { steps, lastDay } = termOf([...received(at), ...read(events)], rulesOf(days), opens)
      const explained = steps.flatMap(({ values }) => [values['dueOn'], values['lastDay']]).filter(Boolean)
      expect(explained).toContain(dueOn)
      expect(steps.some(({ code }) => code === 'moved')).toBe(dueOn !== lastDay)
    }
  })

  it.each([
    [30, '2026-10-21', 'half of 30 days after 6 October'],
    [45, '2026-11-12', 'half of 45: 22 whole days after 21 October'],
    [60, '2026-12-07', 'half of 60, after 5 November: Saturday 5 December, so Monday'],
  ])('of %i days is decided by the substitute by %s: %s', (days, on) => {
    expect(substituteDueOn(termOf(received('2026-09-06'), rulesOf(days), opens), opens)).toBe(on)
  })

  it('states in a late act the actual time, without suspensions', () => {
    const term = requestTerm(request, rules, SESTO)
    // Sixty-five days, of which ten of suspension and twenty-one after the notices.
    expect(actualDays(term, '2026-11-10')).toBe(34)
    expect(actualDays(term, '2026-09-20')).toBe(8)
    expect(actualDays(term, '2026-09-06')).toBe(0)
    const decided = {
      outcome: 'approved' as const,
      departs: false,
      reasons: 'r',
      by: 'm',
      at: '2026-11-10T23:30:00Z',
      regulation: '2018-11',
    }
    expect(dayOf(decided.at)).toBe('2026-11-11')
    expect(explain({ ...request, decision: decided }, SESTO).at(-1)).toEqual({
      code: 'actual',
      article: 'L. 241/1990 art. 2(9-quinquies)',
      values: { on: '2026-11-11', days: 35, prescribed: 30 },
    })
  })
})
