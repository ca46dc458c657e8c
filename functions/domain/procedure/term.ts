import { addDays, dayOf, daysBetween, nextWorkingDay } from '../base/calendar.ts'
import { holidaysAround, type Municipality, type Regulation, regulationOf } from '../municipality/regulation.ts'
import type { Request } from '../file/request.ts'

/**
 * The term of a procedure, computed from the events of a file, whatever their order and repetitions. Days are legal days in
 * Italy.
 */
export type TermEvent = { event: 'received' | 'suspended' | 'resumed' | 'noticed' | 'observed'; on: string }

/** The parameters of the regulation for a term, in days, each with its article. */
export type TermRules = Pick<
  Regulation['parameters'],
  'termDays' | 'suspensionMaxDays' | 'rejectionNoticeDays' | 'resumeAfterObservationsDays'
>

/** A function that returns the first working day on or after a day. */
export type NextWorkingDay = (on: string) => string

/** A suspension of the term, from the day `from` through the day `to`. */
type Suspension = { from: string; to: string }

/**
 * A step in the explanation of a date: `code` is a key of the catalogue, `values` fill its sentence. Numbers are days.
 */
export type TermStep = { code: TermCode; article: string; values: Record<string, string | number> }

type TermCode =
  | 'received'
  | 'term'
  | 'suspensionOpen'
  | 'suspensionAnswered'
  | 'suspensionLapsed'
  | 'noticeSilent'
  | 'noticeObserved'
  | 'observationsLate'
  | 'stopTooLate'
  | 'stood'
  | 'moved'
  | 'substitute'
  | 'actual'

export type Term = {
  receivedOn: string
  prescribedDays: number
  /** The suspensions of the term, disjoint and in order. */
  stops: readonly Suspension[]
  /** The number of days of suspension. */
  stoodDays: number
  /** The last day before it is moved to a working day. */
  lastDay: string
  /** The last day, moved to a working day: the due date of the file. */
  dueOn: string
  steps: readonly TermStep[]
}

/** The laws behind the dates of a term, besides the municipality's own rules. */
export const TERM_LAW = {
  receipt: 'L. 241/1990 art. 2(6); Codice civile art. 2963',
  term: 'L. 241/1990 art. 2(2)-(4)',
  suspension: 'L. 241/1990 art. 2(7)',
  notice: 'L. 241/1990 art. 10-bis',
  closedDay: 'Codice civile art. 2963',
  substitute: 'L. 241/1990 art. 2(9-bis), 2(9-ter)',
  lateAct: 'L. 241/1990 art. 2(9-quinquies)',
} as const

/** A suspension with its explanation. */
type Explained = { stop: Suspension; steps: TermStep[] }

const earlier = (a: string, b: string): string => (a < b ? a : b)
const cite = (law: string, { article }: { article: string }): string => `${law}; ${article}`

/** Returns the only allowed suspension, the first one, up to its maximum length. */
function suspensionOf([from]: readonly string[], resumed: readonly string[], rules: TermRules): Explained[] {
  if (!from) return []
  const { suspensionMaxDays } = rules
  const end = resumed.find((on) => on >= from)
  const longest = addDays(from, suspensionMaxDays.value)
  const to = end ? earlier(end, longest) : longest
  const code = !end ? 'suspensionOpen' : end > longest ? 'suspensionLapsed' : 'suspensionAnswered'
  const article = cite(TERM_LAW.suspension, suspensionMaxDays)
  return [{ stop: { from, to }, steps: [{ code, article, values: { from, to, days: daysBetween(from, to) } }] }]
}

/**
 * Returns the suspensions by notices of refusal: until some days after the observations or, without any, until their
 * last day. Observations belong to the pending notice; late ones suspend nothing.
 */
function noticesOf(
  noticed: readonly string[],
  observed: readonly string[],
  rules: TermRules,
  opens: NextWorkingDay,
): Explained[] {
  const { rejectionNoticeDays, resumeAfterObservationsDays } = rules
  const unused = [...observed]
  return noticed.map((from, index) => {
    const next = noticed[index + 1]
    const until = opens(addDays(from, rejectionNoticeDays.value))
    // Observations that arrive on the day of the next notice precede it.
    const at = unused.findIndex((on) => on >= from && (!next || on < next || (on === next && on <= until)))
    const [on] = at < 0 ? [] : unused.splice(at, 1)
    if (on && on <= until) {
      const to = addDays(on, resumeAfterObservationsDays.value)
      const article = cite(TERM_LAW.notice, resumeAfterObservationsDays)
      const values = { from, on, to, days: resumeAfterObservationsDays.value }
      return { stop: { from, to }, steps: [{ code: 'noticeObserved', article, values }] }
    }
    const article = cite(TERM_LAW.notice, rejectionNoticeDays)
    const silent: TermStep = {
      code: 'noticeSilent',
      article,
      values: { from, to: until, days: rejectionNoticeDays.value },
    }
    const late: TermStep[] = on ? [{ code: 'observationsLate', article, values: { on, until } }] : []
    return { stop: { from, to: until }, steps: [silent, ...late] }
  })
}

/** Merges overlapping and adjacent suspensions, and drops empty ones. */
function union(stops: readonly Suspension[]): Suspension[] {
  const apart: Suspension[] = []
  for (const stop of stops.filter(({ from, to }) => from < to).sort((a, b) => a.from.localeCompare(b.from))) {
    const last = apart.at(-1)
    if (last && stop.from <= last.to) last.to = stop.to > last.to ? stop.to : last.to
    else apart.push({ ...stop })
  }
  return apart
}

/**
 * Computes the term of a procedure (L. 241/1990 art. 2): counted from the day after receipt, suspended during the suspension
 * and after notices of refusal, no day twice, and ending on a working day. A stop that begins after the term has ended prolongs
 * nothing: late stays late.
 * @throws RangeError if nothing was received
 */
export function termOf(events: readonly TermEvent[], rules: TermRules, opens: NextWorkingDay): Term {
  const days = (event: TermEvent['event']) =>
    [...new Set(events.filter((each) => each.event === event).map((each) => each.on))].sort()
  const [receivedOn] = days('received')
  if (!receivedOn) throw new RangeError('a term begins with a receipt')

  const said = [
    ...suspensionOf(days('suspended'), days('resumed'), rules),
    ...noticesOf(days('noticed'), days('observed'), rules, opens),
  ]
  const prescribedDays = rules.termDays.value
  const undisturbed = addDays(receivedOn, prescribedDays)
  let lastDay = undisturbed
  const stops: Suspension[] = []
  const tooLate: TermStep[] = []
  for (const stop of union(said.map((each) => each.stop))) {
    if (stop.from > opens(lastDay)) {
      tooLate.push({ code: 'stopTooLate', article: TERM_LAW.term, values: { on: stop.from, dueOn: opens(lastDay) } })
      continue
    }
    stops.push(stop)
    // The remaining days are counted from the resumption.
    lastDay = addDays(stop.to, Math.max(0, daysBetween(stop.from, lastDay)))
  }
  const stoodDays = stops.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0)
  const dueOn = opens(lastDay)
  const termArticle = cite(TERM_LAW.term, rules.termDays)
  const steps: TermStep[] = [
    { code: 'received', article: TERM_LAW.receipt, values: { on: receivedOn } },
    { code: 'term', article: termArticle, values: { days: prescribedDays, lastDay: undisturbed } },
    ...said.flatMap((each) => each.steps),
    ...tooLate,
  ]
  if (stoodDays > 0) steps.push({ code: 'stood', article: TERM_LAW.term, values: { days: stoodDays, lastDay } })
  if (dueOn !== lastDay) steps.push({ code: 'moved', article: TERM_LAW.closedDay, values: { lastDay, dueOn } })
  return { receivedOn, prescribedDays, stops, stoodDays, lastDay, dueOn, steps }
}

type Recorded = Pick<Request, 'receivedAt' | 'suspension' | 'notices'>

/** Returns the events that move the term, from the record of a request. */
export function termEvents({ receivedAt, suspension, notices = [] }: Recorded): TermEvent[] {
  return [
    { event: 'received', on: dayOf(receivedAt) },
    ...(suspension ? [{ event: 'suspended' as const, on: suspension.from }] : []),
    ...(suspension?.to ? [{ event: 'resumed' as const, on: suspension.to }] : []),
    ...notices.flatMap(({ on, observations }): TermEvent[] => [
      { event: 'noticed', on },
      ...(observations ? [{ event: 'observed' as const, on: dayOf(observations.at) }] : []),
    ]),
  ]
}

/** Returns the function that finds working days of a municipality. */
export const workingDayFinder =
  (municipality: Municipality): NextWorkingDay =>
  (on) =>
    nextWorkingDay(on, holidaysAround(municipality, on))

/** Computes the term of a request from its record, by its regulation. */
export const requestTerm = (request: Recorded, rules: Regulation, municipality: Municipality): Term =>
  termOf(termEvents(request), rules.parameters, workingDayFinder(municipality))

/** Returns the due date of a request; to be stored whenever an event moves its term. */
export const dueOnOf = (request: Recorded, rules: Regulation, municipality: Municipality): string =>
  requestTerm(request, rules, municipality).dueOn

/**
 * Returns the last day of the substitute of a decider who let the term end: half of it, in whole days (art. 2(9-ter)).
 */
export const substituteDueOn = (
  { dueOn, prescribedDays }: Pick<Term, 'dueOn' | 'prescribedDays'>,
  opens: NextWorkingDay,
): string => opens(addDays(dueOn, Math.floor(prescribedDays / 2)))

/**
 * Returns the days actually taken until an act, without those of suspension; a late act states them (art. 2(9-quinquies)).
 */
export function actualDays({ receivedOn, stops }: Term, decidedOn: string): number {
  const stood = stops
    .filter(({ from }) => from < decidedOn)
    .reduce((sum, { from, to }) => sum + daysBetween(from, earlier(to, decidedOn)), 0)
  return daysBetween(receivedOn, decidedOn) - stood
}

/**
 * Explains the due date of a request step by step, with the articles; then who decides if the term ends or, once
 * decided, the prescribed and the actual time.
 */
export function explain(
  request: Recorded & Pick<Request, 'regulation' | 'decision'>,
  municipality: Municipality,
): TermStep[] {
  const term = requestTerm(request, regulationOf(municipality, request.regulation), municipality)
  const decidedOn = request.decision && dayOf(request.decision.at)
  return [
    ...term.steps,
    decidedOn
      ? {
          code: 'actual',
          article: TERM_LAW.lateAct,
          values: { on: decidedOn, days: actualDays(term, decidedOn), prescribed: term.prescribedDays },
        }
      : {
          code: 'substitute',
          article: TERM_LAW.substitute,
          values: { dueOn: term.dueOn, on: substituteDueOn(term, workingDayFinder(municipality)) },
        },
  ]
}
