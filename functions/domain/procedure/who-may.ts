import { dayOf } from '../base/calendar.ts'
import { type Municipality, STAFF_ROLES, type StaffMember } from '../municipality/regulation.ts'
import type { Request } from '../file/request.ts'
import type { Ask } from '../file/ask.ts'
import type { Addressee } from '../file/addressee.ts'
import type { CaseFile } from '../file/case-file.ts'

const citizen: Addressee = { role: 'citizen', id: 'applicant' }
export const toCitizen = (): Addressee => citizen

/** Returns the addressee at the second municipality of the proposal's programme. */
export const toPartner = ({ request }: CaseFile): Addressee => ({
  role: 'partner',
  id: request.proposal?.grant?.programme ?? '',
})

/** Returns true for the staff of the municipality. */
export const isStaff = ({ role }: Pick<Addressee, 'role'>): boolean => STAFF_ROLES.some((each) => each === role)

/** The facts needed to choose an addressee; `but` lists people who are excluded, whatever their role. */
type Asking = {
  municipality: Municipality
  file: CaseFile
  now: string
  loads?: Readonly<Record<string, number>>
  but?: readonly string[]
}

/**
 * Returns true if staff may not act on a file: it is about them or their household, or they declared a conflict (L. 241/1990
 * art. 6-bis).
 */
export function hasConflict({ id, taxCode }: StaffMember, { application, conflicts = [] }: Request): boolean {
  const family = [application.applicant, ...application.household].map((person) => person.taxCode)
  return conflicts.some(({ member }) => member === id) || (taxCode !== undefined && family.includes(taxCode))
}

export const isAway = ({ away }: StaffMember, on: string): boolean =>
  away.some(({ from, to }) => from <= on && on <= to)

/** Picks an item by the id of a request: evenly distributed, and stable for the request. */
const pick = <Item>(from: readonly Item[], request: string): Item | undefined =>
  from[[...request].reduce((sum, character) => sum + character.charCodeAt(0), 0) % from.length]

/**
 * Returns the staff of a role who may be asked about a file: present and without conflict. If all are away, their
 * delegates or, without delegates, all of them.
 */
export function candidates(
  role: StaffMember['role'],
  { municipality, file: { request }, now, but = [] }: Asking,
): StaffMember[] {
  const today = dayOf(now)
  // A manager's delegate does not decide on their own proposal.
  const isOwn = (member: StaffMember) =>
    role === 'manager' && member.role !== 'manager' && request.proposal?.by === member.id
  const free = municipality.staff.filter(
    (member) => !hasConflict(member, request) && !isOwn(member) && !but.includes(member.id),
  )
  const regular = free.filter((member) => member.role === role && !member.substituteFor)
  const present = regular.filter((member) => !isAway(member, today))
  if (present.length > 0) return present
  const delegates = free.filter(
    (member) =>
      !isAway(member, today) && municipality.staff.some((other) => other.role === role && other.delegate === member.id),
  )
  if (delegates.length > 0) return delegates
  const substitutes = free.filter((member) => member.role === role && member.substituteFor && !isAway(member, today))
  return substitutes.length > 0 ? substitutes : regular
}

/**
 * Returns the staff member of a role to ask about a file.
 * @throws Error if everybody in the role has a conflict: an administrator has to name somebody else
 */
export function staffOf(role: StaffMember['role'], asking: Asking): Addressee {
  const person = pick(candidates(role, asking), asking.file.request.id)
  if (!person) throw new Error(`nobody may be ${role} on ${asking.file.request.id}`)
  return { role, id: person.id }
}

/**
 * Returns the social worker responsible for the file (responsabile del procedimento, L. 241/1990 art. 5): the current one, if
 * still on the staff and without conflict; else, of those present, the one with the fewest open files.
 * @throws Error if everybody has a conflict
 */
export function officerOf(asking: Asking): string {
  const { municipality, file, loads = {} } = asking
  const officer = municipality.staff.find(({ id }) => id === file.request.caseOfficer)
  if (officer && !hasConflict(officer, file.request)) return officer.id
  const free = candidates('socialWorker', asking)
  const least = Math.min(...free.map(({ id }) => loads[id] ?? 0))
  const lightest = pick(
    free.filter(({ id }) => (loads[id] ?? 0) === least),
    file.request.id,
  )
  if (!lightest) throw new Error(`nobody may be socialWorker on ${file.request.id}`)
  return lightest.id
}

/** Returns the assessor of today: the case officer or, while away, their delegate or a colleague. */
export function assessorOf(asking: Asking): Addressee {
  const { municipality, file, now } = asking
  const mayAct = (member: StaffMember | undefined) =>
    member && !isAway(member, dayOf(now)) && !hasConflict(member, file.request)
  const officer = municipality.staff.find(({ id }) => id === officerOf(asking))
  const delegate = municipality.staff.find(({ id }) => id === officer?.delegate)
  const acting = [officer, delegate].find(mayAct)
  return acting ? { role: 'socialWorker', id: acting.id } : staffOf('socialWorker', asking)
}

/**
 * Returns the substitute of an addressee when the term ends (L. 241/1990 art. 2(9-bis)), if they may act and are not
 * away.
 */
export function substituteOf(to: Addressee, { municipality, file, now }: Asking): Addressee | undefined {
  const substitute = municipality.staff.find(
    (member) => member.substituteFor === to.id && !hasConflict(member, file.request) && !isAway(member, dayOf(now)),
  )
  return substitute && { role: substitute.role, id: substitute.id }
}

/** Returns the name and the address of an addressee. */
export function contactOf(
  to: Addressee,
  municipality: Municipality,
  { request }: CaseFile,
): { email: string; name: string } | undefined {
  if (to.role === 'citizen') {
    const { applicant } = request.application
    return { email: applicant.email, name: `${applicant.firstName} ${applicant.lastName}` }
  }
  if (to.role === 'partner') {
    const partner = municipality.programmes.find(({ id }) => id === to.id)?.partner
    return partner && { email: partner.email, name: `${partner.name}, ${partner.office}` }
  }
  const person =
    to.role === 'host'
      ? municipality.hosts.find((host) => host.id === to.id)?.supervisor
      : municipality.staff.find((member) => member.id === to.id)
  return person && { email: person.email, name: `${person.firstName} ${person.lastName}` }
}

/** Returns true if a question to the person is asked of somebody else because they do not answer. */
export const isInPlaceOfPerson = ({ to }: Pick<Ask, 'to'>, asked: Addressee): boolean =>
  to.role === 'citizen' && asked.role !== 'citizen'
