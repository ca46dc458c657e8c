import type { StateMachine } from 'aws-local-stepfunctions'
import type { Machine } from './machine.ts'

/** The status of an execution. */
export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'
export type Run = ReturnType<StateMachine['run']>
type EngineEvent = Run['eventLogs'] extends AsyncGenerator<infer E> ? E : never

/** An entry of an execution's history, in the shape of GetExecutionHistory. */
interface HistoryEvent {
  readonly id: number
  readonly previousEventId: number
  readonly type: string
  /** Seconds since the epoch, as AWS JSON writes instants. */
  readonly timestamp: number
  readonly [details: string]: unknown
}
/** An execution as callers see it. One that ended long ago keeps its name and status only. */
export interface ExecutionView {
  readonly executionArn: string
  readonly stateMachineArn: string
  readonly name: string
  readonly status: Status
  readonly startDate: number
  readonly stopDate?: number
  readonly input: string
  readonly output?: string
  readonly error?: string
  readonly cause?: string
  readonly history: readonly HistoryEvent[]
}

/** An execution as the service keeps it. */
export interface Execution {
  readonly arn: string
  readonly name: string
  readonly machine: Machine
  readonly startDate: number
  input: string
  status: Status
  stopDate?: number
  output?: string
  error?: string
  cause?: string
  history: HistoryEvent[]
  /** Cancels of the waits in progress, for a token or for an instant. */
  readonly waits: Set<(error: Error) => void>
  abort: () => void
  /** Leaves the count of work in flight; undefined while the execution waits. */
  leave: (() => void) | undefined
}

/** Returns an execution as callers see it. */
export const viewOf = (execution: Execution): ExecutionView => {
  const { stopDate, output, error, cause } = execution
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startDate,
    input: execution.input,
    history: execution.history,
    ...(stopDate !== undefined && { stopDate }),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  }
}

/** Translates an event of the engine into a history entry; undefined if AWS records none. */
export const toHistory = (
  event: EngineEvent,
  machine: Machine,
): { type: string; details: Record<string, unknown> } | undefined => {
  switch (event.type) {
    case 'ExecutionStarted':
      return { type: event.type, details: { executionStartedEventDetails: { input: JSON.stringify(event.input) } } }
    case 'ExecutionSucceeded':
      return { type: event.type, details: { executionSucceededEventDetails: { output: JSON.stringify(event.output) } } }
    case 'ExecutionFailed':
      return {
        type: event.type,
        details: { executionFailedEventDetails: { error: event.Error, cause: String(event.Cause) } },
      }
    case 'ExecutionAborted':
      return { type: event.type, details: { executionAbortedEventDetails: {} } }
    case 'StateEntered':
    case 'StateExited': {
      const { name, type, input, output } = event.state
      const kind = machine.waitStates.has(name) ? 'Wait' : type
      return event.type === 'StateEntered'
        ? {
            type: `${kind}StateEntered`,
            details: { stateEnteredEventDetails: { name, input: JSON.stringify(input) } },
          }
        : {
            type: `${kind}StateExited`,
            details: { stateExitedEventDetails: { name, output: JSON.stringify(output) } },
          }
    }
    case 'StateFailed': {
      if (!machine.tasks.has(event.state.name)) return undefined
      const timedOut = event.Error === 'States.Timeout'
      const details = { resourceType: 'lambda', resource: 'invoke', error: event.Error, cause: String(event.Cause) }
      return timedOut
        ? { type: 'TaskTimedOut', details: { taskTimedOutEventDetails: details } }
        : { type: 'TaskFailed', details: { taskFailedEventDetails: details } }
    }
    default:
      return undefined
  }
}
