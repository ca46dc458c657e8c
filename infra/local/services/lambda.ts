import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import type { Context } from 'aws-lambda'
import { z } from 'zod'
import type { Activity } from '../runtime/activity.ts'
import type { Meter } from '../runtime/meter.ts'
import { LocalProblem } from '../runtime/state.ts'
import { ACCOUNT, type LambdaSpec, REGION } from '../runtime/specs.ts'

/** An error a function threw. Its name is the type that Retry and Catch match, its message is the Cause. */
class FunctionError extends Error {
  constructor(name: string, cause: { errorType: string; errorMessage: string; trace: readonly string[] }) {
    super(JSON.stringify(cause))
    this.name = name
  }
}

type Handler = (event: unknown, context: Context) => unknown
const moduleSchema = z.object({
  handler: z.custom<Handler>((value) => typeof value === 'function', 'exports no function `handler`'),
})

/** A callback for the text that a function writes to its output. */
export type LogSink = (functionName: string, text: string) => void

/** The functions of the template, called as Lambda calls them: JSON in, JSON out, with a time limit. */
export class Functions {
  readonly #handlers = new Map<string, Handler>()
  readonly #inside = new AsyncLocalStorage<string>()
  readonly #specs: readonly LambdaSpec[]
  readonly #activity: Activity
  readonly #meter: Meter
  readonly #log: LogSink
  readonly #restore: () => void

  constructor(specs: readonly LambdaSpec[], activity: Activity, meter: Meter, log: LogSink) {
    this.#specs = specs
    this.#activity = activity
    this.#meter = meter
    this.#log = log
    this.#restore = this.#capture(log)
  }

  /**
   * Loads every entry file, so that the first call is as fast as the next and a broken file fails at start.
   * @throws LocalProblem if an entry file cannot be loaded
   */
  async load(): Promise<void> {
    await Promise.all(
      this.#specs.map(async (spec) => {
        try {
          const loaded: unknown = await this.#inside.run(
            spec.name,
            () => import(/* @vite-ignore */ pathToFileURL(spec.entry).href),
          )
          this.#handlers.set(spec.arn, moduleSchema.parse(loaded).handler)
        } catch (error) {
          const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
          throw new LocalProblem(`Function ${spec.name} (${spec.entry}) cannot be loaded: ${why}`)
        }
      }),
    )
  }

  /**
   * Calls a function and returns its result.
   * @throws FunctionError if the function throws or exceeds its time limit
   */
  async invoke(spec: LambdaSpec, event: unknown): Promise<unknown> {
    const handler = this.#handlers.get(spec.arn)
    if (handler === undefined) throw new LocalProblem(`Function ${spec.name} is not loaded.`)
    this.#meter.functionCalls += 1
    return this.#activity.run(async () => {
      const { promise: late, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(() => {
        const errorMessage = `Task timed out after ${spec.timeoutMs / 1000} seconds`
        reject(new FunctionError('Sandbox.Timedout', { errorType: 'Sandbox.Timedout', errorMessage, trace: [] }))
      }, spec.timeoutMs)
      try {
        const call = this.#inside.run(spec.name, async () => handler(toJson(event), contextOf(spec)))
        return toJson(await Promise.race([call, late]))
      } catch (error) {
        if (error instanceof FunctionError) throw error
        const [errorType, errorMessage] =
          error instanceof Error ? [error.name, error.message] : ['Error', String(error)]
        const trace = error instanceof Error ? (error.stack ?? '').split('\n') : []
        // Lambda's runtime logs this line too; tests search it for personal data.
        this.#log(spec.name, `Invoke Error ${JSON.stringify({ errorType, errorMessage, stack: trace })}\n`)
        throw new FunctionError(errorType, { errorType, errorMessage, trace })
      } finally {
        clearTimeout(timer)
      }
    })
  }

  stop(): void {
    this.#restore()
  }

  /** Diverts the output of functions to their log, as Lambda does. Other output is left alone. */
  #capture(log: LogSink): () => void {
    const divert = (stream: NodeJS.WriteStream): (() => void) => {
      const before = stream.write
      const original = before.bind(stream)
      stream.write = (
        chunk: string | Uint8Array,
        encoding?: BufferEncoding | ((error?: Error | null) => void),
        done?: (error?: Error | null) => void,
      ): boolean => {
        const name = this.#inside.getStore()
        if (name === undefined) {
          return typeof encoding === 'function' ? original(chunk, encoding) : original(chunk, encoding, done)
        }
        log(name, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
        const callback = typeof encoding === 'function' ? encoding : done
        if (callback !== undefined) queueMicrotask(() => callback())
        return true
      }
      return () => {
        stream.write = before
      }
    }
    // A test runner's console bypasses the streams, so its methods are diverted too.
    const divertConsole = (method: 'log' | 'info' | 'debug' | 'warn' | 'error'): (() => void) => {
      const before = console[method]
      console[method] = (...values: unknown[]): void => {
        const name = this.#inside.getStore()
        if (name === undefined) before.apply(console, values)
        else log(name, `${format(...values)}\n`)
      }
      return () => {
        console[method] = before
      }
    }
    const restore = [
      ...[process.stdout, process.stderr].map(divert),
      ...(['log', 'info', 'debug', 'warn', 'error'] as const).map(divertConsole),
    ]
    return () => {
      for (const one of restore) one()
    }
  }
}

const toJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

const contextOf = (spec: LambdaSpec): Context => {
  const end = Date.now() + spec.timeoutMs
  const ignore = (): void => undefined
  return {
    awsRequestId: randomUUID(),
    functionName: spec.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: spec.arn,
    memoryLimitInMB: '256',
    logGroupName: `/aws/lambda/${spec.name}`,
    logStreamName: `local/${ACCOUNT}/${REGION}`,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
    done: ignore,
    fail: ignore,
    succeed: ignore,
  }
}
