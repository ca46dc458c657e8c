import { readdirSync, readFileSync } from 'node:fs'
import validate from 'asl-validator'
import { StateMachine } from 'aws-local-stepfunctions'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const state = z.looseObject({
  Type: z.string(),
  Comment: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() })).optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string(), Comment: z.string() })).optional(),
  Choices: z.array(z.looseObject({ StringEquals: z.string(), Next: z.string() })).optional(),
})
const machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), state) })

const FOLDER = new URL('../../workflows/', import.meta.url)
const machines = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.asl.json'))
  .map((name) => ({
    name: name.replace('.asl.json', ''),
    definition: machine.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))),
  }))
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
    const standing = { next, waitSeconds: 0 }
    return stateName.startsWith('Ask') ? standing : { Payload: standing }
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

describe.each(machines)('$name', ({ name, definition }) => {
  const steps = Object.entries(definition.States)
  const tasks = steps.filter(([, each]) => each.Type === 'Task')
  const byStanding = definition.States['ByStanding']?.Choices ?? []

  it('is valid Amazon States Language', () => {
    const { isValid, errorsText } = validate(JSON.parse(JSON.stringify(definition)))
    expect(isValid, errorsText()).toBe(true)
  })

  it('gives every task a time-out, retries of transient errors only, and a catch that says why', () => {
    for (const [stateName, task] of tasks) {
      expect(task.TimeoutSeconds, stateName).toBeGreaterThan(0)
      const retried = (task.Retry ?? []).flatMap((retry) => retry.ErrorEquals)
      expect(retried, stateName).toContain('Transient')
      expect(
        retried.filter((error) => error.startsWith('States.')),
        stateName,
      ).toEqual([])
      expect(task.Catch?.at(-1)?.ErrorEquals, stateName).toEqual(['States.ALL'])
      for (const each of task.Catch ?? []) expect(each.Comment.length, stateName).toBeGreaterThan(20)
    }
  })

  it('reaches every step from where the record stands, by its own name', () => {
    expect(byStanding.map((choice) => choice.Next)).toEqual(byStanding.map((choice) => choice.StringEquals))
    const reachable = new Set([...byStanding.map((choice) => choice.Next), 'Standing', 'ByStanding', 'Stopped'])
    expect(steps.map(([stateName]) => stateName).filter((stateName) => !reachable.has(stateName))).toEqual([])
  })

  it('carries ids only', () => {
    const allowed = ['request', 'period', 'instalment', 'review', 'machine', 'kind', 'token']
    for (const [stateName, task] of tasks) {
      const { Payload } = z.object({ Payload: z.record(z.string(), z.unknown()) }).parse(task['Parameters'])
      expect(
        Object.keys(Payload)
          .map((field) => field.replace('.$', ''))
          .filter((field) => !allowed.includes(field)),
        stateName,
      ).toEqual([])
    }
  })

  it.each(byStanding.filter((choice) => choice.Next !== 'Done').map((choice) => choice.Next))(
    'goes through %s and on from its answer',
    async (step) => {
      const isWait = definition.States[step]?.Type === 'Wait'
      const { visited, outcome } = await run(name, { Standing: isWait ? [step, 'Done'] : [step], [step]: ['Done'] })
      expect(outcome).toBe('SUCCEEDED')
      expect(visited).toEqual(isWait ? ['Standing', 'Standing'] : ['Standing', step])
    },
  )

  it.each(tasks.map(([stateName]) => stateName))('%s: a transient error is tried again', async (step) => {
    const script =
      step === 'Standing'
        ? { Standing: [named('Transient'), 'Done'] }
        : { Standing: [step], [step]: [named('Transient'), 'Done'] }
    const { visited, outcome } = await run(name, script)
    expect(outcome).toBe('SUCCEEDED')
    expect(visited.filter((stateName) => stateName === step)).toHaveLength(2)
  })

  it.each(tasks.map(([stateName]) => stateName))('%s: any other error stops for a person, at once', async (step) => {
    const script =
      step === 'Standing' ? { Standing: [named('ZodError')] } : { Standing: [step], [step]: [named('ZodError')] }
    const { visited, outcome } = await run(name, script)
    expect(outcome).not.toBe('SUCCEEDED')
    expect(visited.filter((stateName) => stateName === step)).toHaveLength(1)
  })

  it.each(tasks.map(([stateName]) => stateName).filter((stateName) => stateName.startsWith('Ask')))(
    '%s: a day without an answer asks again',
    async (step) => {
      const { visited, outcome } = await run(name, {
        Standing: [step],
        [step]: [named('States.Timeout'), named('States.Timeout'), 'Done'],
      })
      expect(outcome).toBe('SUCCEEDED')
      expect(visited).toEqual(['Standing', step, step, step])
    },
  )

  it('stops at a step it does not know', async () => {
    expect((await run(name, { Standing: ['NoSuchStep'] })).outcome).not.toBe('SUCCEEDED')
  })
})

describe('contribution-request', () => {
  it('walks from the receipt to the start of the activity', async () => {
    const steps = [
      'Open',
      'Issue',
      'AskAssessment',
      'AskIntegration',
      'AskAssessment',
      'AskDecision',
      'Issue',
      'CommitFunds',
      'AwaitFunds',
      'CommitFunds',
      'NotifyOutcome',
      'AskPlacement',
      'AskAgreement',
      'AskInsurance',
      'AwaitStart',
      'Start',
      'Done',
    ]
    const script: Record<string, string[]> = { Standing: ['Open'] }
    // What a step answers is the step after it; a Wait is followed by Standing, which tells the next one.
    steps.slice(0, -1).forEach((step, index) => {
      const from = step.startsWith('Await') ? 'Standing' : step
      script[from] = [...(script[from] ?? []), steps[index + 1] ?? 'Done']
    })
    const { visited, outcome } = await run('contribution-request', script)
    expect(outcome).toBe('SUCCEEDED')
    expect(visited.filter((step) => step !== 'Standing')).toEqual(
      steps.filter((step) => !step.startsWith('Await') && step !== 'Done'),
    )
  })
})
