import * as z from 'zod'
import type { Request } from '../file/request.ts'
import type { Staff } from '../municipality/actors.ts'
import { moveFile } from '../procedure/move-file.ts'
import { hasConflict } from '../procedure/who-may.ts'
import { barred, byOf, defineAct, invalid, barredFromMoving } from './act.ts'
import { member, reasons } from './fields.ts'

/** Returns true for members who may reassign a file: managers, administrators and its case officer. */
const mayReassign = ({ member }: Staff, { caseOfficer }: Pick<Request, 'caseOfficer'>): boolean =>
  member.role === 'manager' || member.role === 'administrator' || member.id === caseOfficer

/** Reassigns a file to another social worker, with its open assessment (L. 241/1990 art. 5). */
export const reassign = defineAct({
  input: z.strictObject({ to: member, reasons }),
  may: (acting) =>
    barred(acting) ??
    barredFromMoving(acting.file) ??
    (mayReassign(acting.staff, acting.file.request) ? undefined : 'role'),
  repeated: ({ file: { request }, staff }, { to }) =>
    request.caseOfficer === to && request.reassignments?.at(-1)?.by === staff.member.id ? 'done' : undefined,
  decide: ({ file, staff, municipality, now }, { to, reasons }) => {
    const { request } = file
    const target = municipality.staff.find(({ id }) => id === to)
    if (target?.role !== 'socialWorker' || to === request.caseOfficer || hasConflict(target, request))
      return invalid({ field: 'to', code: 'choice' })
    return {
      act: 'request.reassigned',
      by: byOf(staff),
      law: 'L. 241/1990 art. 5',
      ...moveFile(file, { from: request.caseOfficer ?? '', to, reasons, by: staff.member.id, at: now }),
    }
  },
  followUps: ({ written }) => (written ? ['restartWorkflows'] : []),
})
