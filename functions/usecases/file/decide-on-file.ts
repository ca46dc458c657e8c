import type { ActDecision, ActOutcome } from '../../domain/acts/act.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Change } from '../../domain/file/change.ts'
import type { Deps } from '../ports/deps.ts'
import { amend } from './amend.ts'

const isChange = (decision: ActDecision): decision is Change => typeof decision === 'object' && 'act' in decision

/** Applies `decide` to a file and writes the result; a concurrent write makes it decide again. @throws NoSuchRequest */
export async function decideOnFile(
  deps: Pick<Deps, 'files' | 'clock'>,
  id: string,
  decide: (file: CaseFile, now: string) => ActDecision | Promise<ActDecision>,
): Promise<ActOutcome> {
  const latest: { decision: ActDecision } = { decision: 'done' }
  const file = await amend(deps, id, async (current, now) => {
    latest.decision = await decide(current, now)
    return isChange(latest.decision) ? latest.decision : undefined
  })
  const { decision } = latest
  return decision === 'done' || isChange(decision) ? { outcome: 'done', file, written: decision !== 'done' } : decision
}
