import { Match } from 'aws-cdk-lib/assertions'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { key } from '../../functions/adapters/dynamodb/keys.ts'
import { paths } from '../../functions/web/paths.ts'
import { type Synthesized, synthesize } from './app.ts'

/** What the service consists of, said a second time and by hand: a change of the catalogue must be meant. */
const functions = {
  web: ['public', 'citizen', 'ask', 'desk', 'finance', 'host', 'api', 'assets'],
  tasks: ['step', 'issue'],
  events: ['execution-ended', 'sweep', 'deliver', 'publish', 'export', 'finance'],
}
/** Those that go through many records. */
const LONG = new Set(['events/sweep', 'events/export', 'events/finance'])
const names = Object.entries(functions).flatMap(([folder, entries]) => entries.map((entry) => `${folder}/${entry}`))
const machines = ['contribution-request', 'activity-period', 'payment', 'review']

const audiences = (...excluded: string[]): string[] =>
  functions.web.filter((name) => !excluded.includes(name)).map((name) => `web/${name}`)
const but = (...excluded: string[]): string[] => names.filter((name) => !excluded.includes(name))

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform(({ 'Fn::GetAtt': [id] }) => id),
])
const functionSchema = z.object({
  FunctionName: z.string(),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  TracingConfig: z.object({ Mode: z.string() }),
  MemorySize: z.number(),
  Timeout: z.number(),
  Role: reference,
  LoggingConfig: z.object({ LogGroup: reference }),
  DeadLetterConfig: z.object({ TargetArn: reference }).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
})
const list = <T extends z.ZodType>(item: T) => z.union([z.array(item), item.transform((one) => [one])])
const statementSchema = z.object({
  Effect: z.literal('Allow'),
  Action: list(z.string()),
  Resource: list(z.unknown()),
  Condition: z.unknown().optional(),
})
type Statement = z.infer<typeof statementSchema>
const policySchema = z.object({
  Roles: z.array(reference),
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
})

let data: Synthesized
let service: Synthesized
beforeAll(() => {
  ;({ data, service } = synthesize())
})

/** The functions by name of their entry, for instance `web/ask`. */
const lambdas = (): Map<string, z.infer<typeof functionSchema> & { id: string }> =>
  new Map(
    service.ofType('AWS::Lambda::Function').map(([id, { Properties, Metadata }]) => {
      const entry = z.string().parse(Metadata['baratto:entry'])
      return [entry.replace(/^functions\/(.*?)(\/index)?\.ts$/, '$1'), { ...functionSchema.parse(Properties), id }]
    }),
  )

/** What a role may do, wherever that is written. */
const statementsOf = (role: string): Statement[] =>
  service
    .ofType('AWS::IAM::Policy')
    .map(([, { Properties }]) => policySchema.parse(Properties))
    .filter(({ Roles }) => Roles.includes(role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)

/** Which functions may do something. */
const whoMay = (action: string): string[] =>
  [...lambdas()]
    .filter(([, { Role }]) => statementsOf(Role).some(({ Action }) => Action.includes(action)))
    .map(([name]) => name)
const resourcesOf = (action: string): string[] =>
  [...lambdas().values()].flatMap(({ Role }) =>
    statementsOf(Role)
      .filter(({ Action }) => Action.includes(action))
      .flatMap(({ Resource }) => Resource.map((resource) => JSON.stringify(resource))),
  )

describe('functions', () => {
  test('are exactly those of the catalogue', () => {
    expect([...lambdas().keys()].sort()).toEqual([...names].sort())
  })

  test('run on Node.js 24 and arm64, traced, with memory and time limits', () => {
    for (const [name, fn] of lambdas()) {
      expect(fn, name).toMatchObject({
        FunctionName: `baratto-${name.replace('/', '-')}`,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        MemorySize: 1024,
        Timeout: name.startsWith('web/') ? 29 : LONG.has(name) ? 300 : 60,
      })
    }
  })

  test('have a role each, trusted by Lambda only, without managed policies', () => {
    const roles = [...lambdas().values()].map(({ Role }) => Role)
    expect(new Set(roles).size).toBe(names.length)
    for (const role of roles) {
      expect(service.resources[role]?.Properties).not.toHaveProperty('ManagedPolicyArns')
      expect(service.resources[role]?.Properties).not.toHaveProperty('Policies')
      expect(JSON.stringify(service.resources[role]?.Properties['AssumeRolePolicyDocument'])).toBe(
        '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"}}],"Version":"2012-10-17"}',
      )
    }
  })

  test('have a log group each, kept for half a year, that only they write', () => {
    const groups = [...lambdas().values()].map(({ LoggingConfig }) => LoggingConfig.LogGroup)
    expect(new Set(groups).size).toBe(names.length)
    for (const [name, { Role, LoggingConfig }] of lambdas()) {
      const logs = statementsOf(Role).filter(({ Action }) => Action.some((action) => action.startsWith('logs:')))
      expect(
        logs.flatMap(({ Resource }) => Resource.map((one) => reference.parse(one))),
        name,
      ).toEqual([LoggingConfig.LogGroup])
    }
    for (const stack of [data, service]) {
      for (const [id, { Properties }] of stack.ofType('AWS::Logs::LogGroup')) {
        expect(Properties, id).toHaveProperty('RetentionInDays', 180)
      }
    }
  })

  test('called by events have dead-letter queues of their own', () => {
    const queues = [...lambdas()].flatMap(([name, { DeadLetterConfig }]) =>
      DeadLetterConfig ? [[name, DeadLetterConfig.TargetArn]] : [],
    )
    expect(queues.map(([name]) => name)).toEqual(functions.events.map((entry) => `events/${entry}`))
    expect(new Set(queues.map(([, queue]) => queue)).size).toBe(functions.events.length)
    for (const [, queue = ''] of queues) expect(service.resources[queue]?.Type).toBe('AWS::SQS::Queue')
  })

  test('have one environment, and time is not moved on AWS', () => {
    const [first, ...others] = [...lambdas().values()].map(({ Environment }) => Environment.Variables)
    for (const other of others) expect(other).toEqual(first)
    expect(Object.keys(first ?? {}).sort()).toEqual([
      ...['BUCKET_NAME', 'BUS_NAME', 'LINK_KEY_ID', 'MACHINES_ARN_PREFIX', 'MAIL_FROM'],
      ...['POWERTOOLS_LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME', 'PUBLIC_URL', 'SEAL_KEY_ID', 'TABLE_NAME'],
    ])
  })
})

describe('permissions', () => {
  const allStatements = (): Statement[] =>
    [data, service].flatMap(({ ofType }) =>
      ofType('AWS::IAM::Policy').flatMap(
        ([, { Properties }]) => policySchema.parse(Properties).PolicyDocument.Statement,
      ),
    )

  test('stand in policies of roles only', () => {
    for (const { ofType } of [data, service]) {
      expect(ofType('AWS::IAM::ManagedPolicy')).toEqual([])
      for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
        expect(Properties, id).not.toHaveProperty('ManagedPolicyArns')
        expect(Properties, id).not.toHaveProperty('Policies')
      }
    }
  })

  test('list each action: no wildcard, Scan, batch or PartiQL', () => {
    const actions = allStatements().flatMap(({ Action }) => Action)
    expect(actions.length).toBeGreaterThan(100)
    expect(actions.filter((action) => /\*|Scan|PartiQL|Batch/.test(action))).toEqual([])
  })

  test('list each resource, except where AWS has none', () => {
    const unnamed = allStatements()
      .filter(({ Resource }) => Resource.includes('*'))
      .flatMap(({ Action }) => Action)
    expect([...new Set(unnamed)].sort()).toEqual([
      // Delivery of vended logs, for the state machines.
      ...[
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
      ],
      ...['logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery'],
      // Tracing.
      ...['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    ])
    const wildcards = allStatements()
      .flatMap(({ Resource }) => Resource)
      .filter((resource) => resource !== '*' && JSON.stringify(resource).includes('*'))
      .filter((resource) => !JSON.stringify(resource).endsWith('/papers/*"]]}'))
      .map((resource) => /:execution:baratto-([a-z-]+):\*/.exec(JSON.stringify(resource))?.[1])
    expect([...new Set(wildcards)].sort()).toEqual([...machines].sort())
  })

  test.each<[action: string, who: string[]]>([
    ['dynamodb:GetItem', but('web/assets', 'events/publish')],
    ['dynamodb:Query', but('web/assets', 'events/publish')],
    ['dynamodb:PutItem', but('web/public', 'web/assets', 'events/publish')],
    ['dynamodb:ConditionCheckItem', but('web/public', 'web/assets', 'events/publish')],
    [
      'secretsmanager:GetSecretValue',
      [
        ...audiences('public', 'assets'),
        // It writes links, and counts what a person got by a key made with the secret.
        'tasks/step',
        // Whoever tells finance's software signs what is told.
        ...['events/deliver', 'events/finance'],
      ],
    ],
    [
      'ses:SendEmail',
      [
        ...audiences('public', 'finance', 'api', 'assets'),
        // An accident is told of again by the sweep, until it is.
        ...['events/execution-ended', 'events/sweep', 'events/finance'],
        'tasks/step',
      ],
    ],
    ['states:StartExecution', [...audiences('public', 'assets'), 'tasks/step', 'events/sweep']],
    ['states:SendTaskSuccess', [...audiences('public', 'citizen', 'host', 'assets'), 'tasks/step']],
    ['events:PutEvents', ['events/publish']],
    ['dynamodb:GetRecords', ['events/publish', 'events/export']],
    ['kms:Decrypt', but('web/assets')],
    ['s3:GetObject', ['web/citizen', 'web/desk']],
    ['s3:PutObject', ['tasks/issue']],
  ])('grant %s only to functions that need it', (action, who) => {
    expect(whoMay(action).sort()).toEqual([...who].sort())
  })

  test('mail goes out from the one address only', () => {
    for (const { Role } of lambdas().values()) {
      for (const statement of statementsOf(Role).filter(({ Action }) => Action.includes('ses:SendEmail'))) {
        expect(statement.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'baratto@example.org' } })
      }
    }
  })

  /** Those about KMS keys: of the records, or of sealed files. */
  const aboutKey = (sealed: boolean) =>
    allStatements()
      .filter(({ Action }) => Action.some((action) => action.startsWith('kms:')))
      .filter(({ Resource }) => JSON.stringify(Resource).includes('SealKey') === sealed)

  test('the key of sealed files opens data keys of one request each, for those who load files', () => {
    const granted = aboutKey(true)
    for (const statement of granted) {
      expect(statement.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey'])
      expect(statement.Condition).toEqual({
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['request'] },
        Null: { 'kms:EncryptionContextKeys': 'false' },
      })
    }
    expect(granted).toHaveLength(but('web/public', 'web/assets', 'events/publish').length)
  })

  test('the key opens through the service that asks for it only', () => {
    expect(aboutKey(false).length).toBeGreaterThan(20)
    for (const statement of aboutKey(false)) {
      expect(JSON.stringify(statement.Condition)).toMatch(
        /"kms:ViaService":\{"Fn::Join":\["",\["(dynamodb|secretsmanager|s3)\./,
      )
    }
  })

  /** The partition keys that a function may read, as conditions on the actions that read the table. */
  const readable = (name: string) =>
    statementsOf(lambdas().get(name)?.Role ?? '')
      .filter(({ Action }) => Action.some((action) => /^dynamodb:(GetItem|Query)$/.test(action)))
      .filter(({ Resource }) => !JSON.stringify(Resource).includes('/index/'))
      .map(({ Action, Condition }) => [Action.join(), Condition])
  const like = (operator: string, ...keys: string[]) => ({
    [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  })

  test('the public pages read the configuration and the publication list only', () => {
    expect(readable('web/public')).toEqual([
      ['dynamodb:GetItem,dynamodb:Query', like('StringLike', 'MUNICIPALITY', 'PROJECT#*', 'PUBLICATION#*')],
    ])
  })

  test('task tokens are read by those who deliver an answer only', () => {
    const tokens = `${key.token('').pk}*`
    const [everythingElse, theTokens] = [like('StringNotLike', tokens), like('StringLike', tokens)]
    const answering = whoMay('states:SendTaskSuccess')
    for (const name of whoMay('dynamodb:GetItem').filter((each) => each !== 'web/public')) {
      const tokenReads = answering.includes(name) ? [['dynamodb:GetItem', theTokens]] : []
      expect(readable(name), name).toEqual(
        expect.arrayContaining([['dynamodb:GetItem,dynamodb:Query', everythingElse], ...tokenReads]),
      )
      expect(readable(name), name).toHaveLength(1 + tokenReads.length)
    }
  })

  test('queries reach the table and its index', () => {
    expect(new Set(resourcesOf('dynamodb:Query')).size).toBe(2)
    expect(resourcesOf('dynamodb:Query').some((resource) => resource.includes('/index/worklist'))).toBe(true)
    expect(resourcesOf('dynamodb:PutItem').some((resource) => resource.includes('/index/'))).toBe(false)
  })
})

describe('records', () => {
  test('the table can be restored, is encrypted with our key, and cannot be deleted by mistake', () => {
    data.template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        DeletionProtectionEnabled: true,
        GlobalSecondaryIndexes: [
          {
            IndexName: 'worklist',
            KeySchema: [
              { AttributeName: 'wpk', KeyType: 'HASH' },
              { AttributeName: 'wsk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
    })
    expect(data.stack.terminationProtection).toBe(true)
  })

  test('the keys outlive the stack and turn every year; that of sealed files is another', () => {
    data.template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } })
    data.template.resourceCountIs('AWS::KMS::Key', 2)
    data.template.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      Properties: {
        GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
        KmsKeyId: Match.anyValue(),
      },
    })
  })

  test('are not in the stack that may be deleted', () => {
    const types = Object.values(service.resources).map(({ Type }) => Type)
    expect(types.filter((type) => /DynamoDB|KMS|SecretsManager|S3|EventBus$/.test(type))).toEqual([])
  })
})

describe('the API', () => {
  const routes = (): Map<string, string> => {
    const integrations = new Map(
      service.ofType('AWS::ApiGatewayV2::Integration').map(([id, { Properties }]) => {
        const { IntegrationUri } = z.object({ IntegrationUri: reference }).parse(Properties)
        return [id, [...lambdas()].find(([, fn]) => fn.id === IntegrationUri)?.[0] ?? 'nothing']
      }),
    )
    return new Map(
      service.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
        const { RouteKey, Target } = z.object({ RouteKey: z.string(), Target: z.unknown() }).parse(Properties)
        const [, id = ''] = /"Ref":"(\w+)"/.exec(JSON.stringify(Target)) ?? []
        return [RouteKey, integrations.get(id) ?? 'nothing']
      }),
    )
  }

  test('has one route per path, to the function of its audience, and the public pages answer every other', () => {
    const expected = Object.entries(paths).flatMap(([audience, all]) =>
      all.map((path) => [`ANY ${path}`, `web/${audience}`]),
    )
    expect(Object.fromEntries(routes())).toEqual({ ...Object.fromEntries(expected), $default: 'web/public' })
    expect(routes().size).toBe(expected.length + 1)
  })

  test('has the paths of an audience below its own folder', () => {
    const owners: [folder: RegExp, audience: string][] = [
      [/^\/desk\/(finance|reconciliation)\b/, 'finance'],
      [/^\/desk\b/, 'desk'],
      [/^\/host\b/, 'host'],
      [/^\/api\//, 'api'],
      [/^\/asks\//, 'ask'],
      [/^\/(apply|requests|here)\b/, 'citizen'],
      [/^\/assets\//, 'assets'],
      [/^\/(accessibility|privacy|transparency\b.*)?$/, 'public'],
    ]
    for (const [audience, all] of Object.entries(paths))
      for (const path of all) expect(owners.find(([folder]) => folder.test(path))?.[1], path).toBe(audience)
  })

  test.each([
    ['GET', 200],
    ['HEAD', 200],
    ['POST', 405],
    ['DELETE', 405],
  ])('routes %s of an asset to its function, with status %i', async (method, status) => {
    const [routeKey = ''] = [...routes()].find(([, name]) => name === 'web/assets') ?? []
    expect(routeKey).toMatch(/^ANY /)
    const { handler } = await import('../../functions/web/assets/index.ts')
    const event = {
      version: '2.0',
      routeKey,
      rawPath: '/assets/bootstrap-italia/css/bootstrap-italia.min.css',
      rawQueryString: '',
      headers: {},
      requestContext: { requestId: 'test', http: { method } },
      pathParameters: { proxy: 'bootstrap-italia/css/bootstrap-italia.min.css' },
    }
    // The gateway sends more than the border reads; what it reads is all here.
    const answer = await handler(event as unknown as APIGatewayProxyEventV2, {} as Context)
    expect(answer).toMatchObject({ statusCode: status })
  })

  test('logs the route and never the path, which may contain secrets of links', () => {
    const [[, stage] = []] = service.ofType('AWS::ApiGatewayV2::Stage')
    const { AccessLogSettings } = z
      .object({ AccessLogSettings: z.object({ Format: z.string() }) })
      .parse(stage?.Properties)
    expect(JSON.parse(AccessLogSettings.Format)).toEqual({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
    })
  })

  test('is throttled, and open to no other site', () => {
    service.template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 },
    })
    service.template.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() })
  })
})

describe('workflows', () => {
  const machineSchema = z.object({
    StateMachineName: z.string(),
    DefinitionString: z.string(),
    DefinitionSubstitutions: z.record(z.string(), reference),
    RoleArn: reference,
    LoggingConfiguration: z.object({ IncludeExecutionData: z.boolean(), Level: z.string() }),
    TracingConfiguration: z.object({ Enabled: z.boolean() }),
  })
  const parsed = () =>
    service.ofType('AWS::StepFunctions::StateMachine').map(([, { Properties }]) => machineSchema.parse(Properties))

  test('are these, by the names that the functions know them by', () => {
    expect(
      parsed()
        .map(({ StateMachineName }) => StateMachineName)
        .sort(),
    ).toEqual(machines.map((name) => `baratto-${name}`).sort())
  })

  test('call existing functions: every substitution is bound and every binding used', () => {
    const byId = new Map([...lambdas()].map(([name, { id }]) => [id, name]))
    for (const { DefinitionString, DefinitionSubstitutions } of parsed()) {
      const used = Array.from(DefinitionString.matchAll(/\$\{(\w+)\}/g), ([, name = '']) => name)
      expect(used.length).toBeGreaterThan(0)
      expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...new Set(used)].sort())
      for (const [name, id] of Object.entries(DefinitionSubstitutions)) {
        const entry = name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()
        expect(byId.get(id)).toBe(`tasks/${entry}`)
      }
    }
  })

  test('may call those functions and nothing else', () => {
    for (const { RoleArn, DefinitionSubstitutions } of parsed()) {
      const invoked = statementsOf(RoleArn)
        .filter(({ Action }) => Action.some((action) => action.startsWith('lambda:')))
        .flatMap(({ Resource }) => Resource.map((resource) => reference.parse(resource)))
      expect(invoked.sort()).toEqual(Object.values(DefinitionSubstitutions).sort())
    }
  })

  test('are traced, and log events without data', () => {
    for (const { LoggingConfiguration, TracingConfiguration } of parsed()) {
      expect(LoggingConfiguration).toEqual({ IncludeExecutionData: false, Level: 'ALL' })
      expect(TracingConfiguration).toEqual({ Enabled: true })
    }
  })
})

describe('events', () => {
  const target = (entry: string) => [
    Match.objectLike({
      Arn: { 'Fn::GetAtt': [lambdas().get(`events/${entry}`)?.id, 'Arn'] },
      DeadLetterConfig: { Arn: Match.anyValue() },
    }),
  ]

  test('about failed executions reach their function, from our machines only', () => {
    service.template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.absent(),
      EventPattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: service.ofType('AWS::StepFunctions::StateMachine').map(([id]) => ({ Ref: id })),
        },
      },
      Targets: target('execution-ended'),
    })
  })

  test('sweep every hour', () => {
    service.template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 hour)',
      Targets: target('sweep'),
    })
    service.template.resourceCountIs('AWS::Events::Rule', 4)
  })

  test('deliver cleared payments to finance’s software', () => {
    service.template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['baratto'], 'detail-type': ['payment.cleared'] },
      Targets: target('deliver'),
    })
  })

  // docs/finance.md tells vendors these pauses: AWS's own, a minute and then two, for whoever does not say otherwise.
  test('that fail are retried twice, after one and two minutes, before they go to the dead-letter queue', () => {
    service.template.resourceCountIs('AWS::Lambda::EventInvokeConfig', 0)
    expect(lambdas().get('events/deliver')?.DeadLetterConfig).toBeDefined()
    service.template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['baratto'], 'detail-type': ['payment.cleared'] },
      // Of handing it over to the function, which is another matter than what the function does with it.
      Targets: [Match.objectLike({ RetryPolicy: { MaximumRetryAttempts: 8, MaximumEventAgeInSeconds: 6 * 3600 } })],
    })
  })

  test('trigger the hourly work for finance', () => {
    service.template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 hour)',
      Targets: target('finance'),
    })
  })

  test.each([
    ['events/publish', 'trail'],
    ['events/export', 'export'],
  ])('for %s come from new items of the stream; a bad record is isolated in a queue', (name, kind) => {
    service.template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2)
    service.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: lambdas().get(name)?.id },
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      FilterCriteria: {
        Filters: [{ Pattern: `{"eventName":["INSERT"],"dynamodb":{"NewImage":{"kind":{"S":["${kind}"]}}}}` }],
      },
    })
  })
})

describe('alarms', () => {
  const metricSchema = z.object({
    MetricName: z.string(),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
  })
  const alarmSchema = z.object({
    AlarmDescription: z.string().min(20),
    AlarmActions: z.array(z.unknown()).default([]),
    TreatMissingData: z.literal('notBreaching'),
    Metrics: z
      .array(
        z
          .object({ Expression: z.string().optional(), MetricStat: z.object({ Metric: metricSchema }).optional() })
          .transform(({ MetricStat }) => MetricStat?.Metric),
      )
      .optional(),
    MetricName: z.string().optional(),
    Dimensions: metricSchema.shape.Dimensions,
  })
  const alarmsOf = (stack: Synthesized) =>
    stack.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => alarmSchema.parse(Properties))
  /** `metric of what`, for all metrics that ring. */
  const watched = (): string[] =>
    alarmsOf(service)
      .flatMap(({ Metrics, MetricName, Dimensions }) => Metrics ?? [{ MetricName, Dimensions }])
      .flatMap((metric) =>
        metric?.MetricName
          ? [`${metric.MetricName} ${metric.Dimensions.map(({ Value }) => JSON.stringify(Value)).join()}`]
          : [],
      )

  test('ring for every machine, function, queue and limit', () => {
    const idsOf = (type: string) => service.ofType(type).map(([id]) => id)
    const expected = [
      ...idsOf('AWS::StepFunctions::StateMachine').flatMap((id) =>
        ['ExecutionsFailed', 'ExecutionsTimedOut'].map((metric) => `${metric} {"Ref":"${id}"}`),
      ),
      ...idsOf('AWS::Lambda::Function').map((id) => `Errors {"Ref":"${id}"}`),
      ...idsOf('AWS::SQS::Queue').map(
        (id) => `ApproximateNumberOfMessagesVisible {"Fn::GetAtt":["${id}","QueueName"]}`,
      ),
      ...idsOf('AWS::ApiGatewayV2::Api').map((id) => `5xx {"Ref":"${id}"}`),
      'Throttles ',
    ]
    expect(watched()).toEqual(expect.arrayContaining(expected))
    // `resume` aborts what it replaces, too: those that matter are told apart below.
    expect(watched().filter((metric) => metric.startsWith('ExecutionsAborted'))).toEqual([])
    expect(watched().filter((metric) => /^(Read|Write)ThrottleEvents /.test(metric)).length).toBe(2)
  })

  describe('alarms about stopped requests', () => {
    const filter = () => {
      const [[, only] = [], ...others] = service.ofType('AWS::Logs::MetricFilter')
      expect(others).toEqual([])
      return z
        .object({
          LogGroupName: reference,
          FilterPattern: z.string(),
          MetricTransformations: z.tuple([
            z.object({ MetricNamespace: z.string(), MetricName: z.string(), MetricValue: z.literal('1') }),
          ]),
        })
        .parse(only?.Properties)
    }
    afterEach(() => {
      vi.doUnmock('../../functions/composition.ts')
      vi.doUnmock('../../functions/usecases/procedure/execution-ended.ts')
      vi.restoreAllMocks()
      vi.resetModules()
    })

    test('ring at the first, in the log of the function that marks them', () => {
      const { LogGroupName, MetricTransformations } = filter()
      expect(LogGroupName).toBe(lambdas().get('events/execution-ended')?.LoggingConfig.LogGroup)
      const [{ MetricNamespace, MetricName }] = MetricTransformations
      expect(MetricNamespace).toBe('baratto')
      service.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: MetricNamespace,
        MetricName,
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      })
    })

    test.each([
      ['marked', true],
      ['replaced', false],
    ])('count what the function logs of one that was %s: %s', async (verdict, counted) => {
      vi.doMock('../../functions/composition.ts', () => ({ deps: () => ({}) }))
      vi.doMock('../../functions/usecases/procedure/execution-ended.ts', () => ({
        executionEnded: async () => verdict,
      }))
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
      const { handler } = await import('../../functions/events/execution-ended.ts')
      await handler({ detail: { name: 'request-execution', status: 'ABORTED' } }, {} as Context)
      const lines = written.mock.calls.map(([line]) =>
        z.record(z.string(), z.unknown()).parse(JSON.parse(String(line))),
      )
      const [, field = '', value] = /^\{ \$\.(\w+) = "([\w.]+)" \}$/.exec(filter().FilterPattern) ?? []
      expect(lines).toHaveLength(1)
      expect(lines.filter((line) => line[field] === value)).toHaveLength(counted ? 1 : 0)
    })
  })

  test('are few, and each within the ten metrics that an alarm can add up', () => {
    const alarms = alarmsOf(service)
    expect(alarms.length).toBeLessThanOrEqual(12)
    for (const { Metrics = [] } of alarms) expect(Metrics.filter((metric) => metric).length).toBeLessThanOrEqual(10)
  })

  test('notify the configured address', () => {
    const configured = synthesize({ alarmEmail: 'alarms@example.org' }).service
    configured.template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'alarms@example.org',
    })
    for (const { AlarmActions } of alarmsOf(configured)) expect(AlarmActions).toHaveLength(1)
    service.template.resourceCountIs('AWS::SNS::Topic', 0)
  })

  test('are on one dashboard', () => {
    service.template.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  })
})

describe('the edge', () => {
  const noCache = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
  const cache = '658327ea-f89d-4fab-a63d-7e88639e58f6'

  test('caches assets and nothing else, keeps no logs, and speaks TLS 1.2 to the API', () => {
    service.template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: Match.objectLike({ CachePolicyId: noCache, ViewerProtocolPolicy: 'redirect-to-https' }),
        CacheBehaviors: [Match.objectLike({ PathPattern: '/assets/*', CachePolicyId: cache })],
        Logging: Match.absent(),
        Origins: [
          Match.objectLike({
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
          }),
        ],
      },
    })
    service.template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
          FrameOptions: { FrameOption: 'DENY', Override: false },
          ContentTypeOptions: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
        },
      },
    })
  })

  test('answers for the municipality’s own name with its certificate and web ACL', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/id'
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/any/id'
    const own = synthesize({ publicUrl: 'https://baratto.example.org/', certificateArn, webAclArn }).service
    own.template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['baratto.example.org'],
        ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
        WebACLId: webAclArn,
      },
    })
    expect(publicUrlOf(own)).toBe('https://baratto.example.org')
  })

  test('outputs the address of the service', () => {
    expect(JSON.stringify(publicUrlOf(service))).toMatch(/https:\/\/.*EdgeDistribution\w+","DomainName"/)
    const bare = synthesize({ edge: 'off' }).service
    expect(JSON.stringify(publicUrlOf(bare))).toMatch(/"Fn::GetAtt":\["ApiHttp\w+","ApiEndpoint"\]/)
    bare.template.resourceCountIs('AWS::CloudFront::Distribution', 0)
  })

  const publicUrlOf = (stack: Synthesized): unknown => {
    const [[, fn] = []] = stack.ofType('AWS::Lambda::Function')
    return functionSchema.parse(fn?.Properties).Environment.Variables['PUBLIC_URL']
  }
})

describe('settings', () => {
  test.each([
    [{ prefix: 'Not a name' }],
    [{ mailFrom: 'nobody' }],
    [{ publicUrl: 'ftp://example.org' }],
    [{ edge: 'perhaps' }],
    [{ certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/id' }],
  ])('%j stops the synthesis', (context) => {
    expect(() => synthesize(context)).toThrow(z.ZodError)
  })

  test('output what the commands need', () => {
    const outputs = service.template.findOutputs('*')
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining(['ApiUrl', 'PublicUrl', 'EdgeHost', 'TableName', 'BusName', 'Environment']),
    )
    const environment = JSON.stringify(outputs['Environment'])
    for (const name of [
      'TABLE_NAME',
      'BUCKET_NAME',
      'BUS_NAME',
      'PUBLIC_URL',
      'MAIL_FROM',
      'LINK_KEY_ID',
      'SEAL_KEY_ID',
      'MACHINES_ARN_PREFIX',
    ]) {
      expect(environment).toContain(name)
    }
  })

  test('tag every taggable resource', () => {
    for (const { ofType } of [data, service]) {
      for (const type of ['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine']) {
        for (const [id, { Properties }] of ofType(type)) {
          expect(Properties['Tags'], id).toContainEqual({ Key: 'application', Value: 'baratto' })
        }
      }
    }
  })
})
