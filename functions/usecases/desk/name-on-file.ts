import type { DeskInput } from '../../domain/acts/inputs.ts'
import { maySee } from '../../domain/file/sealed.ts'
import { type ActOutcome, actOnFile, barred, byOf, invalid, refused } from '../file/act-on-file.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Deps } from '../ports/deps.ts'

/** Lets one more member of staff see a sealed file: a matter of those named on it, not of who opened it by exception. */
export async function nameOnFile(
  deps: Pick<Deps, 'files' | 'clock' | 'configuration'>,
  staff: Staff,
  id: string,
  { member }: DeskInput<'name'>,
): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  return actOnFile(deps, id, (file, now) => {
    const { sealed } = file.request
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (!sealed) return refused('notSealed')
    if (!maySee(file.request, staff.member)) return refused('role')
    if (sealed.named.includes(member)) return 'done'
    if (!municipality.staff.some((candidate) => candidate.id === member))
      return invalid({ field: 'member', code: 'choice' })
    return {
      act: 'file.named',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
      about: member,
      request: { sealed: { ...sealed, named: [...sealed.named, member] } },
    }
  })
}
