import { faultIn, type TrailFault } from '../../domain/file/trail.ts'
import { fingerprint } from '../../domain/file/stored.ts'
import { NoSuchRequest } from '../file/amend.ts'
import { PaperAltered, readPaper } from './read-paper.ts'
import type { Deps } from '../ports/deps.ts'
import type { Papers } from '../ports/press.ts'

export type Verdict = {
  request: string
  entries: number
  fault?: TrailFault | { sequence: number; fault: 'record' | 'paper' }
}

/**
 * Verifies that the trail of a file is complete and chained, that the file matches its last entry, and that each paper
 * matches its fingerprints.
 * @throws NoSuchRequest
 */
export async function verifyTrail(deps: Pick<Deps, 'files'> & { papers: Papers }, request: string): Promise<Verdict> {
  const file = await deps.files.load(request)
  if (!file) throw new NoSuchRequest(request)
  const entries = await deps.files.trail(request)
  const { papers = [], trail } = file.request
  const counted = { request, entries: entries.length }
  const fault = faultIn(entries, trail)
  if (fault) return { ...counted, fault }
  if (entries.at(-1)?.fingerprint !== fingerprint(file))
    return { ...counted, fault: { sequence: entries.length, fault: 'record' } }
  for (const { id, html, pdf } of papers) {
    // Matched by fingerprints, because the trail of a sealed file does not name the subject of an entry.
    const issued = entries.find(({ paper }) => paper?.html === html && paper.pdf === pdf)
    const isWhole = await readPaper(deps, file.request, id).catch((error: unknown) => {
      if (error instanceof PaperAltered) return undefined
      throw error
    })
    if (!issued || !isWhole)
      return { ...counted, fault: { sequence: issued?.sequence ?? entries.length, fault: 'paper' } }
  }
  return counted
}
