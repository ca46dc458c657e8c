import type { DeskInput } from '../../domain/acts/inputs.ts'
import { sees } from '../../domain/file/sealed.ts'
import { type ActOutcome, actOnFile, byOf, refused, unmovable } from '../file/act-on-file.ts'
import { askAnew, moved } from './move-file.ts'
import { candidates, officerOf } from '../../domain/procedure/who-may.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * A member of staff says that a file is one they must keep out of (L. 241/1990 art. 6-bis). Where they are its case officer it
 * moves to the colleague with the fewest files, and the assessment with it; where there is nobody else it stays until a manager
 * finds someone. What they are being asked goes to another, because the workflow asks anew.
 */
export async function declareConflict(
  deps: Deps,
  staff: Staff,
  id: string,
  { reasons }: DeskInput<'conflict'>,
): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const loads = await deps.files.loads(staff.municipality)
  const me = staff.member.id
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    if (request.conflicts?.some(({ member }) => member === me)) return 'done'
    if (!sees(request, staff.member, now)) return refused('hidden')
    const why = unmovable(file)
    if (why) return refused(why)
    const conflicts = [...(request.conflicts ?? []), { member: me, reasons, at: now }]
    const asking = { municipality, file: { ...file, request: { ...request, conflicts } }, now, loads }
    const moves = request.caseOfficer === me && candidates('socialWorker', asking).length > 0
    const move = moves ? moved(file, { from: me, to: officerOf(asking), reasons, by: me, at: now }) : undefined
    return {
      act: 'conflict.declared',
      by: byOf(staff),
      law: 'L. 241/1990 art. 6-bis',
      ...move,
      request: { ...move?.request, conflicts },
    }
  })
  return askAnew(deps, id, acted)
}
