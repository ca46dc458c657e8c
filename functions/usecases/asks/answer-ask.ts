import { ANSWERS, type AskKind } from '../../domain/questions/answers.ts'
import { endOf } from '../../domain/procedure/lifecycle.ts'
import { check, type Problem } from '../../domain/base/problems.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { type WorkflowRef, nextStep } from '../../domain/file/next-step.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { resume } from '../file/resume.ts'
import { evaluateRequest } from '../procedure/evaluate-request.ts'
import { serveQueues } from '../procedure/serve-queue.ts'
import { isBarred, type OpenedAsk, openAsk } from './open-ask.ts'
import { placesFor } from '../activity/places.ts'
import { QUESTIONS } from '../../domain/questions/index.ts'
import type { AnswerContext } from '../../domain/questions/question.ts'
import type { ChangeDraft } from '../../domain/file/change.ts'
import { supersede } from '../../domain/procedure/supersede.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Ask, Link } from '../../domain/file/ask.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

export type AnswerOutcome =
  /** What was said so far is saved; the question is still open. */
  | { outcome: 'kept'; opened: Extract<OpenedAsk, { state: 'open' }> }
  | { outcome: 'recorded'; ask: Ask; file: CaseFile; municipality: Municipality }
  | { outcome: 'invalid'; problems: Problem[]; opened: Extract<OpenedAsk, { state: 'open' }> }
  | Exclude<OpenedAsk, { state: 'open' }>

/** The workflow that waits for an ask. */
export function workflowOf(ask: Pick<Ask, 'kind' | 'subject'>, { periods }: Pick<Request, 'periods'>): WorkflowRef {
  switch (ask.kind) {
    // Whatever day is disputed, the period under way asks.
    case 'dispute':
      return { machine: 'activity-period', period: periods.find(({ settledAt }) => !settledAt)?.number ?? 0 }
    case 'timesheet':
    case 'verification':
      return { machine: 'activity-period', period: Number(ask.subject) }
    case 'outcome':
    case 'account':
      return { machine: 'payment', instalment: Number(ask.subject.split('-')[0]) }
    case 'hearing':
    case 'ruling':
      return { machine: 'review', review: Number(ask.subject.split('-')[0]) }
    default:
      return { machine: 'contribution-request' }
  }
}

/** What an answer does, by the rules of its kind. The schema of the kind parsed it, so kind and answer agree. */
const decide = <Kind extends AskKind>(
  kind: Kind,
  context: AnswerContext<AskKind>,
): ChangeDraft | Problem[] | undefined => {
  const typed = ANSWERS[kind].parse(context.answer) as AnswerContext<Kind>['answer']
  return QUESTIONS[kind].answer({ ...context, answer: typed })
}

/** Tells the workflow that waits for this ask; if that is lost, the daily time-out and `resume` tell it. */
export async function deliver(deps: Pick<Deps, 'workflows' | 'clock'>, file: CaseFile, ask: Ask): Promise<void> {
  const token = await deps.workflows.tokenOf(ask.id)
  if (token) await deps.workflows.succeed(token, nextStep(file, workflowOf(ask, file.request), deps.clock.now()))
}

/**
 * Records the answer to an ask: claimed by one conditional write together with what it brings, then delivered.
 * The second one to come is told who answered and when.
 */
export async function answerAsk(deps: Deps, id: string, secret: string, typed: unknown): Promise<AnswerOutcome> {
  const opened = await openAsk(deps, id, secret)
  if (opened.state !== 'open') return opened
  const { ask, municipality, link } = opened
  const parsed = check(ANSWERS[ask.kind], typed)
  if ('problems' in parsed) return { outcome: 'invalid', problems: parsed.problems, opened }

  const evaluation = ask.kind === 'decision' ? await evaluateRequest(deps, opened.file, municipality) : undefined
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
    const change = decide(asked.kind, {
      file: current,
      // A project may have been closed since it was read: the store refuses a place in it, and it is decided anew.
      municipality:
        asked.kind === 'placement'
          ? await deps.configuration.of(current.request.municipality, { fresh: true })
          : municipality,
      now,
      ask: asked,
      answer: parsed.value,
      by,
      ...(evaluation ? { evaluation } : {}),
      // Read anew at each try: whoever took a place meanwhile is there.
      ...(asked.kind === 'placement' ? { places: await placesFor(deps, current) } : {}),
    })
    if (Array.isArray(change)) {
      problems = change
      return undefined
    }
    if (!change) {
      kept = true
      return undefined
    }
    const { keeps, ...effectual } = change
    if (keeps) {
      kept = true
      return { about: id, ...effectual, by, asks: [{ ...asked, ...keeps }] }
    }
    recorded = { ...asked, status: 'answered', answer: parsed.value, answeredAt: now, answeredBy: by }
    // A request that this answer ends leaves no other question open; payments under way go on to their outcome. One that
    // is closed because all is done may still be under review.
    const ends = endOf(effectual.request?.stage ?? current.request.stage) !== undefined
    const fallen = ends ? supersede({ ...current, payments: effectual.payments ?? [] }, id) : []
    return { about: id, ...effectual, by, asks: [...(effectual.asks ?? []), ...fallen, recorded] }
  })
  if (problems) return { outcome: 'invalid', problems, opened }
  if (kept) return { outcome: 'kept', opened }
  if (!recorded) {
    const again = await openAsk(deps, id, secret)
    if (again.state === 'open') throw new NoSuchRequest(ask.request)
    return again
  }
  // The answer is safe: a workflow that cannot be reached now hears of it later, so the person is not told of an error.
  await deliver(deps, file, recorded).catch((error: unknown) => deps.report('deliver', id, error))
  // What a threshold opened with this answer is for a workflow of its own; if starting it is lost, the sweep starts it.
  if ((file.request.reviews?.length ?? 0) > (opened.file.request.reviews?.length ?? 0))
    await resume(deps, ask.request).catch((error: unknown) => deps.report('resume', ask.request, error))
  // A ruling that ends a request ends what its other workflows wait for.
  if (recorded.kind === 'ruling' && endOf(file.request.stage)) {
    await resume(deps, ask.request, true).catch((error: unknown) => deps.report('restart', ask.request, error))
    await serveQueues(deps, file.request)
  }
  return { outcome: 'recorded', ask: recorded, file, municipality }
}

const usable = (ask: Ask, link: Link, now: string): boolean =>
  ask.links.some((held) => held.generation === link.generation && !held.superseded && held.expiresAt > now)
