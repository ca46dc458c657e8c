import type { Problem } from '../base/problems.ts'
import type { Municipality, StaffMember } from '../municipality/regulation.ts'
import type { Findings, Profile } from './profile.ts'
import type { Request } from '../file/request.ts'

/** Returns true for roles that may change the profile of a person. */
export const mayEditProfile = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'socialWorker' || role === 'educator'

/**
 * Returns the problems of a profile that names things the municipality does not have; `at` is the path of the profile in the
 * input.
 */
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

/** Returns the profile with new findings; exclusions are kept. */
export const profileWith = ({ profile }: Pick<Request, 'profile'>, found: Findings): Profile => ({
  ...found,
  excludedPeople: profile?.excludedPeople ?? [],
})
