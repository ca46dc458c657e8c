import * as z from 'zod'
import { daysLost, postponedAgreement } from '../hours/push-back.ts'
import { actorOf, mayManageActivity, withNews } from '../activity/under-way.ts'
import { addDays, day, dayOf } from '../base/calendar.ts'
import type { Interruption } from '../file/activity.ts'
import { movedAsks } from '../file/case-file.ts'
import type { Request } from '../file/request.ts'
import { move } from '../procedure/transition.ts'
import { barredFromActivity, byOf, defineAct, invalid, refused } from './act.ts'

/** The maximum days ahead for a resumption; a later day is a typing error. */
const RESUME_WITHIN_DAYS = 31

const openInterruption = ({ interruptions = [] }: Request): Interruption | undefined =>
  interruptions.find(({ to }) => to === undefined)

/**
 * Resumes a suspended activity. The lost days are added at the end: the suspended period ends later, later periods move
 * as a whole, and a proposed version is put to the person again. The workflow asks for missing cover.
 */
export const resumeActivity = defineAct({
  input: z.strictObject({ on: day }),
  may: (acting) => barredFromActivity(acting) ?? (openInterruption(acting.file.request) ? undefined : 'goesOn'),
  repeated: ({ file: { request }, staff }, { on }) =>
    mayManageActivity(staff.member) &&
    !openInterruption(request) &&
    request.interruptions?.some(({ to }) => to === addDays(on, -1))
      ? 'done'
      : undefined,
  decide: ({ file, staff, now }, { on }) => {
    const { request } = file
    const { interruptions = [] } = request
    const current = openInterruption(request)
    if (!current) return refused('goesOn')
    const { from } = current
    const latest = addDays(dayOf(now), RESUME_WITHIN_DAYS)
    if (on <= from || on > latest)
      return invalid({ field: 'on', code: 'takeUp.day', values: { from: addDays(from, 1), to: latest } })
    const others = interruptions.filter((each) => each !== current)
    const moved = postponedAgreement(request, from, daysLost(others, from, addDays(on, -1)), dayOf(now))
    return {
      ...move('resumeActivity', request, actorOf(staff.member), {
        ...moved,
        interruptions: interruptions.map((each) => (each === current ? { ...each, to: addDays(on, -1) } : each)),
        ...withNews(request, 'takenUp', now),
      }),
      by: byOf(staff),
      asks: movedAsks(file, moved),
    }
  },
  followUps: () => ['restartWorkflows'],
})
