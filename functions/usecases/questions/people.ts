import type { Addressee, CaseFile, Request } from '../../domain/records.ts'
import type { Municipality, StaffMember } from '../../domain/regulation.ts'

const citizen: Addressee = { role: 'citizen', id: 'applicant' }
export const toCitizen = (): Addressee => citizen

/** Spreads files evenly and always the same way: the same file meets the same person. */
const pick = <Item>(from: readonly Item[], request: string): Item | undefined =>
  from[[...request].reduce((sum, character) => sum + character.charCodeAt(0), 0) % from.length]

/** @throws when the municipality has nobody in a role: the import refuses that, so it cannot be */
export function staffOf(role: StaffMember['role'], { staff }: Municipality, request: Request): Addressee {
  const person = pick(
    staff.filter((member) => member.role === role && !member.substituteFor),
    request.id,
  )
  if (!person) throw new Error(`nobody is ${role}`)
  return { role, id: person.id }
}

/** The social worker who follows the file; chosen once, at its opening. */
export const caseOfficer = (municipality: Municipality, { request }: CaseFile): Addressee =>
  municipality.staff.some(({ id }) => id === request.caseOfficer)
    ? { role: 'socialWorker', id: request.caseOfficer ?? '' }
    : staffOf('socialWorker', municipality, request)

/** Who decides in someone's place when the term runs out (L. 241/1990 art. 2(9-bis)). */
export function substituteOf(to: Addressee, { staff }: Municipality): Addressee | undefined {
  const substitute = staff.find((member) => member.substituteFor === to.id)
  return substitute && { role: substitute.role, id: substitute.id }
}

/** How a person is reached and called. */
export function contactOf(
  to: Addressee,
  municipality: Municipality,
  { request }: CaseFile,
): { email: string; name: string } | undefined {
  if (to.role === 'citizen') {
    const { applicant } = request.application
    return { email: applicant.email, name: `${applicant.firstName} ${applicant.lastName}` }
  }
  const person =
    to.role === 'host'
      ? municipality.hosts.find((host) => host.id === to.id)?.supervisor
      : municipality.staff.find((member) => member.id === to.id)
  return person && { email: person.email, name: `${person.firstName} ${person.lastName}` }
}
