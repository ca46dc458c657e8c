import { resolve } from 'node:path'
import type { App } from 'aws-cdk-lib'
import { z } from 'zod'
import { compilePattern, type Matcher } from '../services/event-pattern.ts'
import { LocalProblem } from './state.ts'

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

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
})
const stackSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
})

type Resource = z.infer<typeof resourceSchema> & { readonly id: string; readonly stack: Stack }
interface Stack {
  readonly name: string
  readonly resources: ReadonlyMap<string, Resource>
  readonly parameters: ReadonlyMap<string, unknown>
}

const TABLES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']

/** How long after its property a resource is called here: its physical name, or one made of stack and logical id. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::Events::EventBus': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::KMS::Key': 'KeyName',
  'AWS::SES::ConfigurationSet': 'Name',
}

const ARN: Readonly<Record<string, (name: string) => string>> = {
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
  'AWS::StepFunctions::StateMachine': (name) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`,
  'AWS::Events::EventBus': (name) => `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${name}`,
  'AWS::SecretsManager::Secret': (name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-local0`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`,
  'AWS::KMS::Key': (name) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`,
}

/** What `Ref` gives, where it is not the name. */
const REF_IS_ARN = ['AWS::StepFunctions::StateMachine', 'AWS::SecretsManager::Secret']

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
}

/** Resolves intrinsic functions to what the same references mean on this machine. */
class Resolver {
  readonly #exports = new Map<string, { stack: Stack; value: unknown }>()

  export(stack: Stack, name: unknown, value: unknown): void {
    this.#exports.set(this.text(stack, name), { stack, value })
  }

  nameOf(resource: Resource): string {
    const property = NAME_PROPERTY[resource.Type]
    const given = property === undefined ? undefined : resource.Properties[property]
    return given === undefined ? `${resource.stack.name}-${resource.id}` : this.text(resource.stack, given)
  }

  arnOf(resource: Resource): string {
    const arn = ARN[resource.Type]
    if (arn === undefined) throw new LocalProblem(`${resource.id} (${resource.Type}) has no ARN on this machine.`)
    return arn(this.nameOf(resource))
  }

  text(stack: Stack, value: unknown): string {
    const resolved = this.value(stack, value)
    if (typeof resolved === 'string') return resolved
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved)
    throw new LocalProblem(`${JSON.stringify(value)} in stack ${stack.name} is not a text.`)
  }

  value(stack: Stack, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.value(stack, item))
    if (typeof value !== 'object' || value === null) return value
    const [only, ...more] = Object.entries(value)
    if (only !== undefined && more.length === 0) {
      const [name, argument] = only
      if (name === 'Ref') return this.#ref(stack, z.string().parse(argument))
      if (name === 'Fn::GetAtt') {
        const [id, attribute] = z.tuple([z.string(), z.string()]).parse(argument)
        return this.#attribute(stack, id, attribute)
      }
      if (name === 'Fn::Join') {
        const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument)
        return parts.map((part) => this.text(stack, part)).join(separator)
      }
      if (name === 'Fn::Select') {
        const [index, parts] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument)
        return z.array(z.unknown()).parse(this.value(stack, parts))[index]
      }
      if (name === 'Fn::Split') {
        const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument)
        return this.text(stack, text).split(separator)
      }
      if (name === 'Fn::Sub') return this.#substitute(stack, argument)
      if (name === 'Fn::ImportValue') {
        const found = this.#exports.get(this.text(stack, argument))
        if (found === undefined) throw new LocalProblem(`No stack exports ${JSON.stringify(argument)}.`)
        return this.value(found.stack, found.value)
      }
      if (name === 'Fn::GetStackOutput') {
        const output = z.object({ StackName: z.unknown(), OutputName: z.string() }).parse(argument)
        const found = this.#exports.get(`${this.text(stack, output.StackName)}/${output.OutputName}`)
        if (found === undefined) throw new LocalProblem(`There is no output ${JSON.stringify(argument)}.`)
        return this.value(found.stack, found.value)
      }
      if (name.startsWith('Fn::')) throw new LocalProblem(`${name} is not known to the local environment.`)
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.value(stack, inner)]))
  }

  #substitute(stack: Stack, argument: unknown): string {
    const [text, variables] = z
      .union([
        z.string().transform((only): [string, Record<string, unknown>] => [only, {}]),
        z.tuple([z.string(), z.record(z.string(), z.unknown())]),
      ])
      .parse(argument)
    return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
      if (name in variables) return this.text(stack, variables[name])
      const dot = name.indexOf('.')
      return String(dot < 0 ? this.#ref(stack, name) : this.#attribute(stack, name.slice(0, dot), name.slice(dot + 1)))
    })
  }

  #resource(stack: Stack, id: string): Resource {
    const resource = stack.resources.get(id)
    if (resource === undefined) throw new LocalProblem(`Stack ${stack.name} has no resource ${id}.`)
    return resource
  }

  #ref(stack: Stack, id: string): unknown {
    if (id === 'AWS::StackName') return stack.name
    if (PSEUDO[id] !== undefined) return PSEUDO[id]
    if (stack.parameters.has(id)) return stack.parameters.get(id)
    const resource = this.#resource(stack, id)
    // A version or an alias of a function is the function itself here.
    if (resource.Type === 'AWS::Lambda::Version' || resource.Type === 'AWS::Lambda::Alias') {
      return this.value(stack, resource.Properties['FunctionName'])
    }
    return REF_IS_ARN.includes(resource.Type) ? this.arnOf(resource) : this.nameOf(resource)
  }

  #attribute(stack: Stack, id: string, attribute: string): unknown {
    const resource = this.#resource(stack, id)
    if (attribute === 'Arn') return this.arnOf(resource)
    if (attribute === 'StreamArn' && TABLES.includes(resource.Type)) return `${this.arnOf(resource)}/stream/local`
    if (attribute === 'Name') return this.nameOf(resource)
    if (attribute === 'QueueName') return this.nameOf(resource)
    throw new LocalProblem(`${attribute} of ${id} (${resource.Type}) is not known on this machine.`)
  }
}

const substitutionSchema = z.record(z.string(), z.unknown()).default({})
const tableSchema = z.object({
  KeySchema: z.unknown(),
  AttributeDefinitions: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.record(z.string(), z.unknown())).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
})
const pickIndex = z.object({ IndexName: z.string(), KeySchema: z.unknown(), Projection: z.unknown() })
const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.int().default(100),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
})
const ruleSchema = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().optional(),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
})

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

const rateToMs = (expression: string, rule: string): number => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  const unitMs = UNIT_MS[unit ?? '']
  if (unitMs === undefined) throw new LocalProblem(`The schedule ${expression} of ${rule} is not a rate: use rate(…).`)
  return Number(count) * unitMs
}

/** What the templates leave to the machine they run on, by name of the environment variable. */
export type Overrides = Readonly<Record<string, string>>

/** Synthesizes an app and reads from its templates what runs locally. */
export const readTemplate = (app: App, root: string, overrides: Overrides = {}): Template => {
  const resolver = new Resolver()
  const outputs: { stack: Stack; id: string; value: unknown; name: unknown }[] = []
  const stacks = app.synth().stacks.map((artifact): Stack => {
    const content = stackSchema.parse(artifact.template)
    const resources = new Map<string, Resource>()
    const stack: Stack = {
      name: artifact.stackName,
      resources,
      parameters: new Map(Object.entries(content.Parameters).map(([id, parameter]) => [id, parameter.Default])),
    }
    for (const [id, resource] of Object.entries(content.Resources)) resources.set(id, { ...resource, id, stack })
    for (const [id, output] of Object.entries(content.Outputs)) {
      outputs.push({ stack, id, value: output.Value, name: output.Export?.Name })
    }
    return stack
  })
  for (const { stack, id, value, name } of outputs) {
    resolver.export(stack, `${stack.name}/${id}`, value)
    if (name !== undefined) resolver.export(stack, name, value)
  }
  const all = stacks.flatMap((stack) => [...stack.resources.values()])
  const ofType = (...types: string[]): Resource[] => all.filter((resource) => types.includes(resource.Type))
  const properties = (resource: Resource): unknown => resolver.value(resource.stack, resource.Properties)

  // Functions without an entry are the CDK's own helpers for a deployment; nothing calls them here.
  const functions = ofType('AWS::Lambda::Function')
    .filter((resource) => resource.Metadata[ENTRY] !== undefined)
    .map((resource): FunctionSpec => {
      const { Variables } = z
        .object({ Variables: z.record(z.string(), z.unknown()).default({}) })
        .parse(resource.Properties['Environment'] ?? {})
      const entry = Object.entries(Variables).map(([name, value]): [string, string] => [
        name,
        overrides[name] ?? resolver.text(resource.stack, value),
      ])
      return {
        name: resolver.nameOf(resource),
        arn: resolver.arnOf(resource),
        entry: resolve(root, z.string().parse(resource.Metadata[ENTRY])),
        timeoutMs: 1000 * z.number().default(3).parse(resource.Properties['Timeout']),
        environment: Object.fromEntries(entry),
      }
    })
  const functionBy = new Map(functions.flatMap((fn) => [[fn.arn, fn] as const, [fn.name, fn] as const]))
  const functionOf = (reference: string, user: string): FunctionSpec => {
    const found = functionBy.get(reference)
    if (found === undefined) {
      throw new LocalProblem(`${user} calls ${reference}, which is no function with Metadata "${ENTRY}".`)
    }
    return found
  }

  const environment: Record<string, string> = {}
  for (const fn of functions) {
    for (const [name, value] of Object.entries(fn.environment)) {
      if ((environment[name] ?? value) !== value) {
        throw new LocalProblem(
          `Functions want different values for ${name} ("${environment[name]}", ${fn.name}: "${value}"): locally they share one environment, so give it one value or two names.`,
        )
      }
      environment[name] = value
    }
  }

  const integrations = new Map(
    ofType('AWS::ApiGatewayV2::Integration').map((resource) => [
      resolver.nameOf(resource),
      z.object({ IntegrationUri: z.string(), TimeoutInMillis: z.number().default(29_000) }).parse(properties(resource)),
    ]),
  )
  const routes = ofType('AWS::ApiGatewayV2::Route').map((resource): RouteSpec => {
    const route = z.object({ RouteKey: z.string(), Target: z.string() }).parse(properties(resource))
    const integration = integrations.get(route.Target.replace('integrations/', ''))
    if (integration === undefined) throw new LocalProblem(`Route ${route.RouteKey} has no integration.`)
    const [method, path] = route.RouteKey === '$default' ? ['ANY', '/{proxy+}'] : route.RouteKey.split(' ')
    return {
      method: method ?? 'ANY',
      path: path ?? '/',
      key: route.RouteKey,
      timeoutMs: Math.min(29_000, integration.TimeoutInMillis),
      target: functionOf(integration.IntegrationUri, `Route ${route.RouteKey}`),
    }
  })

  const machines = ofType('AWS::StepFunctions::StateMachine').map((resource): MachineSpec => {
    const { DefinitionString, Definition, DefinitionSubstitutions } = z
      .object({
        DefinitionString: z.unknown().optional(),
        Definition: z.unknown().optional(),
        DefinitionSubstitutions: substitutionSchema,
      })
      .parse(resource.Properties)
    const name = resolver.nameOf(resource)
    const source =
      Definition === undefined ? resolver.text(resource.stack, DefinitionString) : JSON.stringify(Definition)
    const text = source.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => {
      if (!(variable in DefinitionSubstitutions)) {
        throw new LocalProblem(`Machine ${name} has no substitution for ${variable}.`)
      }
      return resolver.text(resource.stack, DefinitionSubstitutions[variable])
    })
    return { name, arn: resolver.arnOf(resource), definition: JSON.parse(text) }
  })

  const rules = ofType('AWS::Events::Rule').map((resource): RuleSpec => {
    const rule = ruleSchema.parse(properties(resource))
    const name = resource.id
    return {
      name,
      bus: busName(rule.EventBusName),
      matches: rule.EventPattern === undefined ? undefined : compile(rule.EventPattern, name),
      everyMs: rule.ScheduleExpression === undefined ? undefined : rateToMs(rule.ScheduleExpression, name),
      targets: rule.Targets.filter((target) => target.Arn.includes(':function:')).map((target) => ({
        fn: functionOf(target.Arn, `Rule ${name}`),
        input: target.Input === undefined ? undefined : JSON.parse(target.Input),
      })),
    }
  })

  const mappings = ofType('AWS::Lambda::EventSourceMapping').flatMap((resource): MappingSpec[] => {
    const mapping = mappingSchema.parse(properties(resource))
    const [, table] = /:table\/([^/]+)\/stream\//.exec(mapping.EventSourceArn) ?? []
    if (table === undefined) throw new LocalProblem(`${resource.id} reads something other than a table's stream.`)
    return [
      {
        table,
        fn: functionOf(mapping.FunctionName, resource.id),
        filters: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
          compile(JSON.parse(Pattern), resource.id),
        ),
        batchSize: mapping.BatchSize,
      },
    ]
  })

  const tables = ofType(...TABLES).map((resource): TableSpec => {
    const table = tableSchema.parse(properties(resource))
    const name = resolver.nameOf(resource)
    const stream = table.StreamSpecification
    return {
      name,
      create: {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: table.KeySchema,
        AttributeDefinitions: table.AttributeDefinitions,
        ...(table.GlobalSecondaryIndexes && {
          GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map((index) => pickIndex.parse(index)),
        }),
        ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
      },
      ttl: table.TimeToLiveSpecification?.Enabled ? table.TimeToLiveSpecification.AttributeName : undefined,
    }
  })

  const secrets = ofType('AWS::SecretsManager::Secret').map((resource): SecretSpec => {
    const { PasswordLength } = z
      .object({ PasswordLength: z.int().default(32) })
      .parse(resource.Properties['GenerateSecretString'] ?? {})
    return { name: resolver.nameOf(resource), arn: resolver.arnOf(resource), length: PasswordLength }
  })

  return {
    tables,
    functions,
    routes,
    machines,
    rules,
    mappings,
    secrets,
    keys: ofType('AWS::KMS::Key').map((resource) => ({
      name: resolver.nameOf(resource),
      arn: resolver.arnOf(resource),
    })),
    buses: ofType('AWS::Events::EventBus').map((resource) => resolver.nameOf(resource)),
    environment,
  }
}

/** A bus by name or ARN, by its name. */
export const busName = (reference: string): string => reference.replace(/^.*:event-bus\//, '')

const compile = (pattern: unknown, user: string): Matcher => {
  try {
    return compilePattern(pattern)
  } catch {
    throw new LocalProblem(
      `The pattern of ${user} holds what the local environment cannot match: ${JSON.stringify(pattern)}`,
    )
  }
}
