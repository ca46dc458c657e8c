import type { CaseFile } from '../../domain/file/case-file.ts'
import { numberOf, type Request } from '../../domain/file/request.ts'
import { openingOf } from '../../domain/file/sealed.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { amend } from '../file/amend.ts'
import type { Deps } from '../ports/deps.ts'

type Opening = NonNullable<Request['openings']>[number]

/** Returns the members to notify: those named on the file, and the administrators. */
const watchers = ({ sealed }: Request, { staff }: Municipality) =>
  staff.filter(({ id, role }) => role === 'administrator' || sealed?.named.includes(id))

async function write(deps: Deps, request: Request, { member, at }: Opening): Promise<void> {
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

/** Notifies the watchers of a member's opening of a sealed file, then marks it, which opens the file to that member. */
export async function notifyOpening(deps: Deps, { request }: CaseFile, { member }: Staff): Promise<void> {
  const opening = openingOf(request, member, deps.clock.now())
  if (!opening || opening.notifiedAt) return
  await write(deps, request, opening)
  const isThis = (each: Opening) => each.member === opening.member && each.at === opening.at && !each.notifiedAt
  await amend(deps, request.id, (current, now) => {
    const { openings = [] } = current.request
    if (!openings.some(isThis)) return undefined
    return {
      act: 'file.opening_notified',
      by: { role: member.role, id: member.id },
      request: { openings: openings.map((each) => (isThis(each) ? { ...each, notifiedAt: now } : each)) },
    }
  })
}
