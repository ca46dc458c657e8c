import * as z from 'zod'
import type { CaseFile } from '../file/case-file.ts'
import { byOf, defineAct, invalid } from './act.ts'
import { member } from './fields.ts'
import { barredFromMembership } from './add-member.ts'
import { activeMembers } from './seal.ts'

/** Returns the members named on a sealed file who no longer work on it. */
export const idleMembers = (file: CaseFile): string[] =>
  file.request.sealed?.named.filter((id) => !activeMembers(file).includes(id)) ?? []

/** Removes a member of staff from a sealed file once they no longer work on it (GDPR art. 5(1)(f)). */
export const removeMember = defineAct({
  input: z.strictObject({ member }),
  may: barredFromMembership,
  applies: ({ file }) => idleMembers(file).length > 0,
  decide: ({ file, staff, now }, { member }) => {
    const { at, named } = file.request.sealed ?? { at: now, named: [] }
    if (!named.includes(member)) return 'done'
    if (!idleMembers(file).includes(member)) return invalid({ field: 'member', code: 'choice' })
    return {
      act: 'file.member_removed',
      by: byOf(staff),
      law: 'GDPR art. 5(1)(f)',
      about: member,
      request: { sealed: { at, named: named.filter((id) => id !== member) } },
    }
  },
})
