import { sha256 } from '../../domain/file/trail.ts'
import type { FiledPaper } from '../../domain/file/papers.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

/** A paper that is gone, or is not what was issued: nobody is shown it as if it were. */
export class PaperTouched extends Error {
  override name = 'PaperTouched'
}

/** A paper of a file, proved by its fingerprints; nothing when no such paper was issued. @throws PaperTouched */
export async function readPaper(
  { papers }: Pick<Deps, 'papers'>,
  { id: request, papers: issuedPapers = [] }: Request,
  id: string,
): Promise<FiledPaper | undefined> {
  const issued = issuedPapers.find((paper) => paper.id === id)
  if (!issued) return undefined
  const kept = await papers.find(request, id)
  if (!kept || sha256(kept.html) !== issued.html || sha256(kept.pdf) !== issued.pdf) throw new PaperTouched(id)
  return kept
}
