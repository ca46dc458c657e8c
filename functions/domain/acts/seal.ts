import * as z from 'zod'
import type { CaseFile } from '../file/case-file.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { isStaff } from '../procedure/who-may.ts'
import { barred, byOf, defineAct } from './act.ts'
import { confirm } from './fields.ts'

/** Returns true for roles that may seal a file. */
const maySeal = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'socialWorker' || role === 'manager'

/** Returns the members who work on a file: its case officer and the addressees of open questions. */
export const activeMembers = ({ request, asks }: CaseFile): string[] => [
  ...(request.caseOfficer ? [request.caseOfficer] : []),
  ...asks.filter(({ status, to }) => status === 'open' && isStaff(to)).map(({ to }) => to.id),
]

/** Seals a file: only those named on it see it from now on (GDPR art. 9, D.Lgs. 196/2003 art. 2-sexies). */
export const seal = defineAct({
  // No reason is stored: it would reveal what the seal protects.
  input: z.strictObject({ confirm }),
  may: (acting) => {
    const { sealed } = acting.file.request
    return barred(acting) ?? (sealed ? 'sealed' : maySeal(acting.staff.member) ? undefined : 'role')
  },
  repeated: ({ file }) => (file.request.sealed ? 'done' : undefined),
  decide: ({ file, staff, now }) => ({
    act: 'file.sealed',
    by: byOf(staff),
    law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
    request: { sealed: { at: now, named: [...new Set([staff.member.id, ...activeMembers(file)])] } },
  }),
})
