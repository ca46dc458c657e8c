import * as z from 'zod'
import { writing } from '../file/application.ts'
import { maySee, openingOf, hasAccess } from '../file/sealed.ts'
import { byOf, defineAct } from './act.ts'

/**
 * Opens a sealed file for an hour to a member not named on it, after the opening is recorded and the named members and
 * administrators are notified.
 */
export const breakGlass = defineAct({
  input: z.strictObject({ reasons: writing.min(20, 'reasons').max(4000, 'tooLong') }),
  may: ({ file: { request }, staff, now }) =>
    request.sealed ? (hasAccess(request, staff.member, now) ? 'named' : undefined) : 'notSealed',
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
  // Also on a repetition: the first call may have failed before it notified anybody.
  followUps: () => ['notifyOpening'],
})
