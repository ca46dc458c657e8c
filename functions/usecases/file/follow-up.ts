import type { FollowUp } from '../../domain/acts/act.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { notifyExclusions } from '../activity/notify-exclusions.ts'
import { deliver } from '../asks/answer-ask.ts'
import { notifyOpening } from '../desk/notify-opening.ts'
import { notifyAccidents } from '../hours/notify-accidents.ts'
import type { Deps } from '../ports/deps.ts'
import { serveQueues } from '../procedure/serve-queue.ts'
import { attempt } from './attempt.ts'
import { resume } from './resume.ts'

/** Wakes the workflow that waits for an answer of a file. */
async function deliverAnswer(deps: Deps, file: CaseFile, id: string): Promise<void> {
  const ask = file.asks.find((each) => each.id === id)
  if (ask) await deliver(deps, file, ask)
}

/** Runs the follow-up work of an act. Failures are reported and repaired by the sweep or the workflow. */
export async function followUp(deps: Deps, step: FollowUp, file: CaseFile, staff: Staff): Promise<void> {
  const { id } = file.request
  switch (step) {
    case 'resumeWorkflows':
      await attempt(deps, 'resume', id, () => resume(deps, id))
      return
    case 'restartWorkflows':
      await attempt(deps, 'restart', id, () => resume(deps, id, true))
      return
    case 'serveQueues':
      await serveQueues(deps, file.request)
      return
    case 'notifyAccidents':
      await attempt(deps, 'accident', id, () => notifyAccidents(deps, id))
      return
    case 'notifyExclusions':
      await attempt(deps, 'keptApart', id, () => notifyExclusions(deps, id))
      return
    case 'notifyOpening':
      // The file stays closed until its members are notified, so the caller must see the failure.
      await notifyOpening(deps, file, staff)
      return
    default:
      await attempt(deps, 'deliver', id, () => deliverAnswer(deps, file, step.answered))
  }
}
