import type { Problem } from '../../domain/base/problems.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { amend } from '../file/amend.ts'
import { resume } from '../file/resume.ts'
import type { Change } from '../../domain/file/change.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'
import { type Claim, disputing } from '../../domain/hours/dispute-hours.ts'

/** `written` is false for a repetition. */
export type Disputing =
  | { outcome: 'done'; written: boolean }
  | { outcome: 'over' }
  | { outcome: 'invalid'; problems: Problem[] }

const isChange = (ruled: ReturnType<typeof disputing>): ruled is Change =>
  typeof ruled === 'object' && !Array.isArray(ruled)

/**
 * Records a person's dispute of their hours and asks for a ruling at once.
 * @throws NoSuchRequest
 */
export async function disputeHours(
  deps: Deps,
  { request: { id, municipality: code } }: CaseFile,
  claim: Claim,
): Promise<Disputing> {
  const municipality = await deps.configuration.of(code)
  let ruled: ReturnType<typeof disputing> = 'done'
  await amend(deps, id, (file, now) => {
    ruled = disputing({ file, municipality, now }, claim)
    return isChange(ruled) ? ruled : undefined
  })
  return outcomeOf(deps, id, ruled)
}

async function outcomeOf(deps: Deps, id: string, ruled: ReturnType<typeof disputing>): Promise<Disputing> {
  if (ruled === 'over') return { outcome: 'over' }
  if (Array.isArray(ruled)) return { outcome: 'invalid', problems: ruled }
  // The period continues from the record. If this call is lost, the sweep or the next day does it.
  await attempt(deps, 'restart', id, () => resume(deps, id, true))
  return { outcome: 'done', written: ruled !== 'done' }
}
