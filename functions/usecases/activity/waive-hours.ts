import { dayOf } from '../../domain/base/calendar.ts'
import type { DeskInput } from '../../domain/acts/inputs.ts'
import { periodOn } from '../../domain/activity/hours.ts'
import { owedMinutes, post } from '../../domain/activity/ledger.ts'
import { type ActOutcome, actOnFile, byOf, invalid, refused } from '../file/act-on-file.ts'
import { restartWorkflows, notOnActivity, withNews } from './activity-acts.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Deps } from '../ports/deps.ts'

const WAIVER = 'waiver-'

/** Frees a person of hours they still owe, with the social worker's reasons: those are not asked for any more, and nothing is lost by it. */
export async function waiveHours(
  deps: Deps,
  staff: Staff,
  id: string,
  { minutes, reasons }: DeskInput<'waive'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request, postings } = file
    const why = notOnActivity(file, staff, now)
    if (why) return refused(why)
    if (staff.member.role !== 'socialWorker') return refused('role')
    const waivers = postings.filter(({ entry, to }) => entry.startsWith(WAIVER) && to === 'waived')
    const before = waivers.some(
      (each) => each.reasons === reasons && each.minutes === minutes && each.on === dayOf(now),
    )
    if (before) return 'done'
    const owed = owedMinutes(postings)
    if (owed === 0) return refused('nothingOwed')
    if (minutes > owed)
      return invalid({
        field: 'minutes',
        code: 'waive.max',
        values: { hours: Math.floor(owed / 60), minutes: owed % 60 },
      })
    const on = dayOf(now)
    const by = byOf(staff)
    const period = periodOn(request, on) ?? request.periods.find(({ settledAt }) => !settledAt)
    const waiver = post(postings, {
      request: id,
      entry: `${WAIVER}${waivers.length + 1}`,
      period: period?.number ?? 0,
      on,
      minutes,
      from: 'owed',
      to: 'waived',
      by,
      at: now,
      why: 'waiver',
      reasons,
    })
    return {
      act: 'hours.waived',
      by,
      law: 'Regolamento, esonero e riduzione delle ore',
      request: withNews(request, 'waived', now),
      postings: [waiver],
    }
  })
  return restartWorkflows(deps, id, acted)
}
