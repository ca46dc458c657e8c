import { resolve } from 'node:path'
import type { App } from 'aws-cdk-lib'
import { z } from 'zod'
import { compilePattern, type Matcher } from '../services/event-pattern.ts'
import { type Resource, Resolver, type Stack, stackSchema, TABLES } from './intrinsics.ts'
import {
  busName,
  ENTRY,
  type LambdaSpec,
  type MachineSpec,
  type MappingSpec,
  type RouteSpec,
  type RuleSpec,
  type SecretSpec,
  type TableSpec,
  type Template,
} from './specs.ts'
import { LocalProblem } from './state.ts'

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

/** Values that replace a function's environment variables, by name. */
export type Overrides = Readonly<Record<string, string>>

/**
 * Synthesizes an app and reads the resources that run locally from its templates.
 * @throws LocalProblem if a template uses something that is not supported locally
 */
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

  // Functions without an entry are the CDK's own deployment helpers; nothing calls them here.
  const functions = ofType('AWS::Lambda::Function')
    .filter((resource) => resource.Metadata[ENTRY] !== undefined)
    .map((resource): LambdaSpec => {
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
  const functionOf = (reference: string, user: string): LambdaSpec => {
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
    buckets: ofType('AWS::S3::Bucket').map((resource) => resolver.nameOf(resource)),
    buses: ofType('AWS::Events::EventBus').map((resource) => resolver.nameOf(resource)),
    environment,
  }
}

const compile = (pattern: unknown, user: string): Matcher => {
  try {
    return compilePattern(pattern)
  } catch {
    throw new LocalProblem(
      `The pattern of ${user} holds what the local environment cannot match: ${JSON.stringify(pattern)}`,
    )
  }
}
