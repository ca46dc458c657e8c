import type { Matcher } from '../services/event-pattern.ts'

/** The region of all local ARNs. */
export const REGION = 'eu-south-1'
/** The account of all local ARNs: the one in AWS's own examples. */
export const ACCOUNT = '123456789012'

/** The Metadata key under which a function's construct names its entry file, relative to the repository. */
export const ENTRY = 'baratto:entry'

/** A Lambda function. */
export interface LambdaSpec {
  readonly name: string
  readonly arn: string
  /** Absolute path of the file that exports `handler`. */
  readonly entry: string
  readonly timeoutMs: number
  readonly environment: Readonly<Record<string, string>>
}

/** A route of the HTTP API. */
export interface RouteSpec {
  /** The HTTP method, or `ANY`, which `$default` has too. */
  readonly method: string
  readonly path: string
  readonly key: string
  readonly timeoutMs: number
  readonly target: LambdaSpec
}

/** A state machine. */
export interface MachineSpec {
  readonly name: string
  readonly arn: string
  readonly definition: unknown
}

/** An EventBridge rule: a pattern, a schedule, or both. */
export interface RuleSpec {
  readonly name: string
  readonly bus: string
  readonly matches: Matcher | undefined
  readonly everyMs: number | undefined
  readonly targets: readonly { readonly fn: LambdaSpec; readonly input: unknown }[]
}

/** An event source mapping from a table's stream to a function. */
export interface MappingSpec {
  readonly table: string
  readonly fn: LambdaSpec
  readonly filters: readonly Matcher[]
  readonly batchSize: number
}

/** A DynamoDB table. */
export interface TableSpec {
  readonly name: string
  /** The input of CreateTable. */
  readonly create: Readonly<Record<string, unknown>>
  readonly ttl: string | undefined
}

/** A secret that is generated. */
export interface SecretSpec {
  readonly name: string
  readonly arn: string
  readonly length: number
}

/** A KMS key. */
export interface KeySpec {
  readonly name: string
  readonly arn: string
}

/** The part of the synthesized templates that runs locally. */
export interface Template {
  readonly tables: readonly TableSpec[]
  readonly functions: readonly LambdaSpec[]
  readonly routes: readonly RouteSpec[]
  readonly machines: readonly MachineSpec[]
  readonly rules: readonly RuleSpec[]
  readonly mappings: readonly MappingSpec[]
  readonly secrets: readonly SecretSpec[]
  readonly keys: readonly KeySpec[]
  readonly buckets: readonly string[]
  readonly buses: readonly string[]
  /** The environment variables that all functions share. */
  readonly environment: Readonly<Record<string, string>>
}

/** Returns the name of a bus that is given by name or by ARN. */
export const busName = (reference: string): string => reference.replace(/^.*:event-bus\//, '')
