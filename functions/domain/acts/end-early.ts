import * as z from 'zod'
import { cancelAbsences } from '../hours/absences.ts'
import { actorOf, lastShiftOn, supersedeAgreementAsks, withNews } from '../activity/under-way.ts'
import { addDays, day, dayOf } from '../base/calendar.ts'
import type { Interruption } from '../file/activity.ts'
import { unsignedPeriods } from '../file/case-file.ts'
import { move } from '../procedure/transition.ts'
import { barredFromActivity, byOf, defineAct, invalid } from './act.ts'
import { reasons } from './fields.ts'

/** Closes the interruption that is open: it ends with the activity. */
const closed = (interruptions: readonly Interruption[], on: string): Interruption[] =>
  interruptions.map((each) => (each.to === undefined ? { ...each, to: each.from > on ? each.from : on } : each))

/**
 * Ends an activity early. Its last period ends that day and is signed, verified and settled as usual; money for the
 * other hours goes back to the funds.
 */
export const endEarly = defineAct({
  input: z.strictObject({ on: day, reasons }),
  may: (acting) => barredFromActivity(acting) ?? (acting.file.request.endedEarly ? 'endsEarly' : undefined),
  repeated: ({ file: { request }, staff }, { on }) =>
    request.endedEarly?.on === on && request.endedEarly.by === staff.member.id ? 'done' : undefined,
  decide: ({ file, staff, now }, { on, reasons }) => {
    const { request } = file
    const today = dayOf(now)
    const open = request.periods.filter(({ settledAt }) => !settledAt)
    // The current period, or the first unsettled one if the last is over.
    const current = open.findLast(({ from }) => from <= today) ?? open[0]
    // A period that the supervisor signed keeps its last day.
    const unsigned = unsignedPeriods(file)
    const signed = open.findLast((period) => !unsigned.includes(period))
    const [first = on, shift = first] = [signed?.to ?? open[0]?.from, lastShiftOn(file)]
    const earliest = shift > first ? shift : first
    const latest = current?.to ?? on
    if (signed && signed.from <= on && on < signed.to)
      return invalid({ field: 'on', code: 'endEarly.signed', values: { from: earliest } })
    if (on < earliest || on > latest)
      return invalid({ field: 'on', code: 'endEarly.day', values: { from: earliest, to: latest } })
    const periods = request.periods.flatMap((period) =>
      period.settledAt || period.to <= on ? [period] : period.from <= on ? [{ ...period, to: on }] : [],
    )
    return {
      act: 'activity.ended_early',
      by: byOf(staff),
      law: 'Regolamento, patto',
      request: {
        ...(request.stage === 'suspended' ? move('resumeActivity', request, actorOf(staff.member)).request : {}),
        periods,
        ...(request.interruptions ? { interruptions: closed(request.interruptions, on) } : {}),
        endedEarly: { on, reasons, by: staff.member.id, at: now },
        amendment: undefined,
        ...withNews(request, 'endedEarly', now),
      },
      asks: supersedeAgreementAsks(file),
      postings: cancelAbsences(
        file,
        { from: addDays(on, 1) },
        { request: request.id, by: byOf(staff), at: now, why: 'endEarly', reasons },
      ),
    }
  },
  followUps: () => ['restartWorkflows'],
})
