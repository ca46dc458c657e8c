import { hasEnded } from '../../domain/lifecycle.ts'
import type { Problem } from '../../domain/problems.ts'
import type { Findings, Profile } from '../../domain/activity/profile.ts'
import type { Request } from '../../domain/records.ts'
import type { Municipality, StaffMember } from '../../domain/regulation.ts'
import { canonical } from '../../domain/trail.ts'
import { type Acted, actOnFile, barred, byOf, refused } from '../desk/act-on-file.ts'
import type { Deps } from '../ports.ts'
import type { Staff } from '../../domain/municipality/actors.ts'

/** Who knows the person well enough to say what they can do. */
export const mayProfile = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'socialWorker' || role === 'educator'

/** What of a profile names something that the municipality does not have; `at` is where the profile stands in what was typed. */
export const profileProblems = (
  { zone, excludedHosts }: Findings,
  { zones, hosts }: Municipality,
  at: (field: keyof Findings) => string = (field) => field,
): Problem[] => [
  ...(zone === undefined || zones.some(({ id }) => id === zone) ? [] : [{ field: at('zone'), code: 'profile.zone' }]),
  ...(excludedHosts.every((host) => hosts.some(({ id }) => id === host))
    ? []
    : [{ field: at('excludedHosts'), code: 'profile.host' }]),
]

/** The profile with what was found out; whom the person must not meet stays as it is said. */
export const profileWith = ({ profile }: Pick<Request, 'profile'>, found: Findings): Profile => ({
  ...found,
  excludedPeople: profile?.excludedPeople ?? [],
})

/**
 * Changes what is known of what a person can do, when and where. Places are matched with it from then on; what is agreed
 * already stays until it is changed by a new version.
 */
export async function changeProfile(deps: Deps, staff: Staff, id: string, found: Findings): Promise<Acted> {
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
