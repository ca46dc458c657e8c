import type { AskKind } from '../../../functions/domain/questions/index.ts'
import type { Application } from '../../../functions/domain/file/application.ts'
import { addDays, dayOf, daysFromTo, weekday } from '../../../functions/domain/base/calendar.ts'
import { papersDue } from '../../../functions/domain/procedure/papers.ts'
import { periodOf, type CaseFile } from '../../../functions/domain/file/case-file.ts'
import {
  type WorkflowRef,
  requiredWorkflows,
  type NextStep,
  nextStep,
} from '../../../functions/domain/file/next-step.ts'
import { answerAsk } from '../../../functions/usecases/asks/answer-ask.ts'
import { askPerson } from '../../../functions/usecases/asks/ask-person.ts'
import { isStep, loadNextStep, runStep, type StepTarget } from '../../../functions/usecases/file/run-step.ts'
import type { Deps } from '../../../functions/usecases/ports/deps.ts'
import type { Papers, Press } from '../../../functions/usecases/ports/press.ts'
import { issuePapers } from '../../../functions/usecases/procedure/issue-papers.ts'
import { renewLink } from '../../../functions/usecases/asks/open-ask.ts'
import { submitApplication } from '../../../functions/usecases/procedure/submit-application.ts'
import { applicationOf, Fault, type World } from '../memory.ts'
import type { Ask } from '../../../functions/domain/file/ask.ts'

/** A player of workflows and people against the use cases, one step at a time. */

export type Scene = { ask: Ask; file: CaseFile; today: string }
/** The answer to a question; `undefined` leaves it open. */
export type Part = (scene: Scene) => object | undefined
export type Parts = Partial<Record<AskKind, Part>>

const reasons = 'Motivazione di prova, abbastanza lunga.'

/** The default findings of an assessment. */
export const assessmentFindings = (today: string) => ({ interviewOn: today, identity: 'document', needs: reasons })

/**
 * The default answers: 2 months of 300.00 euro for 80 hours, Monday to Thursday, 4 hours a day, all accepted in time.
 */
export const PARTS: Record<AskKind, (scene: Scene) => object> = {
  assessment: ({ today }) => ({
    choice: 'proposeApproval',
    ...assessmentFindings(today),
    monthlyCents: 30_000,
    months: 2,
    programme: 'baratto',
    fund: 'bilancio',
    work: { ability: 'full' },
    reasons,
  }),
  integration: () => ({ choice: 'send', texts: { 1: reasons } }),
  observations: () => ({ choice: 'none' }),
  concurrence: () => ({ choice: 'agree' }),
  decision: () => ({ choice: 'approve' }),
  hearing: () => ({ choice: 'none' }),
  ruling: () => ({ choice: 'dismiss', reasons }),
  referral: () => ({ choice: 'accept' }),
  conclusion: () => ({ choice: 'conclude', result: 'qualified', report: reasons }),
  placement: ({ today, file }) => ({
    choice: 'place',
    project: 'foglie-cortile',
    startsOn: addDays(today, 14),
    weekdays: [1, 2, 3, 4],
    // An enrolment without money has weekly hours, here over four days.
    minutesADay: ((file.request.grant?.hoursWeek ?? 16) * 60) / 4,
    // Needed only if other projects are proposed first.
    overrides: reasons,
  }),
  agreement: () => ({ choice: 'accept' }),
  insurance: ({ today }) => ({
    choice: 'confirm',
    policy: 'INAIL-1',
    coverFrom: today,
    coverTo: addDays(today, 400),
  }),
  timesheet: (scene) => ({ choice: 'hours', days: workdays(scene, 10).map((on) => ({ on, minutes: 240 })) }),
  verification: () => ({ choice: 'verify' }),
  dispute: () => ({ choice: 'uphold', reasons }),
  outcome: ({ today }) => ({ choice: 'paid', paidOn: today, order: 'M-1' }),
  account: () => ({ choice: 'account', iban: 'IT60X0542811101000000123456' }),
}

/** Returns the first agreed days of the period of a timesheet. */
export function workdays({ ask, file }: Scene, count: number): string[] {
  const period = periodOf(file, Number(ask.subject))
  const weekdays = file.request.placement?.weekdays ?? []
  return period
    ? [...daysFromTo(period.from, period.to)].filter((on) => weekdays.includes(weekday(on))).slice(0, count)
    : []
}

export const REASONS = reasons

/** Retries faults, like a machine's Retry or a person's second click. */
export async function retryFaults<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Fault) return act()
    throw error
  }
}

/** Submits an application and returns the id of the request. */
export async function apply(world: World, application: Application = applicationOf(), key?: string): Promise<string> {
  const received = await retryFaults(() =>
    submitApplication(world, {
      municipality: 'I690',
      application,
      channel: 'form',
      ...(key === undefined ? {} : { key }),
    }),
  )
  if (received.outcome !== 'received') throw new Error(received.outcome)
  return received.file.request.id
}

/** Runs a step of a workflow that is not a question, as its task does, and returns the next one. */
async function runTask(
  world: Deps & { press: Press; papers: Papers },
  step: string,
  work: StepTarget,
): Promise<NextStep> {
  if (isStep(step)) return runStep(world, step, work)
  if (!step.startsWith('Issue')) throw new Error(`${step} is no task`)
  await issuePapers(world, work.request)
  return loadNextStep(world, work)
}

/** Runs the step that commits the money of a request. */
export const commitFundsOf = (deps: Deps, request: string): Promise<NextStep> =>
  runStep(deps, 'CommitFunds', { request, workflow: { machine: 'contribution-request' } })

/** Runs the step that clears an instalment. */
export const clearPaymentOf = (deps: Deps, request: string, instalment: number): Promise<NextStep> =>
  runStep(deps, 'Clear', { request, workflow: { machine: 'payment', instalment } })

const kindOf = (state: string): AskKind | undefined =>
  Object.keys(PARTS).find((kind): kind is AskKind => state.toLowerCase() === `ask${kind}`)

/** Enters the state of a machine that asks a question; returns the ask if it is open. */
export async function ask(world: World, id: string, workflow: WorkflowRef): Promise<Ask | undefined> {
  const next = async () => nextStep(await world.files.get(id), workflow, world.clock.now()).next
  if ((await next()).startsWith('Issue')) await retryFaults(() => issuePapers(world, id))
  const kind = kindOf(await next())
  if (!kind) return undefined
  await retryFaults(() => askPerson(world, { request: id, kind, workflow, token: `token-${kind}` }))
  return (await world.files.get(id)).asks.findLast((each) => each.kind === kind && each.status === 'open')
}

/** Returns the secret of the last link sent for an ask. */
export function secretOf(world: Pick<World, 'postman'>, askId: string): string {
  const url = world.postman.about(askId).at(-1)?.url ?? ''
  return url.slice(url.lastIndexOf('/') + 1)
}

/** Answers with the last link sent, or a new one if it has expired. */
export async function answer(world: World, { id }: Pick<Ask, 'id'>, typed: unknown) {
  const answered = await retryFaults(() => answerAsk(world, id, secretOf(world, id), typed))
  if (!('state' in answered) || answered.state !== 'gone' || !answered.renewable) return answered
  await retryFaults(() => renewLink(world, id, secretOf(world, id)))
  return retryFaults(() => answerAsk(world, id, secretOf(world, id), typed))
}

/** Runs the next step of a workflow. Returns how long it waits, or whether it continued. */
async function step(
  world: World,
  id: string,
  workflow: WorkflowRef,
  parts: Parts,
  until: Stop,
): Promise<'on' | 'idle' | number> {
  const file = await world.files.get(id)
  const { next, waitSeconds }: NextStep = nextStep(file, workflow, world.clock.now())
  if (next === 'Done') return 'idle'
  if (next.startsWith('Await')) return waitSeconds
  if (!next.startsWith('Ask')) {
    const before = file.request.version
    await retryFaults(() => runTask(world, next, { request: id, workflow }))
    return (await world.files.get(id)).request.version === before ? 'idle' : 'on'
  }
  const open = await ask(world, id, workflow)
  const asked = await world.files.get(id)
  // The question may have moved the record on, which wakes the machine at once.
  if (!open || until(asked) || nextStep(asked, workflow, world.clock.now()).next !== next) return 'on'
  const part = parts[open.kind] ?? PARTS[open.kind]
  const typed = part({ ask: open, file: asked, today: dayOf(world.clock.now()) })
  if (typed === undefined) return 'idle'
  const outcome = await answer(world, open, typed)
  if ('outcome' in outcome && outcome.outcome === 'invalid')
    throw new Error(`${open.id}: ${JSON.stringify(outcome.problems)}`)
  return 'on'
}

export type Stop = (file: CaseFile) => boolean

/**
 * Plays a request until nothing is left to do, a question stays open, or `until` holds. Time moves when everything
 * waits.
 */
export async function play(world: World, id: string, parts: Parts = {}, until: Stop = () => false): Promise<CaseFile> {
  for (;;) {
    const file = await world.files.get(id)
    if (until(file)) return file
    const drives = requiredWorkflows(file, world.clock.now())
    if (drives.length === 0) return file
    const waits: number[] = []
    let went = false
    for (const workflow of drives) {
      const outcome = await step(world, id, workflow, parts, until)
      if (outcome === 'on') went = true
      else if (outcome !== 'idle') waits.push(outcome)
      if (went && until(await world.files.get(id))) break
    }
    if (went) continue
    const wait = Math.min(...waits)
    if (!Number.isFinite(wait)) return world.files.get(id)
    world.clock.moveSeconds(wait)
  }
}

/** Returns true at a stage whose papers are issued. */
export const atStage =
  (stage: CaseFile['request']['stage']): Stop =>
  (file) =>
    file.request.stage === stage && papersDue(file).length === 0

/** Plays until a question of a kind is open, and returns it. */
export async function playToAsk(world: World, id: string, kind: AskKind, parts: Parts = {}): Promise<Ask> {
  const isOpen = (each: Ask) => each.kind === kind && each.status === 'open'
  const file = await play(world, id, { ...parts, [kind]: () => undefined }, ({ asks }) => asks.some(isOpen))
  const open = file.asks.findLast(isOpen)
  if (!open) throw new Error(`${kind} was never asked: ${file.request.stage}`)
  return open
}
