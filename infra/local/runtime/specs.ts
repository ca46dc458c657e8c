import type { Matcher } from '../services/event-pattern.ts'

/** Where everything seems to run. The account is the one AWS uses in its own examples. */
export const REGION = 'eu-south-1'
export const ACCOUNT = '123456789012'

/** The Metadata key in which the CDK construct of a function names its entry file, relative to the repository. */
export const ENTRY = 'baratto:entry'

export interface FunctionSpec {
  readonly name: string
  readonly arn: string
  /** Absolute path of the file that exports `handler`. */
  readonly entry: string
  readonly timeoutMs: number
  readonly environment: Readonly<Record<string, string>>
}

export interface RouteSpec {
  /** `GET`, `ANY`, …; of `$default` too it is `ANY`. */
  readonly method: string
  readonly path: string
  readonly key: string
  readonly timeoutMs: number
  readonly target: FunctionSpec
}

export interface MachineSpec {
  readonly name: string
  readonly arn: string
  readonly definition: unknown
}

export interface RuleSpec {
  readonly name: string
  readonly bus: string
  readonly matches: Matcher | undefined
  readonly everyMs: number | undefined
  readonly targets: readonly { readonly fn: FunctionSpec; readonly input: unknown }[]
}

export interface MappingSpec {
  readonly table: string
  readonly fn: FunctionSpec
  readonly filters: readonly Matcher[]
  readonly batchSize: number
}

export interface TableSpec {
  readonly name: string
  /** What CreateTable takes. */
  readonly create: Readonly<Record<string, unknown>>
  readonly ttl: string | undefined
}

export interface SecretSpec {
  readonly name: string
  readonly arn: string
  readonly length: number
}

export interface KeySpec {
  readonly name: string
  readonly arn: string
}

/** What of the synthesized templates runs locally. */
export interface Template {
  readonly tables: readonly TableSpec[]
  readonly functions: readonly FunctionSpec[]
  readonly routes: readonly RouteSpec[]
  readonly machines: readonly MachineSpec[]
  readonly rules: readonly RuleSpec[]
  readonly mappings: readonly MappingSpec[]
  readonly secrets: readonly SecretSpec[]
  readonly keys: readonly KeySpec[]
  readonly buses: readonly string[]
  /** The environment all functions share. */
  readonly environment: Readonly<Record<string, string>>
}

/** A bus by name or ARN, by its name. */
export const busName = (reference: string): string => reference.replace(/^.*:event-bus\//, '')
