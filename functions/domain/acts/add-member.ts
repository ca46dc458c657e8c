import * as z from 'zod'
import { maySee } from '../file/sealed.ts'
import { type ActRefusal, type Acting, barred, byOf, defineAct, invalid } from './act.ts'
import { member } from './fields.ts'

/** Returns why a member may not change who is named on a file. An opening by exception does not allow it. */
export function barredFromMembership(acting: Acting): ActRefusal | undefined {
  const { request } = acting.file
  return barred(acting) ?? (request.sealed ? (maySee(request, acting.staff.member) ? undefined : 'role') : 'notSealed')
}

/** Names another member on a sealed file. Members named on it may do so, but not one who opened it by exception. */
export const addMember = defineAct({
  input: z.strictObject({ member }),
  may: barredFromMembership,
  decide: ({ file, staff, municipality, now }, { member }) => {
    const { at, named } = file.request.sealed ?? { at: now, named: [] }
    if (named.includes(member)) return 'done'
    if (!municipality.staff.some(({ id }) => id === member)) return invalid({ field: 'member', code: 'choice' })
    return {
      act: 'file.member_added',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
      about: member,
      request: { sealed: { at, named: [...named, member] } },
    }
  },
})
