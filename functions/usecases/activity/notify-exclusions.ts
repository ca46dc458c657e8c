import { heldPlaces } from '../../domain/activity/places.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { amend } from '../file/amend.ts'
import { placesFor } from './places.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Exclusion } from '../../domain/file/activity.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<
  Deps,
  'files' | 'sealedFiles' | 'takenPlaces' | 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'
>

/** Returns the exclusions without a sent notice. */
export const exclusionsToNotify = ({ request: { exclusions = [] } }: Pick<CaseFile, 'request'>): Exclusion[] =>
  exclusions.filter(({ notifiedAt }) => !notifiedAt)

const hostsOf = (request: Request): string[] => heldPlaces(request).map(({ host }) => host)

/**
 * Notifies administrators of exclusions, and the members named on the sealed files of excluded people, then marks them.
 * The author cannot tell whether a file is sealed. At-least-once delivery.
 */
export async function notifyExclusions(deps: Needs, id: string): Promise<void> {
  const file = await deps.files.load(id)
  const pending = file ? exclusionsToNotify(file) : []
  if (!file || pending.length === 0) return
  const { request } = file
  const municipality = await deps.configuration.of(request.municipality)
  const places = await placesFor(deps, file)
  const together = hostsOf(request).filter((host) => places[host]?.apart)
  for (const exclusion of pending) {
    const administrators = municipality.staff.filter(({ role }) => role === 'administrator')
    await write(deps, municipality, administrators, 'file', request, exclusion, together.length > 0)
    for await (const hers of deps.sealedFiles.of(request.municipality, exclusion.people)) {
      const named = municipality.staff.filter((member) => hers.sealed?.named.includes(member.id))
      const atOne = hostsOf(hers).some((host) => together.includes(host))
      await write(deps, municipality, named, 'person', hers, exclusion, atOne)
    }
  }
  const notified = pending.map(({ at, by }) => `${at} ${by}`)
  await amend(deps, id, (current, now) => {
    const { exclusions = [] } = current.request
    const isThese = ({ at, by, notifiedAt }: Exclusion) => notified.includes(`${at} ${by}`) && !notifiedAt
    if (!exclusions.some(isThese)) return undefined
    return {
      act: 'people.apart_notified',
      by: SYSTEM,
      request: { exclusions: exclusions.map((each) => (isThese(each) ? { ...each, notifiedAt: now } : each)) },
    }
  })
}

/** Sends one letter per recipient: about the file with the exclusion, or about the sealed file of an excluded person. */
async function write(
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
