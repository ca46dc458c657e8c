import { addDays, dayOf, minutesAfter, minutesBetween, startOf, timeOf } from '../base/calendar.ts'
import { type Shift, shiftProblem, toTheMinute } from './hours.ts'
import { hasEnded } from '../procedure/lifecycle.ts'
import { placementOn } from '../activity/placements.ts'
import type { Problem } from '../base/problems.ts'
import { isForgotten } from './site.ts'
import { toCitizen } from '../procedure/who-may.ts'
import type { Context } from '../file/context.ts'
import { hourLimitsOf, recordShift } from './shifts.ts'
import type { Change } from '../file/change.ts'
import type { Posting } from './posting.ts'

type Refusal = Omit<Problem, 'field'>

/** The result of a code at a site. The reason of a rejection is a key of the catalogue. */
export type CheckInResult =
  | { outcome: 'in'; since: string }
  /** `minutes` of the `stayed` minutes count; `limit` explains the rest. */
  | { outcome: 'out'; shift: Shift; minutes: number; stayed: number; limit?: Refusal }
  /** Checked out, but no minutes count. */
  | { outcome: 'uncounted'; problem: Refusal }
  | { outcome: 'refused'; problem: Refusal }

export type Direction = 'in' | 'out'

export const checkInRefused = (code: string, values?: Problem['values']): CheckInResult => ({
  outcome: 'refused',
  problem: { code, ...(values ? { values } : {}) },
})

/** Returns the reason of a posting, which contains the codes of the shift: each code is valid once. */
const codeReason = (inStep: number, outStep: number): string => `code-${inStep}-${outStep}`
const usedFor = (postings: readonly Posting[], direction: Direction, step: number): Posting | undefined =>
  postings.find(({ why, shift }) => {
    const [, entered, left] = /^code-(\d+)-(\d+)$/.exec(why) ?? []
    return shift !== undefined && Number(direction === 'in' ? entered : left) === step
  })

/** Returns the direction of the next code: out for a person who is in, unless the check-out was forgotten long ago. */
export const directionOf = (context: Pick<Context, 'file' | 'municipality' | 'now'>): Direction => {
  const { present } = context.file.request
  return present && !isForgotten(present, hourLimitsOf(context), context.now) ? 'out' : 'in'
}

/** Returns why a person may not begin a shift at a host now: its first minute would not count. */
export function entryProblem(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  host: string,
): Refusal | undefined {
  const { file, now } = context
  const { request } = file
  if (hasEnded(request.stage) || request.stage === 'completed') return { code: 'here.ended' }
  const place = placementOn(request, dayOf(now))
  if (place && place.host !== host) return { code: 'here.otherSite' }
  if (request.stage !== 'active' && request.stage !== 'suspended')
    return request.startsOn
      ? { code: 'here.notYet', values: { startsOn: request.startsOn } }
      : { code: 'here.notAgreed' }
  const starts = toTheMinute(now)
  const ends = minutesAfter(starts, 1)
  // A check-in is refused if its first minute could not count.
  const minute = { shift: { starts, ends }, recorded: 'code', by: toCitizen(), why: '' } as const
  const recorded = recordShift({ ...context, now: ends }, minute)
  if (!Array.isArray(recorded)) return recorded
  return recorded.length === 0 ? { code: 'here.allDone' } : undefined
}

const LIMITS = ['day.max', 'week.max']
/** Problems of the part of a shift after midnight of the last agreed, covered or open day. */
const PAST_THE_LAST_DAY = ['shift.outside', 'shift.cover', 'shift.settled']

/** Returns the part of a shift before the midnight after which nothing counts, and the reason. */
function upToMidnight(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  shift: Shift,
): { shift: Shift; limit?: Refusal } {
  const problem = shiftProblem(context.file, shift, hourLimitsOf(context), context.now)
  const midnight = startOf(addDays(dayOf(shift.starts), 1))
  if (!problem || !PAST_THE_LAST_DAY.includes(problem.code) || shift.ends <= midnight) return { shift }
  return { shift: { starts: shift.starts, ends: minutesAfter(midnight, 0) }, limit: problem }
}

/** Returns the part of a shift within the limits of day and week, and the limit that cut it. */
function withinLimits(
  context: Pick<Context, 'file' | 'municipality' | 'now'>,
  shift: Shift,
): { shift: Shift; limit?: Refusal } {
  const over = (minutes: number): Refusal | undefined => {
    const cut = { starts: shift.starts, ends: minutesAfter(shift.starts, minutes) }
    const problem = shiftProblem(context.file, cut, hourLimitsOf(context), context.now)
    return problem && LIMITS.includes(problem.code) ? problem : undefined
  }
  let [fits, tooLong] = [0, minutesBetween(shift.starts, shift.ends)]
  const limit = over(tooLong)
  if (!limit) return { shift }
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (over(middle)) tooLong = middle
    else fits = middle
  }
  return { shift: { starts: shift.starts, ends: minutesAfter(shift.starts, fits) }, limit }
}

type Decided = { result: CheckInResult; change?: Change }

/** Decides on a check-in with the code of a step. */
export function checkIn(context: Pick<Context, 'file' | 'municipality' | 'now'>, host: string, step: number): Decided {
  const { file, now } = context
  const { present } = file.request
  // The button was pressed twice with the same code.
  if (present?.step === step) return { result: { outcome: 'in', since: present.since } }
  const problem = present
    ? { code: 'here.alreadyIn', values: { time: timeOf(present.since) } }
    : entryProblem(context, host)
  if (problem) return { result: { outcome: 'refused', problem } }
  if (usedFor(file.postings, 'in', step)) return { result: checkInRefused('here.replayed') }
  const since = toTheMinute(now)
  return {
    result: { outcome: 'in', since },
    change: { act: 'presence.began', by: toCitizen(), request: { present: { since, step, host } } },
  }
}

/** Decides on a check-out with the code of a step. */
export function checkOut(context: Pick<Context, 'file' | 'municipality' | 'now'>, host: string, step: number): Decided {
  const { file, now } = context
  const { request, postings } = file
  const { present } = request
  // The check-out is at the host of the check-in, even if the placement has changed since midnight.
  const place = present?.host ?? placementOn(request, dayOf(now))?.host
  if (place !== host) return { result: checkInRefused('here.otherSite') }
  if (!present) {
    const before = usedFor(postings, 'out', step)
    return { result: before?.shift ? leftAs(before.shift, before.minutes) : checkInRefused('here.notIn') }
  }
  // A check-out needs a newer code than the check-in.
  if (step <= present.step) return { result: checkInRefused('here.replayed') }
  const whole = { starts: present.since, ends: toTheMinute(now) }
  const stayed = minutesBetween(whole.starts, whole.ends)
  if (stayed < 1) return { result: checkInRefused('here.tooSoon') }
  const before = upToMidnight(context, whole)
  const { shift, limit = before.limit } = withinLimits(context, before.shift)
  const recorded = recordShift(context, {
    shift,
    recorded: 'code',
    by: toCitizen(),
    why: codeReason(present.step, step),
  })
  const gone = { by: toCitizen(), request: { present: undefined } }
  const [done] = Array.isArray(recorded) ? recorded : []
  if (!Array.isArray(recorded) || !done) {
    // A check-out is always recorded, even if its hours do not count.
    const problem = Array.isArray(recorded) ? { code: 'here.allDone' } : (limit ?? recorded)
    return { result: { outcome: 'uncounted', problem }, change: { act: 'presence.ended', ...gone } }
  }
  return {
    result: { ...leftAs(shift, done.minutes), stayed, ...(limit ? { limit } : {}) },
    change: { act: 'hours.recorded', ...gone, postings: recorded },
  }
}

const leftAs = (shift: Shift, minutes: number): Extract<CheckInResult, { outcome: 'out' }> => ({
  outcome: 'out',
  shift: { starts: shift.starts, ends: shift.ends },
  minutes,
  stayed: minutesBetween(shift.starts, shift.ends),
})
