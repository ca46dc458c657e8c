import type { Problem } from '../../domain/base/problems.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { amend } from '../file/amend.ts'
import { resume } from '../file/resume.ts'
import type { Change } from '../../domain/file/change.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'
import { type Claim, disputeChange } from '../../domain/hours/dispute-hours.ts'

/** `written` is false for a repetition. */
export type DisputeOutcome =
  | { outcome: 'done'; written: boolean }
  | { outcome: 'over' }
  | { outcome: 'invalid'; problems: Problem[] }

const isChange = (ruled: ReturnType<typeof disputeChange>): ruled is Change =>
  typeof ruled === 'object' && !Array.isArray(ruled)

/** Records a person's dispute of their hours and requests a ruling. @throws NoSuchRequest */
export async function disputeHours(
  deps: Deps,
  { request: { id, municipality: code } }: CaseFile,
  claim: Claim,
): Promise<DisputeOutcome> {
  const municipality = await deps.configuration.of(code)
  let ruled: ReturnType<typeof disputeChange> = 'done'
  await amend(deps, id, (file, now) => {
    ruled = disputeChange({ file, municipality, now }, claim)
    return isChange(ruled) ? ruled : undefined
  })
  return outcomeOf(deps, id, ruled)
}

async function outcomeOf(deps: Deps, id: string, ruled: ReturnType<typeof disputeChange>): Promise<DisputeOutcome> {
  if (ruled === 'over') return { outcome: 'over' }
  if (Array.isArray(ruled)) return { outcome: 'invalid', problems: ruled }
  // The period continues from the record. If this call is lost, the sweep or the next day does it.
  await attempt(deps, 'restart', id, () => resume(deps, id, true))
  return { outcome: 'done', written: ruled !== 'done' }
}
