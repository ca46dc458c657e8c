import * as z from 'zod'
import { hasAccess } from '../file/sealed.ts'
import { moveFile } from '../procedure/move-file.ts'
import { candidates, officerOf } from '../procedure/who-may.ts'
import { byOf, defineAct, barredFromMoving } from './act.ts'
import { reasons } from './fields.ts'

/**
 * Declares a conflict of interest of a member of staff (L. 241/1990 art. 6-bis). A case officer's file moves to the
 * colleague with the fewest files, or waits for a manager if none is free.
 */
export const conflict = defineAct({
  input: z.strictObject({ reasons }),
  // A member with a conflict may still declare it: `barred` does not apply here.
  may: ({ file, staff, now }) => (hasAccess(file.request, staff.member, now) ? barredFromMoving(file) : 'hidden'),
  repeated: ({ file: { request }, staff }) =>
    request.conflicts?.some(({ member }) => member === staff.member.id) ? 'done' : undefined,
  needs: ['loads'],
  decide: ({ file, staff, municipality, now, loads = {} }, { reasons }) => {
    const { request } = file
    const me = staff.member.id
    const conflicts = [...(request.conflicts ?? []), { member: me, reasons, at: now }]
    const asking = { municipality, file: { ...file, request: { ...request, conflicts } }, now, loads }
    const moves = request.caseOfficer === me && candidates('socialWorker', asking).length > 0
    const move = moves ? moveFile(file, { from: me, to: officerOf(asking), reasons, by: me, at: now }) : undefined
    return {
      act: 'conflict.declared',
      by: byOf(staff),
      law: 'L. 241/1990 art. 6-bis',
      ...move,
      request: { ...move?.request, conflicts },
    }
  },
  followUps: ({ written }) => (written ? ['restartWorkflows'] : []),
})
