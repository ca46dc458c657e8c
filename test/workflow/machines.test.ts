import { existsSync, readdirSync, readFileSync } from 'node:fs'
import validate from 'asl-validator'
import { StateMachine } from 'aws-local-stepfunctions'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { printedWorkflows } from '../../infra/commands/workflows.ts'
import { RETRIED } from '../../infra/workflows/asl.ts'
import { machines as definitions, type StateDefinition } from '../../workflows/index.ts'

const state = z.looseObject({
  Type: z.string(),
  Comment: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() })).optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string(), Comment: z.string() })).optional(),
  Choices: z.array(z.looseObject({ StringEquals: z.string(), Next: z.string() })).optional(),
})
const machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), state) })
type Asl = z.infer<typeof machine>

const FOLDER = new URL('../../workflows/', import.meta.url)
const machines = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.asl.json'))
  .map((name) => ({
    name: name.replace('.asl.json', ''),
    definition: machine.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))),
  }))
const statesOf = (name: string): [string, StateDefinition][] =>
  Object.entries<StateDefinition>(Object.entries(definitions).find(([each]) => each === name)?.[1].states ?? {})
const definitionOf = (name: string) =>
  machines.find((each) => each.name === name)?.definition ?? { StartAt: '', States: {} }

const named = (name: string) => Object.assign(new Error('a message that must not matter'), { name })

/** Runs a machine with a script: what each step answers, in order. Tells which states were entered. */
async function run(
  name: string,
  script: Record<string, (string | Error)[]>,
): Promise<{ visited: string[]; outcome: string }> {
  const definition = definitionOf(name)
  const visited: string[] = []
  const steps = Object.entries(definition.States)
  const answer = (stateName: string) => async () => {
    visited.push(stateName)
    const next = script[stateName]?.shift()
    if (next === undefined) throw named('NotInTheScript')
    if (next instanceof Error) throw next
    const nextStep = { next, waitSeconds: 0 }
    return stateName.startsWith('Ask') ? nextStep : { Payload: nextStep }
  }
  const tasks = steps
    .filter(([, each]) => each.Type === 'Task')
    .map(([stateName]) => [stateName, answer(stateName)] as const)
  const waits = steps.filter(([, each]) => each.Type === 'Wait').map(([stateName]) => [stateName, 0] as const)
  const engine = new StateMachine(JSON.parse(JSON.stringify(definition)), { validationOptions: { noValidate: true } })
  const execution = engine.run(
    { request: 'r', period: 1, instalment: 1, review: 1 },
    {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(tasks),
        waitTimeOverrides: Object.fromEntries(waits),
        retryIntervalOverrides: Object.fromEntries(tasks.map(([stateName]) => [stateName, 0])),
      },
      context: { Task: { Token: 'token' } },
    },
  )
  try {
    await execution.result
    return { visited, outcome: 'SUCCEEDED' }
  } catch (error) {
    return { visited, outcome: error instanceof Error ? error.name : 'FAILED' }
  }
}

/** The states that an answer of `from` leads to by its own name: its edges, or the only one. */
const edgesOf = ({ States }: Asl, from: string): string[] => {
  const next = States[from]?.Next ?? ''
  return States[next]?.Choices?.map((choice) => choice.Next) ?? [next]
}

describe('the printed machines', () => {
  it.each([...printedWorkflows()])('%s matches the definitions', (path, text) => {
    expect(existsSync(path) && readFileSync(path, 'utf8') === text, `${path} drifted: run npm run workflows`).toBe(true)
  })

  it('are complete', () => {
    expect(machines.map(({ name }) => name).sort()).toEqual(Object.keys(definitions).sort())
  })
})

describe.each(machines)('$name', ({ name, definition }) => {
  const steps = Object.entries(definition.States)
  const tasks = steps.filter(([, each]) => each.Type === 'Task')
  const resumed = definition.States['AfterResume']?.Choices ?? []

  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = validate(JSON.parse(JSON.stringify(definition)))
    expect(isValid, errorsText()).toBe(true)
  })

  it('gives every task a time-out, retries of transient errors only, and a catch with the cause', () => {
    for (const [stateName, task] of tasks) {
      expect(task.TimeoutSeconds, stateName).toBeGreaterThan(0)
      const retried = (task.Retry ?? []).flatMap((retry) => retry.ErrorEquals)
      expect(retried, stateName).toEqual(RETRIED)
      expect(retried, stateName).toEqual(
        expect.arrayContaining([
          'Transient',
          'Lambda.ClientExecutionTimeoutException',
          'Lambda.Unknown',
          'Sandbox.Timedout',
        ]),
      )
      expect(
        retried.filter((error) => error.startsWith('States.')),
        stateName,
      ).toEqual([])
      expect(task.Catch?.at(-1)?.ErrorEquals, stateName).toEqual(['States.ALL'])
      for (const each of task.Catch ?? []) expect(each.Comment.length, stateName).toBeGreaterThan(20)
    }
  })

  it('starts at Resume, which knows every state of the definition by its own name', () => {
    expect(definition.StartAt).toBe('Resume')
    expect(resumed.map((choice) => choice.Next)).toEqual(resumed.map((choice) => choice.StringEquals))
    expect(resumed.map((choice) => choice.Next)).toEqual(statesOf(name).map(([stateName]) => stateName))
  })

  it('reaches every state', () => {
    const targets = steps.flatMap(([, { Next, Default, Choices = [], Catch = [] }]) => [
      ...[Next, Default].filter((each) => each !== undefined),
      ...[...Choices, ...Catch].map((each) => each.Next),
    ])
    const reachable = new Set([definition.StartAt, ...targets])
    expect(steps.map(([stateName]) => stateName).filter((stateName) => !reachable.has(stateName))).toEqual([])
  })

  it('has edges between its own states only, and none that an ask cannot leave by', () => {
    const names = new Set(statesOf(name).map(([stateName]) => stateName))
    for (const [stateName, { kind, edges }] of statesOf(name)) {
      expect(
        edges.filter((edge) => !names.has(edge)),
        stateName,
      ).toEqual([])
      expect(new Set(edges).size, stateName).toBe(edges.length)
      if (kind !== 'succeed') expect(edges.length, stateName).toBeGreaterThan(0)
      if (kind === 'ask') expect(definition.States[definition.States[stateName]?.Next ?? '']?.Type).toBe('Choice')
    }
  })

  it('has no state through which every edge passes: each step chooses for itself', () => {
    const after = tasks.map(([, task]) => task.Next)
    for (const next of new Set(after))
      expect(after.filter((each) => each === next).length, next).toBeLessThan(tasks.length / 2)
    for (const [, { Next }] of tasks)
      if (Next?.startsWith('After')) expect(after.filter((each) => each === Next)).toHaveLength(1)
  })

  it('carries ids only', () => {
    const allowed = ['request', 'period', 'instalment', 'review', 'machine', 'step', 'kind', 'token']
    for (const [stateName, task] of tasks) {
      const { Payload } = z.object({ Payload: z.record(z.string(), z.unknown()) }).parse(task['Parameters'])
      expect(
        Object.keys(Payload)
          .map((field) => field.replace('.$', ''))
          .filter((field) => !allowed.includes(field)),
        stateName,
      ).toEqual([])
      expect(Payload['step']).toBe(stateName)
    }
  })

  it.each(
    tasks.flatMap(([from]) => (from === 'Resume' ? [] : edgesOf(definition, from).map((to) => [from, to] as const))),
  )('follows the edge from %s to %s', async (from, to) => {
    const type = definition.States[to]?.Type
    const { visited, outcome } = await run(name, {
      Resume: [from, 'Done'],
      [from]: [to],
      ...(type === 'Task' ? { [to]: ['Done', 'Done'] } : {}),
    })
    const path = type === 'Task' ? ['Resume', from, to] : ['Resume', from]
    expect(visited.slice(0, path.length)).toEqual(path)
    if (type !== 'Task' || edgesOf(definition, to).includes('Done')) expect(outcome).toBe('SUCCEEDED')
  })

  it.each(resumed.map((choice) => choice.Next).filter((step) => step !== 'Done'))(
    'goes from Resume to %s and, by an answer that is none of its edges, back to Resume',
    async (step) => {
      const isWait = definition.States[step]?.Type === 'Wait'
      const edges = edgesOf(definition, step)
      const other =
        resumed.map((choice) => choice.Next).find((each) => each !== 'Done' && !edges.includes(each)) ?? 'Done'
      const chooses = !isWait && definition.States[definition.States[step]?.Next ?? '']?.Type === 'Choice'
      const only = edges[0] ?? ''
      const { visited, outcome } = await run(name, {
        Resume: [step, 'Done'],
        ...(isWait ? {} : { [step]: [other] }),
        // The only step that may follow looks at the record itself, and says what else is next.
        ...(isWait || chooses ? {} : { [only]: [only] }),
      })
      if (isWait) expect(visited).toEqual(['Resume', 'Resume'])
      else expect(visited).toEqual(chooses ? ['Resume', step, 'Resume'] : ['Resume', step, only, 'Resume'])
      expect(outcome).toBe('SUCCEEDED')
    },
  )

  it.each(tasks.map(([stateName]) => stateName))('%s: retries a transient error', async (step) => {
    const { visited } = await run(
      name,
      step === 'Resume'
        ? { Resume: [named('Transient'), 'Done'] }
        : { Resume: [step, 'Done'], [step]: [named('Transient'), 'Done'] },
    )
    expect(visited.filter((stateName) => stateName === step)).toHaveLength(2)
  })

  it.each(tasks.map(([stateName]) => stateName))('%s: stops at once on any other error', async (step) => {
    const script = step === 'Resume' ? { Resume: [named('ZodError')] } : { Resume: [step], [step]: [named('ZodError')] }
    const { visited, outcome } = await run(name, script)
    expect(outcome).not.toBe('SUCCEEDED')
    expect(visited.filter((stateName) => stateName === step)).toHaveLength(1)
  })

  it.each(tasks.map(([stateName]) => stateName).filter((stateName) => stateName.startsWith('Ask')))(
    '%s: a day without an answer asks again',
    async (step) => {
      const { visited, outcome } = await run(name, {
        Resume: [step, 'Done'],
        [step]: [named('States.Timeout'), named('States.Timeout'), 'Done'],
      })
      expect(outcome).toBe('SUCCEEDED')
      expect(visited.slice(0, 4)).toEqual(['Resume', step, step, step])
    },
  )

  it('stops at a step that Resume does not know', async () => {
    expect((await run(name, { Resume: ['NoSuchStep'] })).outcome).not.toBe('SUCCEEDED')
  })
})

/** Runs a machine along a path, and returns the steps it took beside `Resume`. */
async function walk(name: string, steps: string[]) {
  const script: Record<string, string[]> = { Resume: [steps[0] ?? 'Done'] }
  // What a step answers is the step after it; a Wait is followed by Resume, which tells the next one.
  steps.slice(0, -1).forEach((step, index) => {
    const from = step.startsWith('Await') ? 'Resume' : step
    script[from] = [...(script[from] ?? []), steps[index + 1] ?? 'Done']
  })
  const { visited, outcome } = await run(name, script)
  expect(outcome).toBe('SUCCEEDED')
  const waits = steps.filter((step) => step.startsWith('Await')).length
  expect(visited.filter((step) => step === 'Resume')).toHaveLength(1 + waits)
  expect(visited.filter((step) => step !== 'Resume')).toEqual(
    steps.filter((step) => !step.startsWith('Await') && step !== 'Done'),
  )
}

describe('contribution-request', () => {
  it('walks from the receipt to the start of the activity, through Resume after a Wait only', async () => {
    await walk('contribution-request', [
      'Open',
      'IssueOpening',
      'AskAssessment',
      'AskIntegration',
      'AskAssessment',
      'AskDecision',
      'IssueDecision',
      'CommitFunds',
      'AwaitFunds',
      'CommitFunds',
      'NotifyOutcome',
      'AskPlacement',
      'AskAgreement',
      'IssueAgreement',
      'AskAgreement',
      'AskInsurance',
      'AwaitStart',
      'Start',
      'Done',
    ])
  })

  it('walks to a refusal', async () => {
    await walk('contribution-request', [
      'Open',
      'IssueOpening',
      'AskAssessment',
      'AskObservations',
      'IssueRejection',
      'AskObservations',
      'AskDecision',
      'IssueDecision',
      'NotifyOutcome',
      'Done',
    ])
  })
})

describe('activity-period', () => {
  it('walks from the end of a period to its settlement, with a dispute', async () => {
    await walk('activity-period', ['AwaitEnd', 'AskTimesheet', 'AskVerification', 'Settle', 'Done'])
    await walk('activity-period', [
      'AskDispute',
      'NotifyDispute',
      'AwaitEnd',
      'AskTimesheet',
      'AskVerification',
      'Settle',
      'Close',
      'Done',
    ])
  })
})

describe('payment', () => {
  it('walks from the publication to the outcome, also of a returned payment', async () => {
    await walk('payment', ['Publish', 'Clear', 'AwaitGate', 'Clear', 'AskOutcome', 'Close', 'Done'])
    await walk('payment', ['Publish', 'Clear', 'AskOutcome', 'AskAccount', 'Publish', 'Clear', 'AskOutcome', 'Done'])
  })
})

describe('review', () => {
  it('walks from the notice to the ruling', async () => {
    await walk('review', ['IssueReview', 'AskHearing', 'AskRuling', 'IssueRuling', 'NotifyReview', 'Done'])
  })
})
