import type { StaffMember } from '../../domain/municipality/regulation.ts'
import { type ActOutcome, actOnFile, barred, byOf, refused } from '../file/act-on-file.ts'
import { isStaff } from '../../domain/procedure/who-may.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** Who may seal a file: whoever looks after people, and whoever decides. */
export const maySeal = ({ role }: Pick<StaffMember, 'role'>): boolean => role === 'socialWorker' || role === 'manager'

/** Those who work on a file at this moment: its case officer, and whoever of the staff is being asked something about it. */
const working = ({ request, asks }: CaseFile): string[] => [
  ...(request.caseOfficer ? [request.caseOfficer] : []),
  ...asks.filter(({ status, to }) => status === 'open' && isStaff(to)).map(({ to }) => to.id),
]

/** Seals a file: from now on it is seen by those named on it only (GDPR art. 9, D.Lgs. 196/2003 art. 2-sexies). */
export const sealFile = (deps: Pick<Deps, 'files' | 'clock'>, staff: Staff, id: string): Promise<ActOutcome> =>
  actOnFile(deps, id, (file, now) => {
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (file.request.sealed) return 'done'
    if (!maySeal(staff.member)) return refused('role')
    return {
      act: 'file.sealed',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
      request: { sealed: { at: now, named: [...new Set([staff.member.id, ...working(file)])] } },
    }
  })
