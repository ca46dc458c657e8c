import { sha256 } from '../../domain/file/trail.ts'
import type { FiledPaper } from '../../domain/procedure/papers.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Papers } from '../ports/press.ts'

/** A paper is missing or differs from the issued one, so it is not shown. */
export class PaperAltered extends Error {
  override name = 'PaperAltered'
}

/**
 * Returns a paper of a file, checked by its fingerprints; undefined if no such paper was issued.
 * @throws PaperAltered
 */
export async function readPaper(
  { papers }: { papers: Papers },
  { id: request, papers: issuedPapers = [] }: Request,
  id: string,
): Promise<FiledPaper | undefined> {
  const issued = issuedPapers.find((paper) => paper.id === id)
  if (!issued) return undefined
  const kept = await papers.find(request, issued)
  if (!kept || sha256(kept.html) !== issued.html || sha256(kept.pdf) !== issued.pdf) throw new PaperAltered(id)
  return kept
}
