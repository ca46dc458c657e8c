import { faultIn, type TrailFault } from '../domain/trail.ts'
import { fingerprint, NoSuchRequest } from './amend.ts'
import type { Deps } from './ports.ts'

export type Verdict = { request: string; entries: number; fault?: TrailFault | { sequence: number; fault: 'record' } }

/** Proves that the trail of a file is whole and chained, and that the file is what its last entry saw. @throws NoSuchRequest */
export async function verifyTrail(deps: Pick<Deps, 'files'>, request: string): Promise<Verdict> {
  const file = await deps.files.load(request)
  if (!file) throw new NoSuchRequest(request)
  const entries = await deps.files.trail(request)
  const fault = faultIn(entries, file.request.trail)
  const last = entries.at(-1)
  if (fault) return { request, entries: entries.length, fault }
  if (last?.fingerprint !== fingerprint(file))
    return { request, entries: entries.length, fault: { sequence: entries.length, fault: 'record' } }
  return { request, entries: entries.length }
}
