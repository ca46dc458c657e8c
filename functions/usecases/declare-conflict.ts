import type { DeskInput } from '../domain/desk.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Request } from '../domain/records.ts'
import type { Municipality } from '../domain/regulation.ts'
import { sees } from '../domain/sealed.ts'
import { type Acted, actOnFile, byOf, hasConflict, refused, unmovable } from './act-on-file.ts'
import type { Staff } from './desk-pass.ts'
import { askAnew, moved } from './move-file.ts'
import type { Deps } from './ports.ts'
import { staffOf } from './questions/people.ts'

/** Who takes a file over: a social worker without conflict, one who is there before one who is away. */
function nextOfficer(municipality: Municipality, request: Request, not: string, now: string): string | undefined {
  const free = municipality.staff.filter(
    ({ id, role, substituteFor }) =>
      role === 'socialWorker' && !substituteFor && id !== not && !hasConflict(request, id),
  )
  const today = dayOf(now)
  const there = free.filter(({ away }) => !away.some(({ from, to }) => from <= today && today <= to))
  const staff = there.length > 0 ? there : free
  return staff.length > 0 ? staffOf('socialWorker', { ...municipality, staff }, request).id : undefined
}

/**
 * A member of staff says that a file is one they must keep out of (L. 241/1990 art. 6-bis). Where they are its case officer it
 * moves to somebody else, and the assessment with it; where there is nobody else it stays until a manager finds someone.
 */
export async function declareConflict(
  deps: Deps,
  staff: Staff,
  id: string,
  { reasons }: DeskInput<'conflict'>,
): Promise<Acted> {
  const municipality = await deps.configuration.of(staff.municipality)
  const me = staff.member.id
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    if (hasConflict(request, me)) return 'done'
    if (!sees(request, staff.member, now)) return refused('hidden')
    const why = unmovable(file)
    if (why) return refused(why)
    const conflicts = [...(request.conflicts ?? []), { member: me, reasons, at: now }]
    const to = request.caseOfficer === me ? nextOfficer(municipality, request, me, now) : undefined
    const move = to === undefined ? undefined : moved(file, { from: me, to, reasons, by: me, at: now })
    return {
      act: 'request.conflict_declared',
      by: byOf(staff),
      law: 'L. 241/1990 art. 6-bis',
      ...move,
      request: { ...move?.request, conflicts },
    }
  })
  return askAnew(deps, id, acted)
}
