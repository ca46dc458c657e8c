import { addDays, dayOf, daysBetween } from '../domain/calendar.ts'
import type { DeskInput } from '../domain/desk.ts'
import type { Interruption, Period } from '../domain/records.ts'
import { findAsk } from '../domain/standing.ts'
import { type Acted, actOnFile, byOf, invalid, refused } from './act-on-file.ts'
import { actorOf, goOn, lastShiftOn, notOnActivity, pushedBack, withNews } from './activity-acts.ts'
import type { Staff } from './desk-pass.ts'
import type { Deps } from './ports.ts'
import { move } from './questions/procedure.ts'
import { absencesTakenBack } from './record-absence.ts'

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
): Promise<Acted> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    const standing = openOne(request.interruptions)
    if (standing?.from === from && standing.by === staff.member.id) return 'done'
    if (request.stage === 'suspended') return refused('standsStill')
    if (request.endedEarly) return refused('endsEarly')
    // A period that was signed is not opened again: it would be pushed back with the others.
    const isSigned = ({ number }: Period) => findAsk(file, 'timesheet', String(number))?.status === 'answered'
    const unsettled = request.periods.filter(({ settledAt }) => !settledAt)
    const periods = unsettled.filter((period) => !isSigned(period))
    if (unsettled.length > 0 && periods.length === 0) return invalid({ field: 'from', code: 'suspend.over' })
    const [first, last] = [periods.at(0)?.from ?? from, periods.at(-1)?.to ?? from]
    if (unsettled.some((period) => isSigned(period) && period.from <= from && from <= period.to))
      return invalid({ field: 'from', code: 'suspend.signed', values: { from: first } })
    const today = dayOf(now)
    const latest = today < last ? today : last
    const shift = lastShiftOn(file)
    if (from < first || from > latest)
      return invalid({ field: 'from', code: 'suspend.day', values: { from: first, to: latest } })
    if (shift && from <= shift) return invalid({ field: 'from', code: 'suspend.shift', values: { on: shift } })
    const interruption: Interruption = { from, reasons, by: staff.member.id, at: now }
    const interruptions = [...(request.interruptions ?? []), interruption]
    return {
      ...move('suspend', request, actorOf(staff.member), { interruptions, ...withNews(request, 'suspended', now) }),
      by: byOf(staff),
      postings: absencesTakenBack(file, { from }, { request: id, by: byOf(staff), at: now, why: 'suspend', reasons }),
    }
  })
  return goOn(deps, id, acted)
}

/**
 * The activity goes on from a day. The days lost are given back at the end: the period that stood still ends later by as many,
 * those after it move whole, and so does what is proposed. Where cover ends before them, it is asked for by the workflow.
 */
export async function takeUpAgain(
  deps: Deps,
  staff: Staff,
  id: string,
  { on }: DeskInput<'take-up-again'>,
): Promise<Acted> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const { interruptions = [], periods, placement, formerPlacements, amendment } = request
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    const standing = openOne(interruptions)
    if (!standing) return interruptions.some(({ to }) => to === addDays(on, -1)) ? 'done' : refused('goesOn')
    const { from } = standing
    const latest = addDays(dayOf(now), TAKE_UP_WITHIN_DAYS)
    if (on <= from || on > latest)
      return invalid({ field: 'on', code: 'takeUp.day', values: { from: addDays(from, 1), to: latest } })
    const lost = daysBetween(from, on)
    const later = <Place extends { startsOn: string }>(place: Place): Place =>
      place.startsOn > from ? { ...place, startsOn: addDays(place.startsOn, lost) } : place
    return {
      ...move('takeUpAgain', request, actorOf(staff.member), {
        interruptions: interruptions.map((each) => (each === standing ? { ...each, to: addDays(on, -1) } : each)),
        periods: pushedBack(periods, from, lost),
        ...(placement ? { placement: later(placement) } : {}),
        // One may still be to come, where another follows it.
        ...(formerPlacements ? { formerPlacements: formerPlacements.map(later) } : {}),
        ...(amendment
          ? {
              amendment: {
                ...amendment,
                placement: later(amendment.placement),
                periods: pushedBack(amendment.periods, from, lost),
              },
            }
          : {}),
        ...withNews(request, 'takenUp', now),
      }),
      by: byOf(staff),
    }
  })
  return goOn(deps, id, acted)
}
