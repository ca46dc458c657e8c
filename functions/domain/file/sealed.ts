import { hoursAfter } from '../base/calendar.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import type { Request } from './request.ts'

type Sealable = Pick<Request, 'sealed' | 'openings'>
type Member = Pick<StaffMember, 'id'>

/** The hours for which an opening by exception lasts. */
const OPENING_HOURS = 1

/** Returns true if a member of staff may see a file: it is not sealed, or they are named on it. */
export const maySee = ({ sealed }: Pick<Request, 'sealed'>, { id }: Member): boolean =>
  sealed === undefined || sealed.named.includes(id)

/**
 * Returns true for staff who work with people and so know their needs; finance and administrators see the state of a file, its
 * money and its trail.
 */
export const knowsNeeds = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'socialWorker' || role === 'manager' || role === 'educator'

/** Returns a member's current opening by exception, whether or not the others have been notified of it yet. */
export const openingOf = ({ openings = [] }: Sealable, { id }: Member, now: string) =>
  openings.findLast(({ member, at }) => member === id && now < hoursAfter(at, OPENING_HOURS))

/** Returns true if a member sees a file now: by right, or by an exception that the named staff know of. */
export const hasAccess = (request: Sealable, member: Member, now: string): boolean =>
  maySee(request, member) || openingOf(request, member, now)?.notifiedAt !== undefined
