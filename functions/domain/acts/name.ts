import * as z from 'zod'
import { maySee } from '../file/sealed.ts'
import { barred, byOf, defineAct, invalid } from './act.ts'
import { member } from './fields.ts'

/** Lets one more member of staff see a sealed file; only those named on it may, not who opened it by exception. */
export const name = defineAct({
  input: z.strictObject({ member }),
  may: (acting) => {
    const { request } = acting.file
    return (
      barred(acting) ?? (request.sealed ? (maySee(request, acting.staff.member) ? undefined : 'role') : 'notSealed')
    )
  },
  decide: ({ file, staff, municipality, now }, { member }) => {
    const { at, named } = file.request.sealed ?? { at: now, named: [] }
    if (named.includes(member)) return 'done'
    if (!municipality.staff.some(({ id }) => id === member)) return invalid({ field: 'member', code: 'choice' })
    return {
      act: 'file.named',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
      about: member,
      request: { sealed: { at, named: [...named, member] } },
    }
  },
})
