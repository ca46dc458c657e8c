import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { z } from 'zod'
import type { Activity } from '../runtime/activity.ts'
import { type LambdaSpec, type MappingSpec, REGION } from '../runtime/specs.ts'
import type { StateFolder } from '../runtime/state.ts'

/** The options of the stream reader. */
export interface StreamsOptions {
  readonly mappings: readonly MappingSpec[]
  readonly state: StateFolder
  readonly activity: Activity
  readonly invoke: (fn: LambdaSpec, event: unknown) => Promise<unknown>
  /** Called with a sentence when a function fails on every attempt; on AWS the record goes to the dead-letter queue. */
  readonly onLost: (sentence: string) => void
}

const ACTIVE_MS = 100
const IDLE_MS = 1000
const ATTEMPTS = 3
const CHECKPOINTS = 'streams.json'
const checkpointSchema = z.record(z.string(), z.string())
const failuresSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })

/** The position in a shard; `key` identifies it across restarts. */
interface Reader {
  readonly key: string
  readonly arn: string
  readonly shard: string
  readonly mappings: readonly MappingSpec[]
  iterator: string | undefined
}

/** A reader of the tables' streams. It calls the mapped functions at least once for each record, in order. */
export class Streams {
  readonly #options: StreamsOptions
  readonly #client = new DynamoDBStreamsClient()
  readonly #tables = new DynamoDBClient()
  readonly #checkpoints: Record<string, string>
  readonly #readers = new Map<string, Reader>()
  #timer: NodeJS.Timeout | undefined
  #reading: Promise<number> = Promise.resolve(0)
  #pause = ACTIVE_MS
  #stopped = false

  constructor(options: StreamsOptions) {
    this.#options = options
    this.#checkpoints = options.state.read(CHECKPOINTS, checkpointSchema) ?? {}
  }

  /** Starts to poll: every 100 ms while records arrive, once a second while none do. */
  start(): void {
    if (this.#options.mappings.length > 0) this.#schedule(0)
  }

  /** Reads until there are no new records and returns how many there were. */
  async drain(): Promise<number> {
    let total = 0
    if (this.#options.mappings.length === 0) return total
    for (let count = -1; count !== 0 && !this.#stopped; total += count) count = await this.#readOnce()
    return total
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#reading.catch(() => 0)
    this.#client.destroy()
    this.#tables.destroy()
  }

  #schedule(pause: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(async () => {
      const count = await this.#readOnce().catch((error: unknown) => {
        if (!this.#stopped) this.#options.onLost(`The stream cannot be read: ${String(error)}`)
        return 0
      })
      this.#pause = count > 0 ? ACTIVE_MS : Math.min(IDLE_MS, this.#pause * 2)
      this.#schedule(this.#pause)
    }, pause)
  }

  #readOnce(): Promise<number> {
    const next = this.#reading
      .catch(() => 0)
      .then(async () => {
        if (this.#stopped) return 0
        if (this.#readers.size === 0) await this.#open()
        let count = 0
        for (const reader of [...this.#readers.values()]) count += await this.#read(reader)
        return count
      })
    this.#reading = next
    return next
  }

  async #open(): Promise<void> {
    for (const table of new Set(this.#options.mappings.map((mapping) => mapping.table))) {
      const { Table } = await this.#tables.send(new DescribeTableCommand({ TableName: table }))
      if (Table?.LatestStreamArn === undefined) continue
      const { StreamDescription } = await this.#client.send(
        new DescribeStreamCommand({ StreamArn: Table.LatestStreamArn }),
      )
      for (const { ShardId } of StreamDescription?.Shards ?? []) {
        if (ShardId === undefined) continue
        const key = `${Table.LatestStreamArn}/${ShardId}`
        const mappings = this.#options.mappings.filter((mapping) => mapping.table === table)
        this.#readers.set(key, { key, arn: Table.LatestStreamArn, shard: ShardId, mappings, iterator: undefined })
      }
    }
  }

  async #iterator(reader: Reader): Promise<string | undefined> {
    const common = { StreamArn: reader.arn, ShardId: reader.shard }
    const after = this.#checkpoints[reader.key]
    const from =
      after === undefined
        ? ({ ...common, ShardIteratorType: 'TRIM_HORIZON' } as const)
        : ({ ...common, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const)
    try {
      return (await this.#client.send(new GetShardIteratorCommand(from))).ShardIterator
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error
      // A stream keeps records for a day: after a longer pause, continue with the oldest one left.
      delete this.#checkpoints[reader.key]
      return this.#iterator(reader)
    }
  }

  async #read(reader: Reader): Promise<number> {
    reader.iterator ??= await this.#iterator(reader)
    const limit = Math.min(1000, ...reader.mappings.map((mapping) => mapping.batchSize))
    const { Records = [], NextShardIterator } = await this.#client
      .send(new GetRecordsCommand({ ShardIterator: reader.iterator, Limit: limit }))
      .catch((error: unknown) => {
        // An iterator expires after 15 minutes: the next round gets a new one.
        reader.iterator = undefined
        throw error
      })
    const last = Records.at(-1)?.dynamodb?.SequenceNumber
    if (last !== undefined) {
      const records = Records.map((record) => toLambdaRecord(record, reader.arn))
      await this.#options.activity.run(async () => {
        for (const mapping of reader.mappings) {
          const wanted = records.filter(
            (record) => mapping.filters.length === 0 || mapping.filters.some((matches) => matches(record)),
          )
          await this.#deliver(mapping.fn, wanted)
        }
      })
      this.#checkpoints[reader.key] = last
      this.#options.state.write(CHECKPOINTS, this.#checkpoints)
    }
    // A shard read to its end has successors: the next round looks for them.
    if (NextShardIterator === undefined) this.#readers.delete(reader.key)
    reader.iterator = NextShardIterator
    return Records.length
  }

  /** Delivers a batch. A failed batch restarts at the first failed record the function names, or else is halved, as on AWS. */
  async #deliver(fn: LambdaSpec, records: readonly LambdaRecord[], attempt = 1): Promise<void> {
    if (records.length === 0) return
    let failed = 0
    let why = 'batch item failure'
    try {
      const answer = failuresSchema.safeParse(await this.#options.invoke(fn, { Records: records }))
      const names = new Set(answer.data?.batchItemFailures.map((failure) => failure.itemIdentifier))
      failed = records.findIndex((record) => names.has(record.dynamodb.SequenceNumber ?? ''))
      if (failed < 0) return
    } catch (error) {
      why = String(error)
    }
    const rest = records.slice(failed)
    if (rest.length > 1) {
      const middle = Math.ceil(rest.length / 2)
      await this.#deliver(fn, rest.slice(0, middle))
      await this.#deliver(fn, rest.slice(middle))
    } else if (attempt < ATTEMPTS) await this.#deliver(fn, rest, attempt + 1)
    else this.#options.onLost(`${fn.name} failed on every attempt at stream record ${rest[0]?.eventID} (${why}).`)
  }
}

type LambdaRecord = ReturnType<typeof toLambdaRecord>

const toLambdaRecord = (record: _Record, arn: string) => ({
  eventID: record.eventID,
  eventName: record.eventName,
  eventVersion: record.eventVersion,
  eventSource: record.eventSource,
  awsRegion: REGION,
  eventSourceARN: arn,
  dynamodb: {
    ...record.dynamodb,
    ...(record.dynamodb?.ApproximateCreationDateTime && {
      ApproximateCreationDateTime: record.dynamodb.ApproximateCreationDateTime.getTime() / 1000,
    }),
    Keys: toWire(record.dynamodb?.Keys),
    NewImage: toWire(record.dynamodb?.NewImage),
    OldImage: toWire(record.dynamodb?.OldImage),
  },
})

/** Converts an image to the form it has in a Lambda event: binary values as base64 text. */
const toWire = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toWire)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWire(inner)]))
}
