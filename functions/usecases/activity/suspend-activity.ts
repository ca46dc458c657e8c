import { addDays, dayOf } from '../../domain/base/calendar.ts'
import type { DeskInput } from '../../domain/acts/inputs.ts'
import { daysLost, pushedBack } from '../../domain/activity/push-back.ts'
import { movedAsks, unsignedPeriods } from '../../domain/file/case-file.ts'
import { type ActOutcome, actOnFile, byOf, invalid, refused } from '../file/act-on-file.ts'
import { actorOf, restartWorkflows, lastShiftOn, notOnActivity, withNews } from './activity-acts.ts'
import { move } from '../../domain/procedure/transition.ts'
import { absencesTakenBack } from '../../domain/activity/absences.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Interruption } from '../../domain/file/activity.ts'
import type { Deps } from '../ports/deps.ts'

/** An activity is taken up again within a month of when it is written; a later day is a slip of the keyboard. */
const TAKE_UP_WITHIN_DAYS = 31

/** The time an activity is standing still since, if it is. */
const openOne = (interruptions: readonly Interruption[] = []): Interruption | undefined =>
  interruptions.find(({ to }) => to === undefined)

/** Stops an activity, for instance for an illness: from that day no shift is due, and none counts. */
export async function suspendActivity(
  deps: Deps,
  staff: Staff,
  id: string,
  { from, reasons }: DeskInput<'suspend'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    const { interruptions = [] } = request
    // Also one that is over: a form that comes late does not stop what was taken up again.
    if (interruptions.some((each) => each.from === from && each.by === staff.member.id && each.reasons === reasons))
      return 'done'
    if (request.stage === 'suspended') return refused('standsStill')
    if (request.endedEarly) return refused('endsEarly')
    // A period that was signed is not opened again: it would be pushed back with the others.
    const unsettled = request.periods.filter(({ settledAt }) => !settledAt)
    const periods = unsignedPeriods(file)
    if (unsettled.length > 0 && periods.length === 0) return invalid({ field: 'from', code: 'suspend.over' })
    const [first, last] = [periods.at(0)?.from ?? from, periods.at(-1)?.to ?? from]
    if (unsettled.some((period) => !periods.includes(period) && period.from <= from && from <= period.to))
      return invalid({ field: 'from', code: 'suspend.signed', values: { from: first } })
    const today = dayOf(now)
    const latest = today < last ? today : last
    const shift = lastShiftOn(file)
    if (from < first || from > latest)
      return invalid({ field: 'from', code: 'suspend.day', values: { from: first, to: latest } })
    if (shift && from <= shift) return invalid({ field: 'from', code: 'suspend.shift', values: { on: shift } })
    const interruption: Interruption = { from, reasons, by: staff.member.id, at: now }
    return {
      ...move('suspend', request, actorOf(staff.member), {
        interruptions: [...interruptions, interruption],
        ...withNews(request, 'suspended', now),
      }),
      by: byOf(staff),
      postings: absencesTakenBack(file, { from }, { request: id, by: byOf(staff), at: now, why: 'suspend', reasons }),
    }
  })
  return restartWorkflows(deps, id, acted)
}

/**
 * The activity goes on from a day. The days lost are given back at the end: the period that stood still ends later by as many,
 * those after it move whole, and so does what is proposed: it is put to the person anew, with the days as they are then. Where
 * cover ends before them, it is asked for by the workflow.
 */
export async function takeUpAgain(
  deps: Deps,
  staff: Staff,
  id: string,
  { on }: DeskInput<'take-up-again'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const { interruptions = [] } = request
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    const standing = openOne(interruptions)
    if (!standing) return interruptions.some(({ to }) => to === addDays(on, -1)) ? 'done' : refused('goesOn')
    const { from } = standing
    const latest = addDays(dayOf(now), TAKE_UP_WITHIN_DAYS)
    if (on <= from || on > latest)
      return invalid({ field: 'on', code: 'takeUp.day', values: { from: addDays(from, 1), to: latest } })
    const others = interruptions.filter((each) => each !== standing)
    const moved = pushedBack(request, from, daysLost(others, from, addDays(on, -1)), dayOf(now))
    return {
      ...move('takeUpAgain', request, actorOf(staff.member), {
        ...moved,
        interruptions: interruptions.map((each) => (each === standing ? { ...each, to: addDays(on, -1) } : each)),
        ...withNews(request, 'takenUp', now),
      }),
      by: byOf(staff),
      asks: movedAsks(file, moved),
    }
  })
  return restartWorkflows(deps, id, acted)
}
