import type { DeskInput } from '../../domain/acts/inputs.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { maySee, openingOf } from '../../domain/file/sealed.ts'
import { type ActOutcome, actOnFile, byOf, refused } from '../file/act-on-file.ts'
import { amend } from '../file/amend.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { numberOf, type Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

type Opening = NonNullable<Request['openings']>[number]

/** Those who have to know: whoever is named on the file, and the administrators. */
const watchers = ({ sealed }: Request, { staff }: Municipality) =>
  staff.filter(({ id, role }) => role === 'administrator' || sealed?.named.includes(id))

/**
 * Opens a sealed file to somebody who is not named on it, for an hour, because they say why. It is written first, then those
 * who are named and the administrators are written to, and only then it opens: a repetition goes on where this one stopped,
 * so nobody looks unseen.
 */
export async function breakGlass(
  deps: Deps,
  staff: Staff,
  id: string,
  { reasons }: DeskInput<'break-glass'>,
): Promise<ActOutcome> {
  const { member } = staff
  const acted = await actOnFile(deps, id, ({ request }, now) => {
    if (!request.sealed) return refused('notSealed')
    if (maySee(request, member)) return refused('named')
    if (openingOf(request, member, now)) return 'done'
    return {
      act: 'file.opened_by_exception',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
      request: { openings: [...(request.openings ?? []), { member: member.id, reasons, at: now }] },
    }
  })
  if (acted.outcome !== 'done') return acted
  const { request } = acted.file
  const opening = openingOf(request, member, deps.clock.now())
  if (!opening || opening.notifiedAt) return acted
  await tell(deps, request, opening)
  const file = await amend(deps, id, (current, now) => {
    const { openings = [] } = current.request
    const isThis = (each: Opening) => each.member === opening.member && each.at === opening.at && !each.notifiedAt
    if (!openings.some(isThis)) return undefined
    return {
      act: 'file.opening_notified',
      by: byOf(staff),
      request: { openings: openings.map((each) => (isThis(each) ? { ...each, notifiedAt: now } : each)) },
    }
  })
  return { ...acted, file }
}

async function tell(deps: Deps, request: Request, { member, at }: Opening): Promise<void> {
  const municipality = await deps.configuration.of(request.municipality)
  for (const { email } of watchers(request, municipality))
    await deps.postman.send(email, {
      template: 'openedByException',
      language: 'it',
      office: municipality.office,
      number: numberOf(request),
      member,
      at,
      url: `${deps.publicUrl}/desk/files/${request.id}`,
    })
}
