import { check, type Problem } from '../../domain/base/problems.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { Ask, Link } from '../../domain/file/ask.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import { nextStep } from '../../domain/file/next-step.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { endingOf } from '../../domain/procedure/lifecycle.ts'
import { supersede } from '../../domain/procedure/supersede.ts'
import { QUESTIONS, questionOf, workflowOf } from '../../domain/questions/index.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { attempt } from '../file/attempt.ts'
import { resume } from '../file/resume.ts'
import type { Deps } from '../ports/deps.ts'
import { serveQueues } from '../procedure/serve-queue.ts'
import { loadToDecide } from './needs.ts'
import { isBarred, type OpenedAsk, openAsk } from './open-ask.ts'

export type AnswerOutcome =
  /** A draft was saved and the question is still open. */
  | { outcome: 'kept'; opened: Extract<OpenedAsk, { state: 'open' }> }
  | { outcome: 'recorded'; ask: Ask; file: CaseFile; municipality: Municipality }
  | { outcome: 'invalid'; problems: Problem[]; opened: Extract<OpenedAsk, { state: 'open' }> }
  | Exclude<OpenedAsk, { state: 'open' }>

/** Wakes the workflow that waits for an ask. If the call is lost, the daily time-out and `resume` wake it. */
export async function deliver(deps: Pick<Deps, 'workflows' | 'clock'>, file: CaseFile, ask: Ask): Promise<void> {
  const token = await deps.workflows.tokenOf(ask.id)
  if (token) await deps.workflows.succeed(token, nextStep(file, workflowOf(ask, file), deps.clock.now()))
}

/**
 * Records the answer to an ask and its changes in one conditional write, then wakes the waiting workflow. A second
 * answer returns who answered and when.
 */
export async function answerAsk(deps: Deps, id: string, secret: string, typed: unknown): Promise<AnswerOutcome> {
  const opened = await openAsk(deps, id, secret)
  if (opened.state !== 'open') return opened
  const { ask, municipality, link } = opened
  const parsed = check(QUESTIONS[ask.kind].input, typed)
  if ('problems' in parsed) return { outcome: 'invalid', problems: parsed.problems, opened }

  let problems: Problem[] | undefined
  let recorded: Ask | undefined
  let kept = false
  const file = await amend(deps, ask.request, async (current, now) => {
    const asked = current.asks.find((candidate) => candidate.id === id)
    problems = undefined
    recorded = undefined
    kept = false
    if (asked?.status !== 'open' || !usable(asked, link, now) || isBarred(link, current, municipality)) return undefined
    const by: Addressee = link.to
    const change = questionOf(asked.kind).decide({
      file: current,
      now,
      ask: asked,
      answer: parsed.value,
      by,
      // Read anew at each try: another write may have come first.
      ...(await loadToDecide(deps, asked.kind, current, municipality)),
    })
    if (Array.isArray(change)) {
      problems = change
      return undefined
    }
    if (!change) {
      kept = true
      return undefined
    }
    const { keeps, ...draft } = change
    if (keeps) {
      kept = true
      return { about: id, ...draft, by, asks: [{ ...asked, ...keeps }] }
    }
    recorded = { ...asked, status: 'answered', answer: parsed.value, answeredAt: now, answeredBy: by }
    // If this answer ends the request, all other questions are closed; payments under way proceed to their outcome. A
    // request closed after completion may still be under review.
    const ends = endingOf(draft.request?.stage ?? current.request.stage) !== undefined
    const fallen = ends ? supersede({ ...current, payments: draft.payments ?? [] }, id) : []
    return { about: id, ...draft, by, asks: [...(draft.asks ?? []), ...fallen, recorded] }
  })
  if (problems) return { outcome: 'invalid', problems, opened }
  if (kept) return { outcome: 'kept', opened }
  if (!recorded) {
    const again = await openAsk(deps, id, secret)
    if (again.state === 'open') throw new NoSuchRequest(ask.request)
    return again
  }
  const answered: Ask = recorded
  // The answer is recorded and an unreachable workflow finds it later, so this is no error for the person.
  await attempt(deps, 'deliver', id, () => deliver(deps, file, answered))
  await followUp(deps, opened.file, file, answered)
  return { outcome: 'recorded', ask: answered, file, municipality }
}

/** Starts the workflows that an answer gives work to, and restarts those that wait for an event that will not come. */
async function followUp(deps: Deps, before: CaseFile, after: CaseFile, { kind, request }: Ask): Promise<void> {
  // A review that a threshold opened has its own workflow; if this start is lost, the sweep starts it.
  if ((after.request.reviews?.length ?? 0) > (before.request.reviews?.length ?? 0))
    await attempt(deps, 'resume', request, () => resume(deps, request))
  if (questionOf(kind).restartsWorkflows && endingOf(after.request.stage)) {
    await attempt(deps, 'restart', request, () => resume(deps, request, true))
    await serveQueues(deps, after.request)
  }
}

const usable = (ask: Ask, link: Link, now: string): boolean =>
  ask.links.some((held) => held.generation === link.generation && !held.superseded && held.expiresAt > now)
