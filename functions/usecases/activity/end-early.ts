import { addDays, dayOf } from '../../domain/base/calendar.ts'
import type { DeskInput } from '../../domain/acts/inputs.ts'
import { unsignedPeriods } from '../../domain/file/case-file.ts'
import { type ActOutcome, actOnFile, byOf, invalid, refused } from '../file/act-on-file.ts'
import { actorOf, fallenAsks, restartWorkflows, lastShiftOn, notOnActivity, withNews } from './activity-acts.ts'
import { move } from '../../domain/procedure/transition.ts'
import { absencesTakenBack } from '../../domain/activity/absences.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Interruption } from '../../domain/file/activity.ts'
import type { Deps } from '../ports/deps.ts'

/** What stands still ends with the activity. */
const closed = (interruptions: readonly Interruption[], on: string): Interruption[] =>
  interruptions.map((each) => (each.to === undefined ? { ...each, to: each.from > on ? each.from : on } : each))

/**
 * Ends an activity before its time. Its last period ends that day and is signed, verified and settled like any other; what was
 * done counts, what was not goes back to the funds.
 */
export async function endEarly(
  deps: Deps,
  staff: Staff,
  id: string,
  { on, reasons }: DeskInput<'end-early'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    const { endedEarly } = request
    if (endedEarly?.on === on && endedEarly.by === staff.member.id) return 'done'
    if (endedEarly) return refused('endsEarly')
    const today = dayOf(now)
    const open = request.periods.filter(({ settledAt }) => !settledAt)
    // The period there is now; the first one, where the last is over and not settled yet.
    const current = open.findLast(({ from }) => from <= today) ?? open[0]
    // Hours that the supervisor signed are of a whole period: it ends no sooner than that.
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
        ...(request.stage === 'suspended' ? move('takeUpAgain', request, actorOf(staff.member)).request : {}),
        periods,
        ...(request.interruptions ? { interruptions: closed(request.interruptions, on) } : {}),
        endedEarly: { on, reasons, by: staff.member.id, at: now },
        amendment: undefined,
        ...withNews(request, 'endedEarly', now),
      },
      asks: fallenAsks(file),
      postings: absencesTakenBack(
        file,
        { from: addDays(on, 1) },
        { request: id, by: byOf(staff), at: now, why: 'endEarly', reasons },
      ),
    }
  })
  return restartWorkflows(deps, id, acted)
}
