import * as z from 'zod'
import { writing } from '../file/application.ts'
import { maySee, openingOf, sees } from '../file/sealed.ts'
import { byOf, defineAct } from './act.ts'

/**
 * Opens a sealed file for an hour to somebody who is not named on it. It is written first, then those who are named and the
 * administrators are written to, and only then it opens: nobody looks unseen.
 */
export const breakGlass = defineAct({
  input: z.strictObject({ reasons: writing.min(20, 'reasons').max(4000, 'tooLong') }),
  may: ({ file: { request }, staff, now }) =>
    request.sealed ? (sees(request, staff.member, now) ? 'named' : undefined) : 'notSealed',
  repeated: ({ file: { request }, staff, now }) =>
    !maySee(request, staff.member) && openingOf(request, staff.member, now) ? 'done' : undefined,
  decide: ({ file: { request }, staff, now }, { reasons }) => {
    return {
      act: 'file.opened_by_exception',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies',
      request: { openings: [...(request.openings ?? []), { member: staff.member.id, reasons, at: now }] },
    }
  },
  // Also where it was done before: the one that did it may have been lost before it wrote to anybody.
  followUps: () => ['notifyOpening'],
})
