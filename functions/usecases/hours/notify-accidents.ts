import type { Municipality, StaffMember } from '../../domain/municipality/regulation.ts'
import { amend } from '../file/amend.ts'
import { candidates, hasConflict, officerOf, staffOf } from '../../domain/procedure/who-may.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Accident } from '../../domain/file/activity.ts'
import { numberOf } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'>

/** Returns the accidents without a sent notice. */
export const accidentsToNotify = ({ request: { accidents = [] } }: Pick<CaseFile, 'request'>): Accident[] =>
  accidents.filter(({ notifiedAt }) => !notifiedAt)

/**
 * Returns the addresses of the case officer, the educator who follows the file, and the administrators. For a sealed
 * file: the members named on it and the administrators. A role without a free member is skipped.
 */
function watchers(file: CaseFile, municipality: Municipality, now: string): string[] {
  const { sealed } = file.request
  const asking = { file, municipality, now }
  const freeOf = (role: 'socialWorker' | 'educator') => candidates(role, asking).length > 0
  const following = [
    ...(freeOf('socialWorker') ? [officerOf(asking)] : []),
    ...(freeOf('educator') ? [staffOf('educator', asking).id] : []),
  ]
  const isWatching = (member: StaffMember) =>
    sealed
      ? !hasConflict(member, file.request) && (member.role === 'administrator' || sealed.named.includes(member.id))
      : member.role === 'administrator' || following.includes(member.id)
  return [...new Set(municipality.staff.filter(isWatching).map(({ email }) => email))]
}

/** Notifies the staff in charge of new accidents, then marks them. At-least-once delivery. */
export async function notifyAccidents(deps: Needs, id: string): Promise<void> {
  const file = await deps.files.load(id)
  const pending = file ? accidentsToNotify(file) : []
  if (!file || pending.length === 0) return
  const { request } = file
  const municipality = await deps.configuration.of(request.municipality)
  for (const email of watchers(file, municipality, deps.clock.now()))
    await deps.postman.send(email, {
      template: 'accident',
      language: 'it',
      office: municipality.office,
      number: numberOf(request),
      url: `${deps.publicUrl}/desk/files/${id}`,
    })
  const numbers = pending.map(({ number }) => number)
  await amend(deps, id, (current, now) => {
    const { accidents = [] } = current.request
    const isThese = (each: Accident) => numbers.includes(each.number) && !each.notifiedAt
    if (!accidents.some(isThese)) return undefined
    return {
      act: 'accident.notified',
      by: SYSTEM,
      request: { accidents: accidents.map((each) => (isThese(each) ? { ...each, notifiedAt: now } : each)) },
    }
  })
}
