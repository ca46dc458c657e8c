import * as z from 'zod'
import type { CaseFile } from '../file/case-file.ts'
import { byOf, defineAct, invalid } from './act.ts'
import { member } from './fields.ts'
import { barredFromNaming } from './name.ts'
import { activeMembers } from './seal.ts'

/** Returns the members named on a sealed file who no longer work on it. */
export const idleMembers = (file: CaseFile): string[] =>
  file.request.sealed?.named.filter((id) => !activeMembers(file).includes(id)) ?? []

/** Removes a member of staff from a sealed file once they no longer work on it (GDPR art. 5(1)(f)). */
export const unname = defineAct({
  input: z.strictObject({ member }),
  may: barredFromNaming,
  applies: ({ file }) => idleMembers(file).length > 0,
  decide: ({ file, staff, now }, { member }) => {
    const { at, named } = file.request.sealed ?? { at: now, named: [] }
    if (!named.includes(member)) return 'done'
    if (!idleMembers(file).includes(member)) return invalid({ field: 'member', code: 'choice' })
    return {
      act: 'file.unnamed',
      by: byOf(staff),
      law: 'GDPR art. 5(1)(f)',
      about: member,
      request: { sealed: { at, named: named.filter((id) => id !== member) } },
    }
  },
})
