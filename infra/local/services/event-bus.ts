import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { Activity } from '../runtime/activity.ts'
import type { Operation } from './aws-json.ts'
import { every, type MovableClock } from '../runtime/clock.ts'
import type { ExecutionView } from './step-functions/execution.ts'
import { ACCOUNT, busName, type LambdaSpec, REGION, type RuleSpec } from '../runtime/specs.ts'

/** An event as EventBridge sends it to a target. */
export interface BusEvent {
  readonly version: '0'
  readonly id: string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly 'detail-type': string
  readonly detail: unknown
}

/** An event with the name of its bus. */
export type RecordedEvent = BusEvent & { readonly bus: string }

/** The options of the event bus. */
export interface EventBusOptions {
  readonly buses: readonly string[]
  readonly rules: readonly RuleSpec[]
  readonly invoke: (fn: LambdaSpec, event: unknown) => Promise<unknown>
  readonly clock: MovableClock
  readonly activity: Activity
  /** Called with a sentence when a target fails on every attempt to deliver an event. */
  readonly onLost: (sentence: string) => void
}

const KEEP = 1000
const RETRY_MS = [200, 400]

const entrySchema = z.object({
  Source: z.string(),
  DetailType: z.string(),
  Detail: z.string(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
})
const putSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) })

/** EventBridge in memory: the default bus and those of the template, with their rules and schedules. */
export class EventBus {
  readonly #options: EventBusOptions
  readonly #recent: RecordedEvent[] = []

  constructor(options: EventBusOptions) {
    this.#options = options
    for (const rule of options.rules) {
      if (rule.everyMs === undefined) continue
      every(options.clock, rule.everyMs, () => {
        for (const { fn, input } of rule.targets) {
          const event = this.#event('aws.events', 'Scheduled Event', {}, [
            `arn:aws:events:${REGION}:${ACCOUNT}:rule/${rule.name}`,
          ])
          void this.#deliver(fn, input ?? event, rule.name)
        }
      })
    }
  }

  operations(): Readonly<Record<string, Operation>> {
    return { 'AWSEvents.PutEvents': (input) => this.#putEvents(input) }
  }

  /** Returns the last thousand events, oldest first. */
  events(): RecordedEvent[] {
    return [...this.#recent]
  }

  /** Publishes the event that AWS emits when an execution changes its status. */
  executionChanged(execution: ExecutionView): void {
    const { history: _, executionArn, stateMachineArn, name, status, startDate, input } = execution
    const detail = {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate,
      stopDate: execution.stopDate ?? null,
      input,
      output: execution.output ?? null,
      inputDetails: { included: true },
      outputDetails: execution.output === undefined ? null : { included: true },
      error: execution.error ?? null,
      cause: execution.cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: null,
    }
    this.#publish(
      'default',
      this.#event('aws.states', 'Step Functions Execution Status Change', detail, [executionArn]),
    )
  }

  #putEvents(input: unknown): unknown {
    const entries = putSchema.parse(input).Entries.map((entry) => {
      const bus = busName(entry.EventBusName)
      if (bus !== 'default' && !this.#options.buses.includes(bus)) {
        return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${bus} does not exist.` }
      }
      const detail = parse(entry.Detail)
      if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
      const at = entry.Time === undefined ? undefined : entry.Time * 1000
      const event = this.#event(entry.Source, entry.DetailType, detail, entry.Resources, at)
      this.#publish(bus, event)
      return { EventId: event.id }
    })
    return { FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length, Entries: entries }
  }

  #event(source: string, type: string, detail: unknown, resources: readonly string[], at?: number): BusEvent {
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': type,
      source,
      account: ACCOUNT,
      time: new Date(at ?? this.#options.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: REGION,
      resources,
      detail,
    }
  }

  #publish(bus: string, event: BusEvent): void {
    this.#recent.push({ ...event, bus })
    if (this.#recent.length > KEEP) this.#recent.shift()
    for (const rule of this.#options.rules) {
      if (rule.bus !== bus || !rule.matches?.(event)) continue
      for (const { fn, input } of rule.targets) void this.#deliver(fn, input ?? event, rule.name)
    }
  }

  #deliver(fn: LambdaSpec, event: unknown, rule: string): Promise<void> {
    return this.#options.activity.run(async () => {
      for (const pause of [...RETRY_MS, undefined]) {
        try {
          await this.#options.invoke(fn, event)
          return
        } catch (error) {
          if (pause === undefined) {
            this.#options.onLost(
              `Rule ${rule}: ${fn.name} failed on every attempt to deliver an event (${String(error)}).`,
            )
            return
          }
          await setTimeout(pause)
        }
      }
    })
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
