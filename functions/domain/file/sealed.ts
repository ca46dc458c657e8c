import { hoursAfter } from '../base/calendar.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import type { Request } from './request.ts'

type Sealable = Pick<Request, 'sealed' | 'openings'>
type Member = Pick<StaffMember, 'id'>

/** How long an opening by exception lasts, in hours. */
const OPENING_HOURS = 1

/** Whether a member of staff may see a file: it is not sealed, or they are named on it. */
export const maySee = ({ sealed }: Pick<Request, 'sealed'>, { id }: Member): boolean =>
  sealed === undefined || sealed.named.includes(id)

/** Who works with people, and so with their needs; finance and administrators see where a file stands, its money and its trail. */
export const knowsNeeds = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'socialWorker' || role === 'manager' || role === 'educator'

/** The opening by exception that a member has under way, whether or not the others have been told of it yet. */
export const openingOf = ({ openings = [] }: Sealable, { id }: Member, now: string) =>
  openings.findLast(({ member, at }) => member === id && now < hoursAfter(at, OPENING_HOURS))

/** Whether a member sees a file at a moment: by right, or by an exception that those who are named know of. */
export const sees = (request: Sealable, member: Member, now: string): boolean =>
  maySee(request, member) || openingOf(request, member, now)?.notifiedAt !== undefined
