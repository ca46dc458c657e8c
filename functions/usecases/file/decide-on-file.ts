import type { ActDecision, ActOutcome } from '../../domain/acts/act.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Change } from '../../domain/file/change.ts'
import type { Deps } from '../ports/deps.ts'
import { amend } from './amend.ts'

const isChange = (decision: ActDecision): decision is Change => typeof decision === 'object' && 'act' in decision

/** Writes what `decide` makes of a file; it is asked again whenever another write came first. @throws NoSuchRequest */
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
