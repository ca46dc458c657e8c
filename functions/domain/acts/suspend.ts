import * as z from 'zod'
import { cancelAbsences } from '../hours/absences.ts'
import { actorOf, lastShiftOn, withNews } from '../activity/under-way.ts'
import { day, dayOf } from '../base/calendar.ts'
import type { Interruption } from '../file/activity.ts'
import { unsignedPeriods } from '../file/case-file.ts'
import { move } from '../procedure/transition.ts'
import { barredFromActivity, byOf, defineAct, invalid } from './act.ts'
import { reasons } from './fields.ts'

/** Suspends an activity, for instance for an illness: from that day shifts are neither due nor counted. */
export const suspend = defineAct({
  input: z.strictObject({ from: day, reasons }),
  may: (acting) => {
    const { stage, endedEarly } = acting.file.request
    return barredFromActivity(acting) ?? (stage === 'suspended' ? 'standsStill' : endedEarly ? 'endsEarly' : undefined)
  },
  // Also matches a suspension that is over: a late form does not suspend a resumed activity again.
  repeated: ({ file, staff }, { from, reasons }) =>
    file.request.interruptions?.some(
      (each) => each.from === from && each.by === staff.member.id && each.reasons === reasons,
    )
      ? 'done'
      : undefined,
  decide: ({ file, staff, now }, { from, reasons }) => {
    const { request } = file
    // A signed period is not reopened: it would be postponed with the others.
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
        interruptions: [...(request.interruptions ?? []), interruption],
        ...withNews(request, 'suspended', now),
      }),
      by: byOf(staff),
      postings: cancelAbsences(
        file,
        { from },
        { request: request.id, by: byOf(staff), at: now, why: 'suspend', reasons },
      ),
    }
  },
  followUps: () => ['restartWorkflows'],
})
