import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request as forward, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import type { Mail } from '../../infra/local/services/ses.ts'

const root = resolve(import.meta.dirname, '../..')
const region = 'eu-south-1'
const account = '000000000000'
const mailFrom = 'baratto@example.org'

/** A sentence for who runs the tests: what is missing, and what to do. */
class CloudProblem extends Error {
  override name = 'CloudProblem'
}

/** What a message of the local mailbox and one of the emulator have in common. */
type CloudMail = Pick<Mail, 'messageId' | 'from' | 'destination' | 'subject' | 'body' | 'at'>

/** Both stacks, deployed by the cdk command line onto an AWS emulator that nobody here wrote. */
export type Cloud = {
  /** Where people reach the service. */
  readonly url: string
  /** What the functions, and the commands on AWS, have in their environment. */
  readonly environment: Readonly<Record<string, string>>
  /** For clients of the AWS SDK. */
  readonly client: {
    readonly region: string
    readonly endpoint: string
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  }
  mails(): Promise<CloudMail[]>
  /** All that the functions logged. */
  logs(): Promise<string[]>
  /** Moves time by an ISO 8601 duration, and resolves when what fell due has happened. */
  advance(duration: string): Promise<string>
  /** Resolves when every execution waits for somebody, or has ended. */
  idle(): Promise<void>
  stop(): Promise<void>
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** Only what programs need to run: the functions inherit it, and must not find the credentials or proxies of a developer. */
const baseEnvironment = (): Record<string, string> => {
  const { PATH = '', HOME = tmpdir() } = process.env
  return { PATH: `${join(root, 'node_modules/.bin')}:${PATH}`, HOME, LANG: 'C.UTF-8' }
}

const run = async (command: string, args: string[], env: Record<string, string>, cwd = root): Promise<string> => {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const { promise, resolve: done, reject } = Promise.withResolvers<number | null>()
  child.on('error', reject).on('close', done)
  const code = await promise
  if (code === 0) return output
  throw new CloudProblem(`${command} ${args[0]} failed (${code}):\n${output.split('\n').slice(-40).join('\n')}`)
}

/** Says what is missing, before anything is started. */
const findMinistack = async (env: Record<string, string>): Promise<void> => {
  try {
    await run('python3', ['-c', 'import ministack'], env)
  } catch (error) {
    throw new CloudProblem(
      error instanceof CloudProblem
        ? 'The cloud tests need the AWS emulator ministack: pip install ministack'
        : 'The cloud tests need Python 3, and in it the AWS emulator ministack: pip install ministack',
    )
  }
}

const listen = async (server: Server): Promise<number> => {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(0, '127.0.0.1', done)
  await promise
  return z.object({ port: z.number() }).parse(server.address()).port
}

const close = async (server: Server): Promise<void> => {
  const { promise, resolve: done } = Promise.withResolvers<void>()
  server.close(() => done())
  server.closeAllConnections()
  await promise
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  const port = await listen(server)
  await close(server)
  return port
}

/**
 * Stands for CloudFront, whose origins the emulator calls by HTTPS and by host names that no resolver knows:
 * passes what comes to it on to the API, which is found by its host name.
 */
const createFront = (port: number, host: () => string): Server =>
  createServer((request, response) => {
    const headers = { ...request.headers, host: host() }
    const onward = forward(
      { host: '127.0.0.1', port, method: request.method, path: request.url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', (error) => {
      if (!response.headersSent) response.writeHead(502)
      response.end(String(error))
    })
    request.pipe(onward)
  })

const outputsSchema = z.object({
  BarattoService: z.object({
    ApiUrl: z.url().transform((url) => new URL(url).host),
    Environment: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  }),
})

const mailsSchema = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z
        .object({
          MessageId: z.string(),
          Source: z.string(),
          To: z.array(z.string()),
          CC: z.array(z.string()),
          BCC: z.array(z.string()),
          Subject: z.string(),
          BodyText: z.string().nullish(),
          BodyHtml: z.string().nullish(),
          Timestamp: z.number(),
        })
        .transform(
          (mail): CloudMail => ({
            messageId: mail.MessageId,
            from: mail.Source,
            destination: { to: mail.To, cc: mail.CC, bcc: mail.BCC },
            subject: mail.Subject,
            body: { text: mail.BodyText ?? undefined, html: mail.BodyHtml ?? undefined },
            at: Math.floor(mail.Timestamp),
          }),
        ),
    ),
  ),
})

/** Starts the emulator on loopback, bootstraps it and deploys both stacks. What it started it also ends, on failure too. */
export const deploy = async (): Promise<Cloud> => {
  const base = baseEnvironment()
  await findMinistack(base)
  const folder = mkdtempSync(join(tmpdir(), 'baratto-cloud-'))
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const emulator = spawn('python3', ['-m', 'ministack'], {
    cwd: folder,
    // Its own group, because it starts a process for each function.
    detached: true,
    stdio: 'ignore',
    env: {
      ...base,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      STATE_DIR: folder,
      TMPDIR: folder,
      // Functions get the permissions of their roles and no more: a missing one shows here, before it does on AWS.
      AUTH: 'true',
      // Two servers that nobody here needs, and that would listen on every interface.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  })
  const killAll = () => signalGroup(emulator, 'SIGKILL')
  process.once('exit', killAll)

  let apiHost = ''
  const front = createFront(port, () => apiHost)
  const stop = async (): Promise<void> => {
    process.removeListener('exit', killAll)
    if (front.listening) await close(front)
    await end(emulator)
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    const url = `http://127.0.0.1:${await listen(front)}`
    await answers(`${endpoint}/_ministack/health`, emulator)

    const env = {
      ...base,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      CI: 'true',
    }
    const cdk = join(root, 'node_modules/.bin/cdk')
    // In a folder without cdk.json: what a bootstrap makes does not depend on the app.
    await run(cdk, ['bootstrap', `aws://${account}/${region}`], env, folder)
    const outputs = join(folder, 'outputs.json')
    const options = ['--app', 'tsx test/cloud/app.ts', '--output', join(folder, 'cdk.out'), '--outputs-file', outputs]
    const context = ['--context', `publicUrl=${url}`, '--context', `mailFrom=${mailFrom}`]
    await run(cdk, ['deploy', '--all', '--require-approval', 'never', ...options, ...context], env)
    const { ApiUrl, Environment } = outputsSchema.parse(JSON.parse(readFileSync(outputs, 'utf8'))).BarattoService
    apiHost = ApiUrl

    const client = { region, endpoint, credentials }
    const ses = new SESv2Client(client)
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: mailFrom }))
    ses.destroy()
    return {
      url,
      environment: Environment,
      client,
      mails: async () => {
        const answer = await fetch(`${endpoint}/_ministack/ses/messages`)
        return Object.values(mailsSchema.parse(await answer.json()).messages).flat()
      },
      logs: () => readLogs(endpoint),
      ...timeMachine(client),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * Moves the time of a deployed stack: every function gets the offset, then executions that wait are stopped, because Step
 * Functions waits in real time, and the hourly sweep takes all of them up again from their records, as it does after any loss.
 */
const timeMachine = (client: Cloud['client']): Pick<Cloud, 'advance' | 'idle'> => {
  const lambda = new LambdaClient(client)
  const sfn = new SFNClient(client)
  let offset = 0

  const running = async (): Promise<string[]> => {
    const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}))
    const lists = await Promise.all(
      stateMachines.map(({ stateMachineArn }) =>
        sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1000 })),
      ),
    )
    return lists.flatMap(({ executions = [] }) => executions.flatMap(({ executionArn = '' }) => executionArn))
  }

  const standing = async (): Promise<string> => {
    const last = async (executionArn: string) => {
      const { events = [] } = await sfn.send(
        new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
      )
      return `${executionArn} ${events[0]?.id} ${events[0]?.type}`
    }
    return (await Promise.all((await running()).map(last))).sort().join('\n')
  }

  const idle = async (): Promise<void> => {
    const deadline = Date.now() + 60_000
    let before = await standing()
    for (let same = 0; same < 3; ) {
      if (Date.now() > deadline) throw new CloudProblem(`Executions do not come to rest:\n${before}`)
      await pause(300)
      const now = await standing()
      same = now === before ? same + 1 : 0
      before = now
    }
  }

  const advance = async (duration: string): Promise<string> => {
    await idle()
    const start = Temporal.Instant.fromEpochMilliseconds(Date.now() + offset).toZonedDateTimeISO('Europe/Rome')
    offset = start.add(duration).epochMilliseconds - Date.now()
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand({ MaxItems: 50 }))
    const names = Functions.flatMap(({ FunctionName = '' }) => FunctionName)
    await Promise.all(
      names.map(async (FunctionName) => {
        const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))
        const Variables = { ...Environment?.Variables, CLOCK_OFFSET_MS: String(offset) }
        await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }))
      }),
    )
    const stopped = await running()
    await Promise.all(stopped.map((executionArn) => sfn.send(new StopExecutionCommand({ executionArn }))))
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: names.find((name) => name.endsWith('events-sweep')), Payload: '{}' }),
    )
    if (FunctionError) throw new CloudProblem(`The sweep failed: ${Payload?.transformToString()}`)
    await idle()
    return new Date(Date.now() + offset).toISOString()
  }
  return { advance, idle }
}

/** Reads logs by their own protocol: one call is not worth a client. */
const readLogs = async (endpoint: string): Promise<string[]> => {
  const call = async (action: string, body: unknown): Promise<unknown> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=00`,
    }
    const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new CloudProblem(`${action}: ${await answer.text()}`)
    return answer.json()
  }
  const { logGroups } = z
    .object({ logGroups: z.array(z.object({ logGroupName: z.string() })) })
    .parse(await call('DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/' }))
  const lines: string[] = []
  for (const { logGroupName } of logGroups) {
    for (let token: string | undefined, first = true; first || token; first = false) {
      const page = z
        .object({ events: z.array(z.object({ message: z.string() })), nextToken: z.string().optional() })
        .parse(await call('FilterLogEvents', { logGroupName, ...(token && { nextToken: token }) }))
      lines.push(...page.events.map(({ message }) => message))
      token = page.nextToken
    }
  }
  return lines
}

const answers = async (url: string, emulator: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (emulator.exitCode !== null) break
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await pause(200)
  }
  throw new CloudProblem('ministack does not start: try it by hand with BIND_HOST=127.0.0.1 python3 -m ministack')
}

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The whole group has ended already.
  }
}

const end = async (child: ChildProcess): Promise<void> => {
  const { promise, resolve: ended } = Promise.withResolvers<void>()
  child.once('exit', () => ended())
  if (child.exitCode !== null || child.signalCode !== null) ended()
  signalGroup(child, 'SIGTERM')
  await Promise.race([promise, pause(5000, undefined, { ref: false })])
  signalGroup(child, 'SIGKILL')
}
