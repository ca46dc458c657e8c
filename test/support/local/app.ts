import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib'
import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2'
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { EventBus, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import {
  Code,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  Function as LambdaFn,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'

/** The arn of the fixture's machine. */
export const MACHINE = 'arn:aws:states:eu-south-1:123456789012:stateMachine:fixture-machine'

// biome-ignore lint/suspicious/noTemplateCurlyInString: a substitution of the definition, not of the text
const TASK = '${Task}'

const task = (state: string, rest: Record<string, unknown>): Record<string, unknown> => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: TASK, Payload: { state, 'id.$': '$.id' } },
  ResultPath: null,
  TimeoutSeconds: 60,
  ...rest,
})
const failed = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Stopped' }]

/** A machine that asks, pauses as long as the answer says, then runs a task that may fail in several ways. */
export const definition = {
  QueryLanguage: 'JSONPath',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        FunctionName: TASK,
        Payload: { state: 'Ask', 'id.$': '$.id', 'token.$': '$$.Task.Token', 'execution.$': '$$.Execution.Name' },
      },
      ResultPath: '$.answer',
      TimeoutSeconds: 86400,
      Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Ask' }, ...failed],
      Next: 'Pause',
    },
    Pause: { Type: 'Wait', SecondsPath: '$.answer.waitSeconds', Next: 'Work' },
    Work: task('Work', {
      Retry: [{ ErrorEquals: ['Transient'], IntervalSeconds: 60, MaxAttempts: 3, BackoffRate: 2 }],
      Catch: [{ ErrorEquals: ['Refused'], ResultPath: '$.refused', Next: 'Done' }, ...failed],
      Next: 'Done',
    }),
    Done: { Type: 'Succeed' },
    Stopped: { Type: 'Fail', Error: 'NeedsRepair', Cause: 'for a person' },
  },
}

/**
 * Builds a small app with each kind of resource that the local environment reads, in two stacks that refer to each
 * other.
 */
export const fixtureApp = (): App => {
  const app = new App({ analyticsReporting: false, treeMetadata: false })
  const data = new Stack(app, 'FixtureData')
  const table = new Table(data, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    stream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAt',
  })
  table.addGlobalSecondaryIndex({
    indexName: 'worklist',
    partitionKey: { name: 'wpk', type: AttributeType.STRING },
    sortKey: { name: 'wsk', type: AttributeType.STRING },
  })
  const bus = new EventBus(data, 'Bus', { eventBusName: 'fixture' })
  const secret = new Secret(data, 'Key', { generateSecretString: { passwordLength: 64, excludePunctuation: true } })

  const service = new Stack(app, 'FixtureService')
  const fn = (name: string, timeout = 29): LambdaFn => {
    const made = new LambdaFn(service, name, {
      runtime: Runtime.NODEJS_LATEST,
      handler: 'index.handler',
      code: Code.fromInline('-'),
      timeout: Duration.seconds(timeout),
      environment: {
        FIXTURE_TABLE: table.tableName,
        FIXTURE_BUS: bus.eventBusName,
        FIXTURE_SECRET: secret.secretArn,
        FIXTURE_MACHINES: `arn:${service.partition}:states:${service.region}:${service.account}:stateMachine:fixture-`,
        PUBLIC_URL: 'https://somewhere.example',
      },
    })
    const resource = made.node.defaultChild
    if (CfnResource.isCfnResource(resource)) {
      resource.addMetadata('baratto:entry', `test/support/local/${name.toLowerCase()}.ts`)
    }
    return made
  }
  const web = fn('Web')
  const taskFn = fn('Task', 60)
  const heard = fn('Heard')
  const publish = fn('Publish')

  const integration = new CfnIntegration(service, 'Integration', {
    apiId: 'api',
    integrationType: 'AWS_PROXY',
    integrationUri: web.functionArn,
    payloadFormatVersion: '2.0',
    timeoutInMillis: 1500,
  })
  const keys = [
    '$default',
    'ANY /echo',
    'GET /echo/{id}/{secret}',
    'ANY /echo/{id}/fixed',
    'GET /files/{proxy+}',
    'POST /do',
  ]
  for (const [index, routeKey] of keys.entries()) {
    new CfnRoute(service, `Route${index}`, { apiId: 'api', routeKey, target: `integrations/${integration.ref}` })
  }
  new StateMachine(service, 'Machine', {
    stateMachineName: 'fixture-machine',
    definitionBody: DefinitionBody.fromString(JSON.stringify(definition)),
    definitionSubstitutions: { Task: taskFn.functionArn },
  })
  new Rule(service, 'Ended', {
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [new LambdaFunction(heard)],
  })
  new Rule(service, 'Trail', {
    eventBus: bus,
    eventPattern: { source: Match.prefix('fix'), detail: { id: Match.anythingBut('secret') } },
    targets: [new LambdaFunction(heard)],
  })
  new Rule(service, 'Sweep', { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(heard)] })
  new EventSourceMapping(service, 'Stream', {
    target: publish,
    eventSourceArn: table.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { NewImage: { kind: { S: FilterRule.isEqual('trail') } } },
      }),
    ],
  })
  return app
}
