import * as z from 'zod'
import { openClawbacks, RECOVERY_LAW, withClawback } from '../money/recovery.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { barred, byOf, defineAct, refused } from './act.ts'
import { reasons } from './fields.ts'

const mayWaiveRecovery = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'manager'

/** Waives the rest of a clawback; receipts are kept. */
export const waiveRecovery = defineAct({
  input: z.strictObject({ number: z.string('choice').regex(/^[1-9]\d?$/, 'choice'), reasons }),
  may: (acting) => {
    const why = barred(acting) ?? (mayWaiveRecovery(acting.staff.member) ? undefined : 'role')
    return why ?? (openClawbacks(acting.file.request).length > 0 ? undefined : 'notOpen')
  },
  repeated: ({ file: { request }, staff }, { number, reasons }) => {
    const waived = request.clawbacks?.find((each) => each.number === Number(number))?.waived
    return waived?.reasons === reasons && waived.by === staff.member.id ? 'done' : undefined
  },
  decide: ({ file: { request }, staff, now }, { number, reasons }) => {
    const clawback = openClawbacks(request).find((each) => each.number === Number(number))
    if (!clawback) return refused('notOpen')
    const waived = { reasons, by: staff.member.id, at: now }
    return {
      act: 'clawback.waived',
      by: byOf(staff),
      law: RECOVERY_LAW,
      about: `${request.id}-clawback-${clawback.number}`,
      request: withClawback(request, { ...clawback, waived, closedAt: now }),
    }
  },
})
