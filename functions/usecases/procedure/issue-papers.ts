import { PAPER_LAW, papersDue } from '../../domain/procedure/papers.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Papers, Press } from '../ports/press.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Issues the papers that are due: keeps each, then writes its fingerprints into record and trail (CAD art. 20). Idempotent, also after a write whose response was lost.
 * @throws NoSuchRequest
 */
export async function issuePapers(
  deps: Pick<Deps, 'files' | 'clock' | 'configuration'> & { press: Press; papers: Papers },
  id: string,
): Promise<void> {
  const file = await deps.files.load(id)
  if (!file) throw new NoSuchRequest(id)
  const municipality = await deps.configuration.of(file.request.municipality)
  for (const paper of papersDue(file))
    await amend(deps, id, async (current, now) => {
      if (!papersDue(current).some((due) => due.id === paper.id)) return undefined
      const printed = await deps.press.print(paper, current, municipality)
      const fingerprints = { html: sha256(printed.html), pdf: sha256(printed.pdf) }
      // The bytes come first: a record never points to a paper that is not there.
      await deps.papers.keep(id, { id: paper.id, ...printed, fingerprints: { id: paper.id, ...fingerprints } })
      return {
        act: 'paper.issued',
        by: SYSTEM,
        law: PAPER_LAW[paper.kind],
        about: paper.id,
        paper: fingerprints,
        request: { papers: [...(current.request.papers ?? []), { id: paper.id, ...fingerprints, at: now }] },
      }
    })
}
