import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions'
import { z } from 'zod'
import { LocalProblem } from '../../runtime/state.ts'
import type { MachineSpec } from '../../runtime/specs.ts'

/** A state machine of the template, prepared for the engine. */
export interface Machine {
  readonly name: string
  readonly arn: string
  readonly engine: StateMachine
  readonly timeoutMs: number | undefined
  readonly tasks: ReadonlyMap<string, TaskSpec>
  readonly retried: readonly string[]
  readonly waitStates: ReadonlySet<string>
}

/** The way in which the local handler answers a state. */
export type TaskSpec =
  | { readonly kind: 'invoke' }
  | { readonly kind: 'token'; readonly timeoutMs: number | undefined }
  | { readonly kind: 'wait' }

/** The longest time-out of a Node timer, in seconds. The engine sets one per task; the local handler keeps the real time-out. */
const ENGINE_TIMEOUT_SECONDS = 2_147_483

const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
})
const definitionSchema = z.looseObject({
  States: z.record(z.string(), stateSchema),
  TimeoutSeconds: z.number().optional(),
})
const engineDefinition = z.custom<StateMachineDefinition>((value) => definitionSchema.safeParse(value).success)
const waitSchema = z.looseObject({
  Seconds: z.number().optional(),
  Timestamp: z.string().optional(),
  SecondsPath: z.string().optional(),
  TimestampPath: z.string().optional(),
})
/** Returns a Wait state as a task, so that its local handler waits by the movable clock. */
const waitAsTask = (name: string, state: z.infer<typeof stateSchema>): z.infer<typeof stateSchema> => {
  const { Seconds, Timestamp, SecondsPath, TimestampPath, ...rest } = waitSchema.parse(state)
  if ('InputPath' in rest)
    throw new LocalProblem(`Wait state ${name} has an InputPath, which is not supported locally.`)
  const parameters =
    SecondsPath !== undefined
      ? { 'seconds.$': SecondsPath }
      : TimestampPath !== undefined
        ? { 'timestamp.$': TimestampPath }
        : Timestamp !== undefined
          ? { timestamp: Timestamp }
          : { seconds: Seconds ?? 0 }
  return {
    ...rest,
    Type: 'Task',
    Resource: 'arn:aws:states:::wait',
    Parameters: parameters,
    ResultPath: null,
    TimeoutSeconds: ENGINE_TIMEOUT_SECONDS,
  }
}

/**
 * Prepares a machine of the template for the engine.
 * @throws LocalProblem if the machine uses what is not supported locally
 */
export const prepareMachine = (spec: MachineSpec): Machine => {
  const { TimeoutSeconds, ...definition } = definitionSchema.parse(spec.definition)
  const tasks = new Map<string, TaskSpec>()
  const retried: string[] = []
  const waitStates = new Set<string>()
  const states = Object.entries(definition.States).map(([name, state]) => {
    if (state.Type === 'Map' || state.Type === 'Parallel') {
      throw new LocalProblem(`Machine ${spec.name}: ${state.Type} states are not supported locally.`)
    }
    if ('Retry' in state) retried.push(name)
    if (state.Type === 'Wait') {
      tasks.set(name, { kind: 'wait' })
      waitStates.add(name)
      return [name, waitAsTask(name, state)]
    }
    if (state.Type !== 'Task') return [name, state]
    const [, waits] = /^arn:aws:states:::lambda:invoke(\.waitForTaskToken)?$/.exec(state.Resource ?? '') ?? []
    if (!state.Resource?.startsWith('arn:aws:states:::lambda:invoke') || 'TimeoutSecondsPath' in state) {
      throw new LocalProblem(`Machine ${spec.name}: task ${name} uses what is not supported locally.`)
    }
    if (waits === undefined) {
      // A plain task runs in real time, as functions do: the engine's own timer serves.
      tasks.set(name, { kind: 'invoke' })
      return [name, { ...state, TimeoutSeconds: state.TimeoutSeconds ?? ENGINE_TIMEOUT_SECONDS }]
    }
    const timeoutMs = state.TimeoutSeconds === undefined ? undefined : state.TimeoutSeconds * 1000
    if (JSON.stringify(state).includes('States.TaskFailed')) {
      // On AWS States.TaskFailed leaves time-outs out; here a time-out is an error like any other.
      throw new LocalProblem(`Machine ${spec.name}: task ${name} must name its errors, not States.TaskFailed.`)
    }
    tasks.set(name, { kind: 'token', timeoutMs })
    return [name, { ...state, TimeoutSeconds: ENGINE_TIMEOUT_SECONDS }]
  })
  try {
    const engine = new StateMachine(engineDefinition.parse({ ...definition, States: Object.fromEntries(states) }), {
      validationOptions: { checkArn: false },
    })
    const timeoutMs = TimeoutSeconds === undefined ? undefined : TimeoutSeconds * 1000
    return { name: spec.name, arn: spec.arn, engine, timeoutMs, tasks, retried, waitStates }
  } catch (error) {
    throw new LocalProblem(`Machine ${spec.name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
