import { randomBytes } from 'node:crypto'
import { cleanPhoto, type PhotoProblem } from '../../domain/activity/photo.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { type Evidence, type PhotoName, PHOTOS, type Work, mayAnswer } from '../../domain/activity/work.ts'
import { amendWork, NoSuchWork, type WorkActOutcome, type WorkDeps } from './amend-work.ts'
import type { Staff, Supervisor } from '../../domain/municipality/actors.ts'

/** The author of the evidence: the host that asked, or the office. */
export type EvidenceAuthor = Supervisor | Staff

const byOf = (witness: EvidenceAuthor) =>
  'host' in witness ? { role: 'host', id: witness.host.id } : { role: witness.member.role, id: witness.member.id }

const mayGiveEvidence = (witness: EvidenceAuthor, { host }: Work): boolean =>
  'host' in witness ? witness.host.id === host : mayAnswer(witness.member)

/** Closes a work request with evidence of the result. Its project takes no new placements; existing ones continue. */
export async function closeWork(
  deps: WorkDeps,
  witness: EvidenceAuthor,
  id: string,
  input: Evidence,
): Promise<WorkActOutcome> {
  const acted = await amendWork(deps, witness.municipality, id, (work, at) => {
    if (!mayGiveEvidence(witness, work)) return 'role'
    const { progress } = work
    if (progress.state === 'done') return 'done'
    if (progress.state !== 'accepted') return 'state'
    const { accepted } = progress
    return {
      progress: { state: 'done', accepted, evidence: { ...input, by: byOf(witness), at } },
      project: { closed: accepted.project },
    }
  })
  // Deletes pictures that a lost call left without a record.
  if (acted.outcome === 'done') await deps.works.forgetPhotos(acted.work)
  return acted
}

/**
 * Stores a picture of the place before or after the work, without camera metadata; it replaces an earlier one. The picture
 * is stored before the record that names it, and the one that is no longer named is deleted afterwards.
 */
export async function addPhoto(
  deps: WorkDeps,
  witness: EvidenceAuthor,
  id: string,
  name: PhotoName,
  bytes: Uint8Array,
): Promise<WorkActOutcome | { outcome: 'invalid'; problem: PhotoProblem }> {
  const { municipality } = witness
  const clean = cleanPhoto(bytes)
  const sha = typeof clean === 'string' ? '' : sha256(clean.bytes)
  const settled = (work: Work) => {
    if (!mayGiveEvidence(witness, work)) return 'role'
    if (work.progress.state !== 'accepted') return 'state'
    return work.photos[name]?.sha256 === sha ? 'done' : undefined
  }
  const work = await deps.works.load(municipality, id)
  if (!work) throw new NoSuchWork(id)
  const before = settled(work)
  if (before === 'done') return { outcome: 'done', work, written: false }
  if (before) return { outcome: 'refused', why: before }
  if (typeof clean === 'string') return { outcome: 'invalid', problem: clean }
  const photo = randomBytes(16).toString('hex')
  await deps.works.keepPhoto(id, photo, clean.bytes)
  let unnamed: string | undefined
  const acted = await amendWork(deps, municipality, id, (current, at) => {
    unnamed = photo
    const why = settled(current)
    if (why) return why
    unnamed = current.photos[name]?.id
    const named = { id: photo, sha256: sha, type: clean.type, bytes: clean.bytes.length, at }
    return { photos: { ...current.photos, [name]: named } }
  })
  if (unnamed) await deps.works.forgetPhoto(id, unnamed)
  return acted
}

/** Returns a picture of a work request, for its host and the office only. */
export async function photoOf(
  { works }: Pick<WorkDeps, 'works'>,
  work: Work,
  name: string | undefined,
): Promise<{ type: string; bytes: Uint8Array } | undefined> {
  const photo = PHOTOS.flatMap((each) => (each === name ? (work.photos[each] ?? []) : []))[0]
  const bytes = photo && (await works.photo(work.id, photo))
  return photo && bytes && { type: photo.type, bytes }
}
