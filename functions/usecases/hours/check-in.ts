import { addDays, dayOf, minutesAfter, minutesBetween, startOf, timeOf } from '../../domain/base/calendar.ts'
import { type Shift, shiftProblem, toTheMinute } from '../../domain/activity/hours.ts'
import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import type { Problem } from '../../domain/base/problems.ts'
import { isForgotten } from '../../domain/activity/site.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { toCitizen } from '../../domain/procedure/who-may.ts'
import type { Context } from '../../domain/file/context.ts'
import { hourLimitsOf, recordShift } from '../../domain/activity/shifts.ts'
import { SYSTEM, type Change } from '../../domain/file/change.ts'
import type { Posting } from '../../domain/file/posting.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'configuration'>
type Refusal = Omit<Problem, 'field'>

/** The result of a code at a site. A rejection gives its reason as a key of the catalogue. */
export type CheckInResult =
  | { outcome: 'in'; since: string }
  /** `minutes` of the `stayed` ones count; `limit` is the reason for the rest. */
  | { outcome: 'out'; shift: Shift; minutes: number; stayed: number; limit?: Refusal }
  /** Checked out, and nothing counts. */
  | { outcome: 'uncounted'; problem: Refusal }
  | { outcome: 'refused'; problem: Refusal }

export type Direction = 'in' | 'out'

const refused = (code: string, values?: Problem['values']): CheckInResult => ({
  outcome: 'refused',
  problem: { code, ...(values ? { values } : {}) },
})

/** Returns the reason of a posting, which contains the codes of the shift: each code is valid once. */
const whyOf = (inStep: number, outStep: number): string => `code-${inStep}-${outStep}`
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

/**
 * Returns why a person may not begin a shift at a host now: anything that would keep its first minute from counting.
 */
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
  // Whatever keeps the first minute from counting prevents the check-in.
  const minute = { shift: { starts, ends }, recorded: 'code', by: toCitizen(), why: '' } as const
  const recorded = recordShift({ ...context, now: ends }, minute)
  if (!Array.isArray(recorded)) return recorded
  return recorded.length === 0 ? { code: 'here.allDone' } : undefined
}

const LIMITS = ['day.max', 'week.max']
/** The problems of the part of a shift after midnight of the last day that is agreed, covered or open. */
const PAST_THE_LAST_DAY = ['shift.outside', 'shift.cover', 'shift.settled']

/** Returns a shift up to the midnight from which nothing may count, and why. */
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

function enter(context: Pick<Context, 'file' | 'municipality' | 'now'>, host: string, step: number): Decided {
  const { file, now } = context
  const { present } = file.request
  // The button was pressed twice: it is the code of that check-in.
  if (present?.step === step) return { result: { outcome: 'in', since: present.since } }
  const problem = present
    ? { code: 'here.alreadyIn', values: { time: timeOf(present.since) } }
    : entryProblem(context, host)
  if (problem) return { result: { outcome: 'refused', problem } }
  if (usedFor(file.postings, 'in', step)) return { result: refused('here.replayed') }
  const since = toTheMinute(now)
  return {
    result: { outcome: 'in', since },
    change: { act: 'presence.began', by: toCitizen(), request: { present: { since, step, host } } },
  }
}

function leave(context: Pick<Context, 'file' | 'municipality' | 'now'>, host: string, step: number): Decided {
  const { file, now } = context
  const { request, postings } = file
  const { present } = request
  // The check-out is at the host of the check-in, even if the placement has changed since midnight.
  const place = present?.host ?? placementOn(request, dayOf(now))?.host
  if (place !== host) return { result: refused('here.otherSite') }
  if (!present) {
    const before = usedFor(postings, 'out', step)
    return { result: before?.shift ? leftAs(before.shift, before.minutes) : refused('here.notIn') }
  }
  // The screen must have changed since: a check-in's code, or an older one, does not check out.
  if (step <= present.step) return { result: refused('here.replayed') }
  const whole = { starts: present.since, ends: toTheMinute(now) }
  const stayed = minutesBetween(whole.starts, whole.ends)
  if (stayed < 1) return { result: refused('here.tooSoon') }
  const before = upToMidnight(context, whole)
  const { shift, limit = before.limit } = withinLimits(context, before.shift)
  const recorded = recordShift(context, { shift, recorded: 'code', by: toCitizen(), why: whyOf(present.step, step) })
  const gone = { by: toCitizen(), request: { present: undefined } }
  const [done] = Array.isArray(recorded) ? recorded : []
  if (!Array.isArray(recorded) || !done) {
    // A check-out is recorded whatever counts: a limit keeps nobody in.
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

/** Clears a check-in without a check-out in time. Nothing counts; it is recorded, and the supervisor sees it. */
async function dropForgotten(deps: Needs, context: Pick<Context, 'municipality'>, id: string): Promise<CaseFile> {
  return amend(deps, id, (file, now) => {
    const { present, forgotten = [] } = file.request
    if (!present || !isForgotten(present, hourLimitsOf({ ...context, file, now }), now)) return undefined
    return {
      act: 'presence.forgotten',
      by: SYSTEM,
      request: { present: undefined, forgotten: [...forgotten, present.since] },
    }
  })
}

/**
 * Checks a person in or out at a host, with the code of a step. The record decides the direction, and each code is valid once
 * per person and direction, however often and concurrently it is used.
 * @throws NoSuchRequest
 */
export async function visit(
  deps: Needs,
  id: string,
  { host, step, direction }: { host: string; step: number; direction: Direction },
): Promise<CheckInResult> {
  const known = await deps.files.load(id)
  if (!known) throw new NoSuchRequest(id)
  const municipality = await deps.configuration.of(known.request.municipality)
  await dropForgotten(deps, { municipality }, id)
  let result: CheckInResult = refused('here.notIn')
  await amend(deps, id, (file, now) => {
    const decided = (direction === 'in' ? enter : leave)({ file, municipality, now }, host, step)
    result = decided.result
    return decided.change
  })
  return result
}
