import { hoursAfter } from '../base/calendar.ts'
import { forgetHelpOfMembers } from '../money/household-help.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import type { Addressee } from './addressee.ts'
import type { CaseFile } from './case-file.ts'
import type { Author } from './change.ts'
import type { Effect } from './effect.ts'
import type { Request } from './request.ts'

type Sealable = Pick<Request, 'sealed' | 'openings'>
type Member = Pick<StaffMember, 'id'>

/** The hours for which an opening by exception lasts. */
const OPENING_HOURS = 1

/** Returns true if a member of staff may see a file: it is not sealed, or they are named on it. */
export const maySee = ({ sealed }: Pick<Request, 'sealed'>, { id }: Member): boolean =>
  sealed === undefined || sealed.named.includes(id)

/** Returns true for roles that see the needs of people; finance and administrators see state, money and trail only. */
export const knowsNeeds = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'socialWorker' || role === 'manager' || role === 'educator'

/** Returns a member's current opening by exception, whether or not the others have been notified of it yet. */
export const openingOf = ({ openings = [] }: Sealable, { id }: Member, now: string) =>
  openings.findLast(({ member, at }) => member === id && now < hoursAfter(at, OPENING_HOURS))

/** Returns true if a member may see a file now: by right, or by an opening that was notified. */
export const hasAccess = (request: Sealable, member: Member, now: string): boolean =>
  maySee(request, member) || openingOf(request, member, now)?.notifiedAt !== undefined

/** The roles whose work needs the whole file; educators and finance see the facts of their question only. */
const KNOWING: readonly Addressee['role'][] = ['socialWorker', 'manager']

/** Names the addressee on a sealed file if their role needs the whole file. Returns the changed fields. */
export const nameOnSealedFile = ({ sealed }: Request, to: Addressee): Pick<Request, 'sealed'> =>
  sealed && KNOWING.includes(to.role) && !sealed.named.includes(to.id)
    ? { sealed: { ...sealed, named: [...sealed.named, to.id] } }
    : {}

/**
 * Returns a trail entry of a sealed file without hosts, partners and funds: entries are in clear text, and these may reveal a
 * place or a programme. The file, which the fingerprint covers, keeps them.
 */
export const redactEntry = (
  { id, sealed }: Pick<Request, 'id' | 'sealed'>,
  { by, about }: { by: Author; about?: string },
): { by: Author; about?: string } =>
  sealed
    ? {
        // The id of a host is a place, that of a partner a programme.
        by: by.role === 'host' || by.role === 'partner' ? { role: by.role, id: by.role } : by,
        ...(about?.startsWith(id) ? { about } : {}),
      }
    : { by, ...(about ? { about } : {}) }

/** Returns the effects of sealing a file: its help is removed from the records of the household. */
export const sealingEffects = (before: CaseFile, { request }: CaseFile): Effect[] =>
  request.sealed && !before.request.sealed && request.grant && request.fundedAt
    ? forgetHelpOfMembers(before.request, request)
    : []
