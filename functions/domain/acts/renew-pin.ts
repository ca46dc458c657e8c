import * as z from 'zod'
import { mayManageActivity } from '../activity/under-way.ts'
import { minutesBetween } from '../base/calendar.ts'
import { type CaseFile, isUnderWay } from '../file/case-file.ts'
import type { Author } from '../file/change.ts'
import type { Request } from '../file/request.ts'
import { type ActDecision, barred, byOf, defineAct, refused } from './act.ts'
import { confirm } from './fields.ts'

/** Minutes in which a second request is the same renewal, so that the PIN shown first stays valid. */
const SAME_MINUTES = 5

/** Returns true while there are shifts to check in to. */
const usesPin = (request: Request): boolean =>
  request.agreement !== undefined && (request.stage === 'insured' || isUnderWay(request))

/** Decides on a new PIN, for staff or for the person. The previous one and registered telephones become invalid. */
export function renewal({ request }: CaseFile, by: Author, now: string): ActDecision {
  if (!usesPin(request)) return refused('notUnderWay')
  const { pin } = request
  if (pin && minutesBetween(pin.at, now) < SAME_MINUTES) return 'done'
  return { act: 'pin.renewed', by, request: { pin: { renewed: (pin?.renewed ?? 0) + 1, at: now } } }
}

/** Renews the PIN of a person at the desk. */
export const renewPin = defineAct({
  /** The confirmation that the identity of the person was checked. */
  input: z.strictObject({ confirm }),
  may: (acting) =>
    barred(acting) ??
    (mayManageActivity(acting.staff.member) ? (usesPin(acting.file.request) ? undefined : 'notUnderWay') : 'role'),
  decide: ({ file, staff, now }) => renewal(file, byOf(staff), now),
})
