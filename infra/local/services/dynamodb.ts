import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readlinkSync } from 'node:fs'
import { Agent, createServer, request as forward } from 'node:http'
import { createRequire } from 'node:module'
import { connect, createServer as createSocketServer } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { z } from 'zod'
import { close, listen, readBody } from './aws-json.ts'
import type { Meter } from '../runtime/meter.ts'
import { LocalProblem, type StateFolder } from '../runtime/state.ts'
import { REGION, type TableSpec } from '../runtime/specs.ts'

/** A DynamoDB endpoint with a way to stop it. */
export interface DynamoDb {
  readonly endpoint: string
  stop(): Promise<void>
}

const PID_FILE = 'dynoxide.json'
const PACKAGE = '@dynoxide/linux-x64'

// Kills the database when its parent dies, even by `kill -9`: standard input closes then.
// A line on standard input means that the database has exited and its process id may belong to another process.
const WATCHED = 'exec 3<&0; (read -r _ <&3 || kill -9 $$) & exec "$@" 3<&- </dev/null'

const binary = (): string => {
  try {
    return createRequire(import.meta.url).resolve(`${PACKAGE}/dynoxide`)
  } catch {
    throw new LocalProblem(
      `There is no local DynamoDB for ${process.platform} ${process.arch} here: run npm ci on Linux x64, or start any DynamoDB (such as DynamoDB Local) and point AWS_ENDPOINT_URL_DYNAMODB at it.`,
    )
  }
}

/** Kills a database that an earlier run on the same folder left behind. */
const endOrphan = async (state: StateFolder, file: string): Promise<void> => {
  const left = state.read(PID_FILE, z.object({ pid: z.int().positive() }))
  if (left === undefined) return
  const runs = (): boolean => {
    try {
      return readlinkSync(`/proc/${left.pid}/exe`).replace(/ \(deleted\)$/, '') === file
    } catch {
      return false
    }
  }
  if (runs()) process.kill(left.pid, 'SIGKILL')
  for (let round = 0; runs() && round < 100; round += 1) await setTimeout(20)
  state.remove(PID_FILE)
}

const freePort = async (): Promise<number> => {
  const server = createSocketServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  server.close()
  await once(server, 'close')
  return port
}

const answers = (port: number): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}

/**
 * Adds an index on the emulator's stream records. The emulator reads the whole stream at every write: with 4,000 records of
 * 2 KB a put takes 11.6 ms without the index and 1.5 ms with it.
 */
const indexStream = (file: string): void => {
  const database = new DatabaseSync(file)
  try {
    database.exec('PRAGMA busy_timeout = 5000')
    database.exec(
      'CREATE INDEX IF NOT EXISTS stream_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    )
  } finally {
    database.close()
  }
}

/**
 * Starts the emulator on the state folder, or returns the endpoint of AWS_ENDPOINT_URL_DYNAMODB.
 * @throws LocalProblem if there is no emulator for this platform or it does not start
 */
export const startDynamoDb = async (
  state: StateFolder,
  preferredPort: number | undefined,
  onLost: (sentence: string) => void,
): Promise<DynamoDb> => {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB']
  if (given !== undefined && given !== '') return { endpoint: given, stop: async () => undefined }
  const file = binary()
  await endOrphan(state, file)
  const port = preferredPort ?? (await freePort())
  const records = state.file('records.db')
  const child: ChildProcess = spawn(
    'sh',
    ['-c', WATCHED, 'sh', file, '--host', '127.0.0.1', '--port', String(port), '--db-path', records],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  )
  let output = ''
  let expected = false
  child.stdin?.on('error', () => undefined)
  child.stderr?.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-2000)
  })
  const exited = once(child, 'exit')
  state.write(PID_FILE, { pid: child.pid })
  const end = Date.now() + 10_000
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
      child.kill('SIGKILL')
      throw new LocalProblem(
        `The local DynamoDB does not start on ${state.file('records.db')} (${output.trim() || 'no answer'}): move that file away to begin anew, or mend it.`,
      )
    }
    await setTimeout(10)
  }
  indexStream(records)
  child.once('exit', () => {
    child.stdin?.end('\n')
    if (!expected)
      onLost(`The local DynamoDB has ended by itself (${output.trim() || 'no reason given'}): start again.`)
  })
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      expected = true
      child.kill('SIGTERM')
      const gone = await Promise.race([exited.then(() => true), setTimeout(3000, false, { ref: false })])
      if (!gone) child.kill('SIGKILL')
      await exited
      state.remove(PID_FILE)
    },
  }
}

/** Creates the missing tables of the template. */
export const ensureTables = async (endpoint: string, tables: readonly TableSpec[]): Promise<void> => {
  const client = new DynamoDBClient({ endpoint, region: REGION })
  // The template describes a table in the shape of CreateTable's input; the service validates it.
  const input = z.custom<CreateTableCommandInput>(
    (value) => z.looseObject({ TableName: z.string() }).safeParse(value).success,
  )
  try {
    for (const table of tables) {
      const exists = await client.send(new DescribeTableCommand({ TableName: table.name })).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ResourceNotFoundException) return false
          throw new LocalProblem(`DynamoDB at ${endpoint} does not answer (${String(error)}): check that it runs.`)
        },
      )
      if (exists) continue
      await client.send(new CreateTableCommand(input.parse(table.create)))
      if (table.ttl === undefined) continue
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: table.name,
          TimeToLiveSpecification: { Enabled: true, AttributeName: table.ttl },
        }),
      )
    }
  } finally {
    client.destroy()
  }
}

const READS = /\.(GetItem|BatchGetItem|Query|Scan|TransactGetItems)$/
const COUNTED =
  /\.(GetItem|BatchGetItem|Query|Scan|TransactGetItems|PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/
const unitsSchema = z.object({ CapacityUnits: z.number() })
const answerSchema = z.object({ ConsumedCapacity: z.union([unitsSchema, z.array(unitsSchema)]) })

/** Starts a proxy in front of a DynamoDB that adds up the units each call consumes. */
export const startMeteredDynamoDb = async (inner: DynamoDb, meter: Meter, port?: number): Promise<DynamoDb> => {
  const { hostname, port: innerPort } = new URL(inner.endpoint)
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    const fail = (): void => {
      if (response.headersSent) response.destroy()
      else response.writeHead(502).end()
    }
    void (async () => {
      const target = String(request.headers['x-amz-target'])
      const counted = COUNTED.test(target)
      let body = (await readBody(request, 20 * 2 ** 20)) ?? Buffer.alloc(0)
      if (counted)
        body = Buffer.from(JSON.stringify({ ReturnConsumedCapacity: 'TOTAL', ...JSON.parse(body.toString()) }))
      const onward = forward(
        {
          agent,
          host: hostname,
          port: innerPort,
          method: request.method,
          path: request.url,
          headers: { ...request.headers, 'content-length': String(body.length) },
        },
        (answer) => {
          void (async () => {
            const chunks: Buffer[] = []
            for await (const chunk of answer) chunks.push(Buffer.from(chunk))
            const content = Buffer.concat(chunks)
            if (counted && answer.statusCode === 200) {
              const consumed = answerSchema.safeParse(JSON.parse(content.toString())).data?.ConsumedCapacity ?? []
              const units = [consumed].flat().reduce((sum, one) => sum + one.CapacityUnits, 0)
              if (READS.test(target)) meter.readUnits += units
              else meter.writeUnits += units
            }
            response.writeHead(answer.statusCode ?? 502, answer.headers).end(content)
          })().catch(fail)
        },
      )
      onward.on('error', fail)
      onward.end(body)
    })().catch(fail)
  })
  const own = await listen(server, port)
  return {
    endpoint: `http://127.0.0.1:${own}`,
    stop: async () => {
      await close(server)
      agent.destroy()
      await inner.stop()
    },
  }
}
