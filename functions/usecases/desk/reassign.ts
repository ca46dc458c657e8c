import type { DeskInput } from '../../domain/acts/inputs.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused, unmovable } from '../file/act-on-file.ts'
import { askAnew, moved } from './move-file.ts'
import { hasConflict } from '../../domain/procedure/who-may.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/** Who may give a file to another case officer: whoever leads, and the case officer themself. */
export const mayReassign = ({ member }: Staff, { caseOfficer }: Pick<Request, 'caseOfficer'>): boolean =>
  member.role === 'manager' || member.role === 'administrator' || member.id === caseOfficer

/** Gives a file to another social worker, with the reason; an open assessment is asked anew of the new one (L. 241/1990 art. 5). */
export async function reassign(
  deps: Deps,
  staff: Staff,
  id: string,
  { to, reasons }: DeskInput<'reassign'>,
): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    // Done before: a second click, whoever may see the file by now.
    if (request.caseOfficer === to && request.reassignments?.at(-1)?.by === staff.member.id) return 'done'
    const why = barred(file, staff, now) ?? unmovable(file)
    if (why) return refused(why)
    if (!mayReassign(staff, request)) return refused('role')
    const target = municipality.staff.find((member) => member.id === to)
    if (target?.role !== 'socialWorker' || to === request.caseOfficer || hasConflict(target, request))
      return invalid({ field: 'to', code: 'choice' })
    return {
      act: 'request.reassigned',
      by: byOf(staff),
      law: 'L. 241/1990 art. 5',
      ...moved(file, { from: request.caseOfficer ?? '', to, reasons, by: staff.member.id, at: now }),
    }
  })
  return askAnew(deps, id, acted)
}
