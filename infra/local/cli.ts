import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type EnvironmentOptions, startEnvironment } from './environment.ts'
import { LocalProblem } from './runtime/state.ts'

const USAGE = 'Usage: npm start -- [--port 4000] [--mailbox-port 4001] [--state .local]'

const portSchema = z.coerce.number().int().min(0).max(65_535)
const flagsSchema = z.object({ port: portSchema.default(4000), mailboxPort: portSchema.optional(), state: z.string() })

const readFlags = (): z.infer<typeof flagsSchema> => {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'mailbox-port': { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    })
    return flagsSchema.parse({ port: values.port, mailboxPort: values['mailbox-port'], state: values.state })
  } catch {
    throw new LocalProblem(`A flag is wrong. ${USAGE}`)
  }
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Prints a known problem as its sentence and any other error with its stack. */
const printError = (error: unknown): void => {
  const known = error instanceof Error && ['LocalProblem', 'CommandProblem', 'ConfigurationError'].includes(error.name)
  const text = known ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${text}\n`)
}

/** The options of `npm start`. */
export type StartOptions = Pick<EnvironmentOptions, 'app' | 'prepare' | 'resume'> & {
  readonly staffLines?: () => Promise<readonly string[]>
}

const start = async ({ staffLines, ...hooks }: StartOptions): Promise<void> => {
  const { port, mailboxPort, state } = readFlags()
  const environment = await startEnvironment({
    ...hooks,
    port,
    mailboxPort: mailboxPort ?? (port === 0 ? 0 : port + 1),
    mailboxElsewhere: mailboxPort === undefined,
    stateDir: state,
    onProblem: print,
    onFatal: (sentence) => {
      printError(new LocalProblem(sentence))
      process.exit(1)
    },
  })
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1)
    stopping = true
    await environment.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop().catch(fail))
  const { url, mailboxUrl } = environment
  const staff = (await staffLines?.()) ?? []
  print(`
The form         ${url}/
The mailbox      ${mailboxUrl}/
The API          ${url}/api/openapi.json
The state        ${resolve(state)}
${staff.length > 0 ? `\nThe staff, who get their questions by mail:\n${staff.map((line) => `  ${line}`).join('\n')}\n` : ''}
Time can be moved, here by ten days:
  curl -H 'content-type: application/json' -d '{"advance":"P10D"}' ${url}/__local/clock

Ctrl-C stops it; the next start continues from here.`)
}

const fail = (error: unknown): void => {
  printError(error)
  process.exit(1)
}

/** Runs the local environment until the process is interrupted. */
export const main = (options: StartOptions): Promise<void> => start(options).catch(fail)
