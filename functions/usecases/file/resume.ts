import { hoursAfter } from '../../domain/base/calendar.ts'
import { missedStep, requiredWorkflows } from '../../domain/file/next-step.ts'
import { NoSuchRequest } from './amend.ts'
import { attempt } from './attempt.ts'
import { notifyExclusions, exclusionsToNotify } from '../activity/notify-exclusions.ts'
import { notifyAccidents, accidentsToNotify } from '../hours/notify-accidents.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'workflows'>

/** The time that an execution may take to wake and do a step that is due. */
const GRACE_HOURS = 1

/**
 * Makes sure that everything a request needs is running: starting, repairing, migrating and restarting are this one
 * operation. With `restart` it replaces running executions by new ones that continue from the record; without, only those
 * that missed a step. Returns how many executions it started.
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
  // A mark that came since is of an execution just started: that one stays.
  if (started > 0 && mark) await deps.workflows.clearStuck(request, mark.execution)
  return started
}

/** Resumes every open request, a few at a time. Returns what it saw and what it started; a failure stops nothing else. */
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
        // Not `+=` around the await: it would add to the sum as it was before others added theirs.
        const started = await resumeFile(deps, file, restart)
        seen.started += started
        // Letters that did not get through: they are urgent, and nothing else sends them again.
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
