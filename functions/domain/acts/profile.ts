import { findings } from '../activity/profile.ts'
import { mayProfile, profileProblems, profileWith } from '../activity/profile-change.ts'
import { canonical } from '../file/trail.ts'
import { barred, byOf, defineAct, unmovable } from './act.ts'

/** Changes what a person can do, when and where. What is agreed stays until a new version changes it. */
export const profile = defineAct({
  input: findings,
  may: (acting) => barred(acting) ?? (mayProfile(acting.staff.member) ? unmovable(acting.file) : 'role'),
  decide: ({ file: { request }, staff, municipality }, found) => {
    const problems = profileProblems(found, municipality)
    if (problems.length > 0) return { outcome: 'invalid', problems }
    const profile = profileWith(request, found)
    if (request.profile && canonical(request.profile) === canonical(profile)) return 'done'
    return { act: 'profile.changed', by: byOf(staff), law: 'DM 22/10/2019; Regolamento, patto', request: { profile } }
  },
})
