import { cleanPhoto, type PhotoProblem } from '../domain/photo.ts'
import { sha256 } from '../domain/trail.ts'
import { type Evidence, type PhotoName, PHOTOS, type Work } from '../domain/work.ts'
import { mayAnswer } from './answer-work.ts'
import { amendWork, type WorkActed, type WorkDeps } from './amend-work.ts'
import type { Staff } from './desk-pass.ts'
import type { Supervisor } from './post-work.ts'

/** Who gives evidence: the host that asked, or the office. */
export type Witness = Supervisor | Staff

const byOf = (witness: Witness) =>
  'host' in witness ? { role: 'host', id: witness.host.id } : { role: witness.member.role, id: witness.member.id }

const mayWitness = (witness: Witness, { host }: Work): boolean =>
  'host' in witness ? witness.host.id === host : mayAnswer(witness.member)

/** Closes a work with what was there before and after. Nobody is placed in its project any more; who is there goes on. */
export const closeWork = (deps: WorkDeps, witness: Witness, id: string, input: Evidence): Promise<WorkActed> =>
  amendWork(deps, witness.municipality, id, (work, at) => {
    if (!mayWitness(witness, work)) return 'role'
    const { progress } = work
    if (progress.state === 'done') return 'done'
    if (progress.state !== 'accepted') return 'state'
    const { accepted } = progress
    return {
      progress: { state: 'done', accepted, evidence: { ...input, by: byOf(witness), at } },
      project: { closed: accepted.project },
    }
  })

/**
 * Keeps a picture of before or after, without what its camera wrote into it; another one takes its place until the work is
 * closed. The picture goes in ahead of the record that names it, and what no record names is removed.
 */
export async function addPhoto(
  deps: WorkDeps,
  witness: Witness,
  id: string,
  name: PhotoName,
  bytes: Uint8Array,
): Promise<WorkActed | { outcome: 'invalid'; problem: PhotoProblem }> {
  const { municipality } = witness
  const rule = (work: Work) =>
    mayWitness(witness, work) ? (work.progress.state === 'accepted' ? undefined : 'state') : 'role'
  const first = await amendWork(deps, municipality, id, (work) => rule(work) ?? 'done')
  if (first.outcome === 'refused') return first
  const clean = cleanPhoto(bytes)
  if (typeof clean === 'string') return { outcome: 'invalid', problem: clean }
  const sha = sha256(clean.bytes)
  await deps.works.keepPhoto(id, sha, clean.bytes)
  const acted = await amendWork(deps, municipality, id, (work, at) => {
    const why = rule(work)
    if (why) return why
    if (work.photos[name]?.sha256 === sha) return 'done'
    const photo = { sha256: sha, type: clean.type, bytes: clean.bytes.length, at }
    return { photos: { ...work.photos, [name]: photo } }
  })
  const now = await deps.works.load(municipality, id)
  if (now) await deps.works.forgetPhotos(now)
  return acted
}

/** A picture of a work, for the host that asked and for the office: never for anybody else. */
export async function photoOf(
  { works }: Pick<WorkDeps, 'works'>,
  work: Work,
  name: string | undefined,
): Promise<{ type: string; bytes: Uint8Array } | undefined> {
  const photo = PHOTOS.flatMap((each) => (each === name ? (work.photos[each] ?? []) : []))[0]
  const bytes = photo && (await works.photo(work.id, photo.sha256))
  return photo && bytes && { type: photo.type, bytes }
}
