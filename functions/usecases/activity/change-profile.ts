import { mayProfile, profileProblems, profileWith } from '../../domain/activity/profile-change.ts'
import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import type { Findings } from '../../domain/activity/profile.ts'
import { canonical } from '../../domain/file/trail.ts'
import { type ActOutcome, actOnFile, barred, byOf, refused } from '../file/act-on-file.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Changes what is known of what a person can do, when and where. Places are matched with it from then on; what is agreed
 * already stays until it is changed by a new version.
 */
export async function changeProfile(deps: Deps, staff: Staff, id: string, found: Findings): Promise<ActOutcome> {
  const problems = profileProblems(found, await deps.configuration.of(staff.municipality))
  if (problems.length > 0) return { outcome: 'invalid', problems }
  return actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = barred(file, staff, now)
    if (why) return refused(why)
    if (!mayProfile(staff.member)) return refused('role')
    if (hasEnded(request.stage)) return refused('ended')
    const profile = profileWith(request, found)
    if (request.profile && canonical(request.profile) === canonical(profile)) return 'done'
    return { act: 'profile.changed', by: byOf(staff), law: 'DM 22/10/2019; Regolamento, patto', request: { profile } }
  })
}
