import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Activity } from '../../runtime/activity.ts'
import type { MovableClock } from '../../runtime/clock.ts'
import type { Meter } from '../../runtime/meter.ts'
import { ACCOUNT, type LambdaSpec, type MachineSpec, REGION } from '../../runtime/specs.ts'
import { AwsError, type Operation } from '../aws-json.ts'
import { type Execution, type ExecutionView, type Run, type Status, toHistory, viewOf } from './execution.ts'
import {
  arnInput,
  historyInput,
  type Json,
  listInput,
  paginate,
  parseJson,
  startInput,
  taskInput,
  waitInput,
} from './inputs.ts'
import { type Machine, prepareMachine, type TaskSpec } from './machine.ts'

/** The options of the service. */
export interface StepFunctionsOptions {
  readonly machines: readonly MachineSpec[]
  readonly functions: readonly LambdaSpec[]
  readonly invoke: (fn: LambdaSpec, event: unknown) => Promise<unknown>
  readonly clock: MovableClock
  readonly activity: Activity
  readonly meter: Meter
  /** Called when an execution changes its status. */
  readonly onStatus: (execution: ExecutionView) => void
}

/** The token in the engine's context object; each task gets a fresh one in its place. */
const TOKEN_PLACEHOLDER = 'token-of-this-task'
const TOKEN = /^local\.[\w-]{43}$/
const RETRY_MS = [100, 200, 300, 400, 500, 500, 500, 500]
/** The number of ended executions that keep their input, output and history. */
const KEEP_ENDED = 500

/** An error that Retry and Catch match by its name. */
class NamedError extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** Step Functions in memory. The engine interprets the definitions; this class keeps executions, tokens and time. */
export class StepFunctions {
  readonly #machines: ReadonlyMap<string, Machine>
  readonly #executions = new Map<string, Execution>()
  readonly #ended: Execution[] = []
  readonly #tokens = new Map<
    string,
    { readonly succeed: (output: unknown) => void; readonly fail: (error: Error) => void }
  >()
  readonly #functions: ReadonlyMap<string, LambdaSpec>
  readonly #options: StepFunctionsOptions

  constructor(options: StepFunctionsOptions) {
    this.#options = options
    this.#machines = new Map(options.machines.map((spec) => [spec.arn, prepareMachine(spec)]))
    this.#functions = new Map(options.functions.flatMap((fn) => [[fn.arn, fn] as const, [fn.name, fn] as const]))
  }

  /** Returns the operations of the service by the value of X-Amz-Target. */
  operations(): Readonly<Record<string, Operation>> {
    return {
      'AWSStepFunctions.StartExecution': (input) => this.#startExecution(startInput.parse(input)),
      'AWSStepFunctions.DescribeExecution': (input) => this.#describe(arnInput.parse(input).executionArn),
      'AWSStepFunctions.StopExecution': (input) => this.#stopExecution(input),
      'AWSStepFunctions.SendTaskSuccess': (input) => this.#sendTaskSuccess(input),
      'AWSStepFunctions.SendTaskFailure': (input) => this.#sendTaskFailure(input),
      'AWSStepFunctions.ListExecutions': (input) => this.#listExecutions(input),
      'AWSStepFunctions.GetExecutionHistory': (input) => this.#getExecutionHistory(input),
    }
  }

  /** Returns all executions since the start, oldest first. */
  executions(): ExecutionView[] {
    return [...this.#executions.values()].map(viewOf)
  }

  /** Aborts all executions without publishing events. */
  stop(): void {
    for (const execution of this.#executions.values()) {
      if (execution.status === 'RUNNING') this.#end(execution, 'ABORTED', {}, false)
    }
  }

  #startExecution({ stateMachineArn, name, input }: z.infer<typeof startInput>): unknown {
    const machine = this.#machines.get(stateMachineArn)
    if (machine === undefined) {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`)
    }
    const parsed = parseJson(input, 'InvalidExecutionInput')
    const executionName = name ?? crypto.randomUUID()
    const arn = `arn:aws:states:${REGION}:${ACCOUNT}:execution:${machine.name}:${executionName}`
    const existing = this.#executions.get(arn)
    if (existing !== undefined) {
      if (existing.status === 'RUNNING' && existing.input === input) {
        return { executionArn: arn, startDate: existing.startDate / 1000 }
      }
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
    }
    const execution: Execution = {
      arn,
      name: executionName,
      machine,
      startDate: this.#options.clock.now(),
      input,
      status: 'RUNNING',
      history: [],
      waits: new Set(),
      abort: () => undefined,
      leave: this.#options.activity.enter(),
    }
    this.#executions.set(arn, execution)
    this.#options.onStatus(viewOf(execution))
    this.#run(execution, parsed)
    return { executionArn: arn, startDate: execution.startDate / 1000 }
  }

  #run(execution: Execution, input: Json): void {
    const { machine } = execution
    const handlers = [...machine.tasks].map(([state, task]) => [
      state,
      (payload: unknown) => this.#task(execution, state, task, payload),
    ])
    const run = machine.engine.run(input, {
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(handlers),
        retryIntervalOverrides: Object.fromEntries(machine.retried.map((state) => [state, RETRY_MS])),
      },
      context: {
        Execution: { Id: execution.arn, Name: execution.name },
        StateMachine: { Id: machine.arn, Name: machine.name },
        Task: { Token: TOKEN_PLACEHOLDER },
      },
    })
    execution.abort = run.abort
    if (machine.timeoutMs !== undefined) {
      const cancel = this.#options.clock.sleepUntil(execution.startDate + machine.timeoutMs, () =>
        this.#end(execution, 'TIMED_OUT', {}),
      )
      execution.waits.add(cancel)
    }
    void this.#record(execution, run)
    run.result.then(
      (output) => this.#end(execution, 'SUCCEEDED', { output: JSON.stringify(output) }),
      (error: unknown) => {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : new Error(String(error))
        this.#end(execution, 'FAILED', { error: cause.name, cause: cause.message })
      },
    )
  }

  async #record(execution: Execution, run: Run): Promise<void> {
    for await (const event of run.eventLogs) {
      if (event.type === 'StateEntered' || event.type === 'StateRetried') this.#options.meter.stateTransitions += 1
      const entry = toHistory(event, execution.machine)
      if (entry !== undefined) this.#append(execution, entry.type, entry.details)
    }
  }

  #append(execution: Execution, type: string, details: Record<string, unknown>): void {
    const id = execution.history.length + 1
    const timestamp = this.#options.clock.now() / 1000
    execution.history.push({ id, previousEventId: id - 1, type, timestamp, ...details })
  }

  #end(
    execution: Execution,
    status: Exclude<Status, 'RUNNING'>,
    result: { output?: string; error?: string; cause?: string },
    notify = true,
  ): void {
    if (execution.status !== 'RUNNING') return
    execution.status = status
    execution.stopDate = this.#options.clock.now()
    Object.assign(execution, result)
    if (status === 'ABORTED' || status === 'TIMED_OUT') execution.abort()
    for (const breakOff of execution.waits) breakOff(new NamedError('Ended', 'The execution has ended.'))
    execution.waits.clear()
    execution.abort = () => undefined // otherwise the engine's run stays in memory
    if (notify) this.#options.onStatus(viewOf(execution))
    execution.leave?.()
    execution.leave = undefined
    this.#ended.push(execution)
    if (this.#ended.length > KEEP_ENDED) {
      const oldest = this.#ended.shift()
      if (oldest !== undefined) Object.assign(oldest, { input: '{}', output: undefined, cause: undefined, history: [] })
    }
  }

  async #task(execution: Execution, state: string, task: TaskSpec, payload: unknown): Promise<Json> {
    // Lets the engine record its own events of this state first.
    await setImmediate()
    if (execution.status !== 'RUNNING') throw new NamedError('Ended', 'The execution has ended.')
    if (task.kind === 'wait') return this.#wait(execution, state, payload)
    const { FunctionName, Payload } = taskInput.parse(payload)
    const fn = this.#functions.get(FunctionName)
    if (fn === undefined)
      throw new NamedError('Lambda.ResourceNotFoundException', `Function not found: ${FunctionName}`)
    const common = { resourceType: 'lambda', resource: task.kind === 'token' ? 'invoke.waitForTaskToken' : 'invoke' }
    this.#append(execution, 'TaskScheduled', {
      taskScheduledEventDetails: { ...common, region: REGION, parameters: JSON.stringify(payload) },
    })
    const output =
      task.kind === 'token'
        ? await this.#askWithToken(execution, task.timeoutMs, fn, Payload)
        : { ExecutedVersion: '$LATEST', Payload: await this.#options.invoke(fn, Payload), StatusCode: 200 }
    this.#append(execution, 'TaskSucceeded', {
      taskSucceededEventDetails: { ...common, output: JSON.stringify(output) },
    })
    return z.json().parse(output)
  }

  async #wait(execution: Execution, state: string, payload: unknown): Promise<Json> {
    const parsed = waitInput.safeParse(payload)
    if (!parsed.success) throw new NamedError('States.Runtime', `Wait state ${state}: ${z.prettifyError(parsed.error)}`)
    const due =
      'seconds' in parsed.data
        ? this.#options.clock.now() + parsed.data.seconds * 1000
        : Date.parse(parsed.data.timestamp)
    // A wait already due must not park the execution: the system would look idle until the timer fires.
    if (due <= this.#options.clock.now()) return {}
    const wait = this.#begin<void>(execution)
    const cancel = this.#options.clock.sleepUntil(due, () => wait.resolve())
    this.#park(execution)
    await wait.promise.finally(cancel)
    return {}
  }

  async #askWithToken(
    execution: Execution,
    timeoutMs: number | undefined,
    fn: LambdaSpec,
    payload: unknown,
  ): Promise<unknown> {
    const token = `local.${randomBytes(32).toString('base64url')}`
    const wait = this.#begin<unknown>(execution)
    const { clock } = this.#options
    const cancel =
      timeoutMs === undefined
        ? () => undefined
        : clock.sleepUntil(clock.now() + timeoutMs, () =>
            wait.reject(new NamedError('States.Timeout', 'The task was not answered in time.')),
          )
    this.#tokens.set(token, { succeed: wait.resolve, fail: wait.reject })
    try {
      const input = JSON.stringify(payload).replaceAll(TOKEN_PLACEHOLDER, token)
      // The answer may arrive before the function returns.
      await Promise.race([this.#options.invoke(fn, JSON.parse(input)), wait.promise])
      if (!wait.settled) this.#park(execution)
      return await wait.promise
    } finally {
      cancel()
      this.#tokens.delete(token)
      wait.end()
    }
  }

  /** Begins a wait that ends by an answer, by the clock or with the execution. Its end puts the execution in flight again. */
  #begin<T>(execution: Execution) {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    promise.catch(() => undefined)
    const breakOff = (error: Error): void => settle(() => reject(error))
    const wait = {
      promise,
      settled: false,
      resolve: (value: T): void => settle(() => resolve(value)),
      reject: breakOff,
      end: () => execution.waits.delete(breakOff),
    }
    const settle = (how: () => void): void => {
      if (wait.settled) return
      wait.settled = true
      wait.end()
      if (execution.status === 'RUNNING') execution.leave ??= this.#options.activity.enter()
      how()
    }
    execution.waits.add(breakOff)
    return wait
  }

  #park(execution: Execution): void {
    execution.leave?.()
    execution.leave = undefined
  }

  #find(arn: string): Execution {
    const execution = this.#executions.get(arn)
    if (execution === undefined) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
    return execution
  }

  #describe(arn: string): unknown {
    const { history, startDate, stopDate, ...rest } = viewOf(this.#find(arn))
    return {
      ...rest,
      startDate: startDate / 1000,
      ...(stopDate !== undefined && { stopDate: stopDate / 1000 }),
      inputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
    }
  }

  #stopExecution(input: unknown): unknown {
    const { executionArn, error, cause } = arnInput
      .extend({ error: z.string().optional(), cause: z.string().optional() })
      .parse(input)
    const execution = this.#find(executionArn)
    this.#end(execution, 'ABORTED', { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) })
    return { stopDate: (execution.stopDate ?? execution.startDate) / 1000 }
  }

  #take(token: string) {
    const wait = this.#tokens.get(token)
    if (wait !== undefined) {
      this.#tokens.delete(token)
      return wait
    }
    // The token belongs to an answered, timed-out or stopped task, or to an earlier run of this process.
    if (TOKEN.test(token)) throw new AwsError('TaskTimedOut', 'Task Timed Out: Provided task does not exist anymore')
    throw new AwsError('InvalidToken', 'Invalid Token: Invalid token')
  }

  #sendTaskSuccess(input: unknown): unknown {
    const { taskToken, output } = z.object({ taskToken: z.string(), output: z.string() }).parse(input)
    const parsed = parseJson(output, 'InvalidOutput')
    this.#take(taskToken).succeed(parsed)
    return {}
  }

  #sendTaskFailure(input: unknown): unknown {
    const { taskToken, error, cause } = z
      .object({ taskToken: z.string(), error: z.string().default(''), cause: z.string().default('') })
      .parse(input)
    this.#take(taskToken).fail(new NamedError(error, cause))
    return {}
  }

  #listExecutions(input: unknown): unknown {
    const query = listInput.parse(input)
    if (!this.#machines.has(query.stateMachineArn)) {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${query.stateMachineArn}'`)
    }
    const found = this.executions()
      .filter((execution) => execution.stateMachineArn === query.stateMachineArn)
      .filter((execution) => query.statusFilter === undefined || execution.status === query.statusFilter)
      .reverse()
    const page = paginate(found, query)
    return {
      executions: page.items.map(({ executionArn, stateMachineArn, name, status, startDate, stopDate }) => ({
        executionArn,
        stateMachineArn,
        name,
        status,
        startDate: startDate / 1000,
        ...(stopDate !== undefined && { stopDate: stopDate / 1000 }),
      })),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    }
  }

  async #getExecutionHistory(input: unknown): Promise<unknown> {
    const query = historyInput.parse(input)
    const execution = this.#find(query.executionArn)
    await setImmediate()
    const page = paginate(query.reverseOrder ? execution.history.toReversed() : execution.history, query)
    return { events: page.items, ...(page.nextToken !== undefined && { nextToken: page.nextToken }) }
  }
}
