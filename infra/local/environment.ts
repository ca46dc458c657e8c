import { createWriteStream, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { finished } from 'node:stream/promises'
import { resolve } from 'node:path'
import type { App } from 'aws-cdk-lib'
import { z } from 'zod'
import { Activity } from './runtime/activity.ts'
import { ENVIRONMENT_FILE, type environmentFileSchema } from './attach.ts'
import { close, createAwsServer, listen } from './services/aws-json.ts'
import { MovableClock } from './runtime/clock.ts'
import { type DynamoDb, ensureTables, startDynamoDb, startMeteredDynamoDb } from './services/dynamodb.ts'
import { EventBus, type RecordedEvent } from './services/event-bus.ts'
import { Functions } from './services/lambda.ts'
import { createHttpServer } from './services/api-gateway.ts'
import { keyOperations } from './services/kms.ts'
import { type Mail, type Mailbox, startMail } from './services/ses.ts'
import { Meter } from './runtime/meter.ts'
import { objectServer } from './services/s3.ts'
import { secretOperations } from './services/secrets-manager.ts'
import { LocalProblem, openState } from './runtime/state.ts'
import type { ExecutionView } from './services/step-functions/execution.ts'
import { StepFunctions } from './services/step-functions/step-functions.ts'
import { Streams } from './services/dynamodb-streams.ts'
import { REGION } from './runtime/specs.ts'
import { readTemplate } from './runtime/template.ts'

/** The options of a local environment. */
export interface EnvironmentOptions {
  /** The app to run; by default the project's own. */
  readonly app?: () => App | Promise<App>
  /** The port of the HTTP API; 0 for any. */
  readonly port?: number
  /** The port of the mailbox; by default any. */
  readonly mailboxPort?: number
  /** True if the mailbox may use another port when its own is taken. */
  readonly mailboxElsewhere?: boolean
  /** The folder that keeps state across restarts; by default a temporary one. */
  readonly stateDir?: string | undefined
  /** The instant at which a new environment's clock starts; by default the present. */
  readonly startsAt?: string | undefined
  /** True to count DynamoDB units, which needs a proxy in front of it. */
  readonly meter?: boolean
  /** Called once everything runs, before requests are served: imports what an empty table needs. */
  readonly prepare?: () => Promise<unknown>
  /** Called once requests are served: restarts executions from the records. */
  readonly resume?: () => Promise<unknown>
  /** Called with a sentence when something goes wrong later. */
  readonly onProblem?: (sentence: string) => void
  /** Called with a sentence when the environment cannot continue. */
  readonly onFatal?: (sentence: string) => void
}

/** The counters of a run; units are null if it is not metered. */
interface MeterView {
  readonly readUnits: number | null
  readonly writeUnits: number | null
  readonly stateTransitions: number
  readonly functionCalls: number
  readonly mails: number
}

/** A running local environment. */
export interface Environment {
  readonly url: string
  readonly mailboxUrl: string
  /** The `AWS_ENDPOINT_URL_*` variables. */
  readonly endpoints: Readonly<Record<string, string>>
  /** Moves time forward by an ISO 8601 duration; resolves with the new time when everything that fell due has run. */
  advance(duration: string): Promise<string>
  /** Returns the time of the movable clock, in milliseconds since the epoch. */
  now(): number
  /** Resolves when no request, function, event or stream record is in flight and every execution waits. */
  idle(): Promise<void>
  logs(): readonly string[]
  events(): readonly RecordedEvent[]
  executions(): readonly ExecutionView[]
  mails(): readonly Mail[]
  meter(): MeterView
  stop(): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '../..')
const CLOCK_FILE = 'clock.json'
const KEEP_LOG_LINES = 50_000

/**
 * The ports of this process. Functions are loaded once and keep their clients, so an environment that a test restarts in the
 * same process has to use the ports of the first.
 */
const ports: Partial<Record<'main' | 'mailbox' | 'services' | 'database' | 'meter', number>> = {}
const portOf = (url: string): number => Number(new URL(url).port)

const projectApp = async (): Promise<App> => {
  const { buildApp } = await import('../app.ts')
  return buildApp({ bundling: false, context: { mailFrom: 'servizi.sociali@example.org' } })
}

/** Sets environment variables; the returned function restores the previous values. */
const setVariables = (variables: Readonly<Record<string, string>>): (() => void) => {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, variables)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/**
 * Runs the synthesized template in this process. Functions share `process.env`, so there is one environment per process.
 * @throws LocalProblem if the environment cannot start
 */
export const startEnvironment = async (options: EnvironmentOptions = {}): Promise<Environment> => {
  const cleanups: (() => unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  }
  try {
    return await compose(options, cleanups, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

const compose = async (
  options: EnvironmentOptions,
  cleanups: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Environment> => {
  const { onProblem = () => undefined, onFatal = onProblem } = options
  const state = openState(options.stateDir)
  cleanups.push(state.release)
  const activity = new Activity()
  const meter = new Meter()
  // Without these, a profile of the user would send requests to the real AWS.
  const settings = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: '',
    AWS_PROFILE: '',
  }
  cleanups.push(setVariables({ ...settings, CLOCK_OFFSET_MS: '0' }))

  const ready = Promise.withResolvers<void>()
  ready.promise.catch(() => undefined)
  const begun = options.startsAt === undefined ? 0 : Date.parse(options.startsAt) - Date.now()
  const { offsetMs } = state.read(CLOCK_FILE, z.object({ offsetMs: z.number() })) ?? { offsetMs: begun }
  const idle = async (): Promise<void> => {
    // A stream record may start work that writes again.
    do {
      if (!(await activity.quiet())) onProblem('Something has been running for half a minute: not waiting any longer.')
    } while (streams !== undefined && (await streams.drain()) > 0)
  }
  let streams: Streams | undefined
  const clock = new MovableClock({
    offsetMs,
    onOffset: (offset) => {
      process.env['CLOCK_OFFSET_MS'] = String(Math.round(offset))
      state.write(CLOCK_FILE, { offsetMs: offset })
    },
    settle: idle,
  })
  cleanups.push(() => clock.stop())

  // Ports come first: a port that is taken should fail before anything else is done.
  const invoke: Functions['invoke'] = (fn, event) => functions.invoke(fn, event)
  const meterView = (): MeterView => ({
    ...meter,
    readUnits: options.meter ? meter.readUnits : null,
    writeUnits: options.meter ? meter.writeUnits : null,
  })
  const server = createHttpServer({
    routes: () => template.routes,
    invoke,
    clock,
    activity,
    ready: ready.promise,
    inspect: {
      events: () => bus.events(),
      meter: meterView,
      executions: () => stepFunctions.executions(),
      health: () => ({ pid: process.pid }),
    },
  })
  const port = await listen(server, options.port || ports.main).catch((error: unknown) => {
    throw portProblem(error, options.port, '--port')
  })
  ports.main = port
  cleanups.push(() => close(server))
  const url = `http://127.0.0.1:${port}`
  const mailbox: Mailbox = await startMail({
    port: options.mailboxPort ?? ports.mailbox ?? 0,
    elsewhere: options.mailboxElsewhere ?? false,
    state,
    clock,
    activity,
    meter,
  }).catch((error: unknown) => {
    throw portProblem(error, options.mailboxPort, '--mailbox-port')
  })
  ports.mailbox = portOf(mailbox.url)
  cleanups.push(mailbox.stop)

  const database = await startDatabase(options, state, meter, onFatal)
  cleanups.push(database.stop)
  const app = await (options.app ?? projectApp)()
  const template = readTemplate(app, ROOT, { PUBLIC_URL: url })
  // Synthesis leaves a copy in a temporary folder, which would stay after a `kill -9`.
  if (app.outdir.startsWith(tmpdir())) rmSync(app.outdir, { recursive: true, force: true })
  await ensureTables(database.endpoint, template.tables)

  const log = openLog(state.temporary ? undefined : state.file('functions.log'))
  cleanups.push(log.close)
  const functions = new Functions(template.functions, activity, meter, log.write)
  cleanups.push(() => functions.stop())
  const bus = new EventBus({
    buses: template.buses,
    rules: template.rules,
    invoke,
    clock,
    activity,
    onLost: onProblem,
  })
  const stepFunctions = new StepFunctions({
    machines: template.machines,
    functions: template.functions,
    invoke,
    clock,
    activity,
    meter,
    onStatus: (execution) => bus.executionChanged(execution),
  })
  cleanups.push(() => stepFunctions.stop())
  const operations = {
    ...stepFunctions.operations(),
    ...bus.operations(),
    ...secretOperations(template.secrets, state),
    ...keyOperations(template.keys, state),
  }
  const services = createAwsServer(operations, activity, objectServer(template.buckets, state, activity))
  const servicesUrl = `http://127.0.0.1:${await listen(services, ports.services)}`
  ports.services = portOf(servicesUrl)
  cleanups.push(() => close(services))

  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: process.env['AWS_ENDPOINT_URL_DYNAMODB_STREAMS'] ?? database.endpoint,
    AWS_ENDPOINT_URL_SFN: servicesUrl,
    AWS_ENDPOINT_URL_EVENTBRIDGE: servicesUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: servicesUrl,
    AWS_ENDPOINT_URL_KMS: servicesUrl,
    AWS_ENDPOINT_URL_S3: servicesUrl,
    AWS_ENDPOINT_URL_SESV2: mailbox.url,
  }
  const environment = { ...template.environment, ...endpoints, ...settings }
  cleanups.push(setVariables({ ...template.environment, ...endpoints }))
  streams = new Streams({ mappings: template.mappings, state, activity, invoke, onLost: onProblem })
  const reading = streams
  cleanups.push(() => reading.stop())

  await functions.load()
  const running: z.infer<typeof environmentFileSchema> = { pid: process.pid, url, mailboxUrl: mailbox.url, environment }
  state.write(ENVIRONMENT_FILE, running)
  cleanups.push(() => state.remove(ENVIRONMENT_FILE))
  await options.prepare?.()
  reading.start()
  ready.resolve()
  await options.resume?.()

  return {
    url,
    mailboxUrl: mailbox.url,
    endpoints,
    advance: (duration) => clock.advance(duration),
    now: () => clock.now(),
    idle,
    logs: log.lines,
    events: () => bus.events(),
    executions: () => stepFunctions.executions(),
    mails: () => mailbox.mails(),
    meter: meterView,
    stop,
  }
}

const startDatabase = async (
  options: EnvironmentOptions,
  state: Parameters<typeof startDynamoDb>[0],
  meter: Meter,
  onFatal: (sentence: string) => void,
): Promise<DynamoDb> => {
  const database = await startDynamoDb(state, ports.database, onFatal)
  ports.database = portOf(database.endpoint)
  if (!options.meter) return database
  const metered = await startMeteredDynamoDb(database, meter, ports.meter)
  ports.meter = portOf(metered.endpoint)
  return metered
}

const portProblem = (error: unknown, port: number | undefined, flag: string): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'EADDRINUSE') {
    return new LocalProblem(`Port ${port} is in use: end what listens there, or choose another one with ${flag}.`)
  }
  if (error.code === 'EACCES') {
    return new LocalProblem(`Port ${port} may not be used by you: choose one above 1023 with ${flag}.`)
  }
  return error
}

/** Opens the log of functions: a file, and its last lines in memory. */
const openLog = (file: string | undefined) => {
  const lines: string[] = []
  const stream = file === undefined ? undefined : createWriteStream(file, { flags: 'a', mode: 0o600 })
  stream?.on('error', () => undefined)
  return {
    write: (_: string, text: string): void => {
      lines.push(...text.split('\n').filter((line) => line !== ''))
      if (lines.length > 2 * KEEP_LOG_LINES) lines.splice(0, lines.length - KEEP_LOG_LINES)
      stream?.write(text)
    },
    lines: (): readonly string[] => [...lines],
    close: async (): Promise<void> => {
      if (stream === undefined) return
      stream.end()
      await finished(stream).catch(() => undefined)
    },
  }
}
