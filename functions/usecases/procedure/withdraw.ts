import { NOT_QUEUED } from '../../domain/money/fund-effects.ts'
import { release } from '../../domain/money/release.ts'
import { supersede } from '../../domain/procedure/supersede.ts'
import { canWithdraw } from '../../domain/procedure/lifecycle.ts'
import { isGrantUnderReview } from '../../domain/file/case-file.ts'
import { amend } from '../file/amend.ts'
import { recordDrawnHelp } from '../../domain/money/household-help.ts'
import { move } from '../../domain/procedure/transition.ts'
import { resume } from '../file/resume.ts'
import { serveQueues } from './serve-queue.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Withdraws a request for the citizen (rinuncia) at any time before completion, closes open questions and releases undue
 * money.
 */
export async function withdraw(
  deps: Deps,
  id: string,
  reasons: string | undefined,
): Promise<'withdrawn' | 'underReview' | 'tooLate'> {
  let done = false
  const file = await amend(deps, id, (current, now) => {
    const { request } = current
    done = false
    // A review is ruled on before a withdrawal takes effect.
    if (!canWithdraw(request.stage) || isGrantUnderReview(request)) return undefined
    done = true
    return {
      ...move('withdraw', request, 'citizen', {
        withdrawal: { at: now, ...(reasons ? { reasons } : {}) },
        ...NOT_QUEUED,
      }),
      by: { role: 'citizen', id: 'applicant' },
      asks: supersede(current),
      effects: [...release(current), ...recordDrawnHelp(current, now)],
    }
  })
  if (!done && canWithdraw(file.request.stage)) return 'underReview'
  if (!done) return file.request.stage === 'withdrawn' ? 'withdrawn' : 'tooLate'
  // Workflows that wait for an answer continue from the record; if this call is lost, the sweep does it.
  await attempt(deps, 'restart', id, () => resume(deps, id, true))
  await serveQueues(deps, file.request)
  return 'withdrawn'
}
