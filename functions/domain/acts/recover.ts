import * as z from 'zod'
import { addMonths, day, dayOf } from '../base/calendar.ts'
import { cents, writing } from '../file/application.ts'
import type { Clawback } from '../file/clawback.ts'
import { splitInProportion, awaitsNotice, monthlyPlan, recoverable } from '../money/clawback.ts'
import { sumOf } from '../money/funds.ts'
import { recoveryGround, nextClawback, openClawbacks, RECOVERY_LAW, withClawback } from '../money/recovery.ts'
import { holidaysAround, type StaffMember } from '../municipality/regulation.ts'
import { barred, byOf, defineAct, invalid, refused } from './act.ts'
import { reasons } from './fields.ts'

const mayRecover = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'manager' || role === 'finance'

const input = z.strictObject({
  cents: cents.min(1, 'amount'),
  /** The first day whose payments are asked back; absent for all payments. */
  since: day.optional(),
  instalments: z.int('recover.instalments').min(1, 'recover.instalments').max(24, 'recover.instalments'),
  firstOn: day,
  how: writing.min(10, 'reasons').max(1000, 'tooLong'),
  reasons,
})

const isSame = (open: Clawback, { cents, reasons, instalments, since }: z.infer<typeof input>): boolean =>
  open.cents === cents && open.reasons === reasons && open.plan.length === instalments && open.since === since

/**
 * Opens a clawback after a revocation, a forfeiture or an annulment (Codice civile art. 2033): at most the amount paid,
 * less earlier recoveries and open clawbacks. The workflow of the request notifies the person.
 */
export const recover = defineAct({
  input,
  may: (acting) => {
    const why = barred(acting) ?? (mayRecover(acting.staff.member) ? undefined : 'role')
    const { file } = acting
    return (
      why ?? (recoveryGround(file.request) ? (sumOf(recoverable(file)) > 0 ? undefined : 'nothingPaid') : 'notFallen')
    )
  },
  repeated: ({ file: { request }, staff, now }, input) =>
    mayRecover(staff.member) &&
    recoveryGround(request) &&
    openClawbacks(request).some((open) => isSame(open, input) && dayOf(open.openedAt) === dayOf(now))
      ? 'done'
      : undefined,
  decide: ({ file, staff, municipality, now }, { cents, since, instalments, firstOn, how, reasons }) => {
    const { request } = file
    const fallen = recoveryGround(request)
    if (!fallen) return refused('notFallen')
    const from = recoverable(file, since)
    const mostCents = sumOf(from)
    if (cents > mostCents) return invalid({ field: 'cents', code: 'recover.most', values: { mostCents } })
    if (instalments > cents) return invalid({ field: 'instalments', code: 'recover.instalments' })
    const today = dayOf(now)
    if (firstOn <= today || firstOn > addMonths(today, 12)) return invalid({ field: 'firstOn', code: 'recover.first' })
    const clawback: Clawback = {
      number: nextClawback(request),
      cause: fallen.cause,
      cents,
      lines: splitInProportion(cents, from),
      ...(since === undefined ? {} : { since }),
      reasons,
      how,
      plan: monthlyPlan(cents, instalments, firstOn, (on) => holidaysAround(municipality, on)),
      receipts: [],
      openedBy: staff.member.id,
      openedAt: now,
    }
    return {
      act: 'clawback.opened',
      by: byOf(staff),
      law: `${RECOVERY_LAW}; ${fallen.law}`,
      about: `${request.id}-clawback-${clawback.number}`,
      request: withClawback(request, clawback),
    }
  },
  followUps: ({ file }) => (file.request.clawbacks?.some(awaitsNotice) ? ['restartWorkflows'] : []),
})
