import { hoursAfter } from '../../domain/base/calendar.ts'
import { missedStep, requiredWorkflows } from '../../domain/file/next-step.ts'
import { NoSuchRequest } from './amend.ts'
import { attempt } from './attempt.ts'
import { notifyExclusions, exclusionsToNotify } from '../activity/notify-exclusions.ts'
import { notifyAccidents, accidentsToNotify } from '../hours/notify-accidents.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'workflows'>

/** The hours that an execution may take to do a due step. */
const GRACE_HOURS = 1

/**
 * Ensures that the required workflows of a request are running. Starting, repairing, migrating and restarting are this
 * one operation. With `restart` it replaces running executions by new ones that continue from the record; without, only
 * those that missed a step. Returns how many executions it started.
 * @throws NoSuchRequest
 */
export async function resume(deps: Needs, request: string, restart = false): Promise<number> {
  const file = await deps.files.load(request)
  if (!file) throw new NoSuchRequest(request)
  return resumeFile(deps, file, restart)
}

async function resumeFile(deps: Needs, file: CaseFile, restart: boolean): Promise<number> {
  const request = file.request.id
  const mark = await deps.workflows.stuck(request)
  const now = deps.clock.now()
  const since = hoursAfter(now, -GRACE_HOURS)
  let started = 0
  for (const workflow of requiredWorkflows(file, now)) {
    const missed = !restart && missedStep(file, workflow, since) && { startedBefore: since }
    if (await deps.workflows.ensure(request, workflow, restart || missed)) started++
  }
  // A newer mark belongs to an execution that was just started.
  if (started > 0 && mark) await deps.workflows.clearStuck(request, mark.execution)
  return started
}

/**
 * Resumes every open request, a few at a time. Returns the numbers seen and started; a failure does not stop the others.
 */
export async function resumeAll(
  deps: Deps,
  { restart = false, concurrency = 8 }: { restart?: boolean; concurrency?: number } = {},
): Promise<{ requests: number; started: number; failed: string[] }> {
  const seen = { requests: 0, started: 0, failed: [] as string[] }
  const queue = deps.openRequests.ids()[Symbol.asyncIterator]()
  const worker = async () => {
    for (let next = await queue.next(); !next.done; next = await queue.next()) {
      const id = next.value
      seen.requests++
      const done = await attempt(deps, 'resume', id, async () => {
        const file = await deps.files.load(id)
        if (!file) throw new NoSuchRequest(id)
        // Not `+=` with the await: it would read the sum before the others were added.
        const started = await resumeFile(deps, file, restart)
        seen.started += started
        // Urgent letters that failed; nothing else repeats them.
        if (accidentsToNotify(file).length > 0) await notifyAccidents(deps, id)
        if (exclusionsToNotify(file).length > 0) await notifyExclusions(deps, id)
        return true
      })
      if (!done) seen.failed.push(id)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return seen
}
