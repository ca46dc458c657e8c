import { findings } from '../activity/profile.ts'
import { mayEditProfile, profileProblems, profileWith } from '../activity/profile-change.ts'
import { canonical } from '../file/trail.ts'
import { barred, byOf, defineAct, barredFromMoving } from './act.ts'

/** Changes the profile of a person. The agreement stays until a new version changes it. */
export const profile = defineAct({
  input: findings,
  may: (acting) => barred(acting) ?? (mayEditProfile(acting.staff.member) ? barredFromMoving(acting.file) : 'role'),
  decide: ({ file: { request }, staff, municipality }, found) => {
    const problems = profileProblems(found, municipality)
    if (problems.length > 0) return { outcome: 'invalid', problems }
    const profile = profileWith(request, found)
    if (request.profile && canonical(request.profile) === canonical(profile)) return 'done'
    return { act: 'profile.changed', by: byOf(staff), law: 'DM 22/10/2019; Regolamento, patto', request: { profile } }
  },
})
