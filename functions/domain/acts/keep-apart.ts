import * as z from 'zod'
import { people, profile } from '../activity/profile.ts'
import type { Request } from '../file/request.ts'
import type { Staff } from '../municipality/actors.ts'
import { barred, byOf, defineAct, barredFromMoving } from './act.ts'
import { reasons } from './fields.ts'

/** Returns true for the case officer only, because each name could be used to look for somebody. */
export const mayKeepApart = (
  { member }: Pick<Staff, 'member'>,
  { caseOfficer }: Pick<Request, 'caseOfficer'>,
): boolean => member.id === caseOfficer

const without = (some: readonly string[], others: readonly string[]) => some.filter((each) => !others.includes(each))

/**
 * Records whom the person of a file must not meet: they are never placed at the same host. Members in charge of
 * protected people are notified.
 */
export const keepApart = defineAct({
  /** The complete list of excluded people, not only new ones. */
  input: z.strictObject({ people, reasons }),
  may: (acting) =>
    barred(acting) ??
    barredFromMoving(acting.file) ??
    (mayKeepApart(acting.staff, acting.file.request) ? undefined : 'role'),
  decide: ({ file: { request }, staff, now }, { people, reasons }) => {
    const [before, after] = [request.profile?.excludedPeople ?? [], [...new Set(people)]]
    const changed = [...without(after, before), ...without(before, after)]
    if (changed.length === 0) return 'done'
    return {
      act: 'people.kept_apart',
      by: byOf(staff),
      law: 'GDPR art. 9; D.Lgs. 196/2003 art. 2-sexies; Regolamento, patto',
      request: {
        profile: { ...(request.profile ?? profile.parse({})), excludedPeople: after },
        exclusions: [...(request.exclusions ?? []), { people: changed, reasons, by: staff.member.id, at: now }],
      },
    }
  },
  followUps: () => ['notifyExclusions'],
})
