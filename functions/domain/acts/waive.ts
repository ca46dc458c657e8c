import * as z from 'zod'
import { periodOn } from '../hours/hours.ts'
import { remainingMinutes, post } from '../hours/ledger.ts'
import { withNews } from '../activity/under-way.ts'
import { dayOf } from '../base/calendar.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { barredFromActivity, byOf, defineAct, invalid } from './act.ts'
import { reasons } from './fields.ts'

const mayWaive = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'socialWorker'

const WAIVER = 'waiver-'
const waiversOf = ({ postings }: CaseFile) =>
  postings.filter(({ entry, to }) => entry.startsWith(WAIVER) && to === 'waived')

/** Waives hours that a person still owes, without loss for the person. */
export const waive = defineAct({
  input: z.strictObject({ minutes: z.int('minutes').min(1, 'minutes').max(24_000, 'tooLarge'), reasons }),
  may: (acting) => {
    const why = barredFromActivity(acting) ?? (mayWaive(acting.staff.member) ? undefined : 'role')
    return why ?? (remainingMinutes(acting.file.postings) > 0 ? undefined : 'nothingOwed')
  },
  repeated: ({ file, staff, now }, { minutes, reasons }) =>
    mayWaive(staff.member) &&
    waiversOf(file).some((each) => each.reasons === reasons && each.minutes === minutes && each.on === dayOf(now))
      ? 'done'
      : undefined,
  decide: ({ file, staff, now }, { minutes, reasons }) => {
    const { request, postings } = file
    const owed = remainingMinutes(postings)
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
      request: request.id,
      entry: `${WAIVER}${waiversOf(file).length + 1}`,
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
  },
  followUps: () => ['restartWorkflows'],
})
