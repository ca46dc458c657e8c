import type { DeskInput } from '../../domain/acts/inputs.ts'
import { heldPlaces } from '../../domain/activity/places.ts'
import { profile } from '../../domain/activity/profile.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { type ActOutcome, actOnFile, barred, byOf, refused, unmovable } from '../file/act-on-file.ts'
import { amend } from '../file/amend.ts'
import { placesFor } from './places.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Exclusion } from '../../domain/file/activity.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'>

/** Who says whom a person must not meet: the case officer alone, for each name can be used to look for somebody. */
export const mayKeepApart = (
  { member }: Pick<Staff, 'member'>,
  { caseOfficer }: Pick<Request, 'caseOfficer'>,
): boolean => member.id === caseOfficer

const without = (some: readonly string[], others: readonly string[]) => some.filter((each) => !others.includes(each))

/**
 * Says whom the person of a file must not meet, with the reason. From this write on none of them is placed at the host of
 * another; whoever guards protected people is written to at once.
 */
export async function keepApart(
  deps: Needs,
  staff: Staff,
  id: string,
  { people, reasons }: DeskInput<'keep-apart'>,
): Promise<ActOutcome> {
  const acted = await actOnFile(deps, id, (file, now) => {
    const { request } = file
    const why = barred(file, staff, now) ?? unmovable(file)
    if (why) return refused(why)
    if (!mayKeepApart(staff, request)) return refused('role')
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
  })
  // What does not get through the hourly sweep sends again.
  if (acted.outcome === 'done')
    await tellKeptApart(deps, id).catch((error: unknown) => deps.report('keptApart', id, error))
  return acted
}

export const untoldExclusions = ({ request: { exclusions = [] } }: Pick<CaseFile, 'request'>): Exclusion[] =>
  exclusions.filter(({ notifiedAt }) => !notifiedAt)

const hostsOf = (request: Request): string[] => heldPlaces(request).map(({ host }) => host)

/**
 * Writes of what was changed to the administrators, and of each of the people whose file is sealed to those who are named on
 * it; then marks it. Whoever wrote it sees no difference: that a file is sealed is not told. A letter may come twice, never not at all.
 */
export async function tellKeptApart(deps: Needs, id: string): Promise<void> {
  const file = await deps.files.load(id)
  const untold = file ? untoldExclusions(file) : []
  if (!file || untold.length === 0) return
  const { request } = file
  const municipality = await deps.configuration.of(request.municipality)
  const places = await placesFor(deps, file)
  const together = hostsOf(request).filter((host) => places[host]?.apart)
  for (const exclusion of untold) {
    const administrators = municipality.staff.filter(({ role }) => role === 'administrator')
    await tell(deps, municipality, administrators, 'file', request, exclusion, together.length > 0)
    for await (const hers of deps.files.sealedOf(request.municipality, exclusion.people)) {
      const named = municipality.staff.filter((member) => hers.sealed?.named.includes(member.id))
      const atOne = hostsOf(hers).some((host) => together.includes(host))
      await tell(deps, municipality, named, 'person', hers, exclusion, atOne)
    }
  }
  const told = untold.map(({ at, by }) => `${at} ${by}`)
  await amend(deps, id, (current, now) => {
    const { exclusions = [] } = current.request
    const isThese = ({ at, by, notifiedAt }: Exclusion) => told.includes(`${at} ${by}`) && !notifiedAt
    if (!exclusions.some(isThese)) return undefined
    return {
      act: 'people.apart_notified',
      by: SYSTEM,
      request: { exclusions: exclusions.map((each) => (isThese(each) ? { ...each, notifiedAt: now } : each)) },
    }
  })
}

/** One letter to each: about the file that names people, or about the sealed one whose person is named. */
async function tell(
  { postman, publicUrl }: Needs,
  { office }: Municipality,
  to: Municipality['staff'],
  about: 'file' | 'person',
  { id, registryEntry }: Request,
  { by, at }: Exclusion,
  together: boolean,
): Promise<void> {
  for (const { email } of to)
    await postman.send(email, {
      template: 'keptApart',
      language: 'it',
      office,
      number: registryEntry ?? id,
      about,
      member: by,
      at,
      together,
      url: `${publicUrl}/desk/files/${id}`,
    })
}
