import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { machineNames } from '../../workflows/index.ts'
import { acknowledge, noteSource } from './notes.ts'
import { catalogue, entryOf, type FunctionName, type FunctionSpec } from './catalogue.ts'

/** Returns the code of a function: its bundle, or an empty one when only the template is wanted. */
export type CodeOf = (name: FunctionName) => Code

/** Placeholder for those who read the template only: the local environment runs the entry file instead. */
export const noCode: CodeOf = () => Code.fromInline("throw new Error('built without bundling')")

/** Returns the code of each function from its folder. */
export const codeFrom =
  (folderOf: (name: FunctionName) => string): CodeOf =>
  (name) =>
    Code.fromAsset(folderOf(name))

/** Properties of a function; the rest stands in the catalogue. */
export type FunctionProps = {
  readonly name: FunctionName
  readonly prefix: string
  readonly code: Code
  readonly environment: Readonly<Record<string, string>>
  readonly statements: readonly PolicyStatement[]
}

/** A Lambda function with its own role and log group; one called by events also has its own dead-letter queue. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction
  readonly deadLetters: Queue | undefined

  constructor(scope: Construct, id: string, { name, prefix, code, environment, statements }: FunctionProps) {
    super(scope, id)
    const spec: FunctionSpec = catalogue[name]
    const functionName = `${prefix}-${name.replace('/', '-')}`
    const isEvent = name.startsWith('events/')

    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.SIX_MONTHS,
      // Logs carry ids only, and a name left behind would stop the next deployment.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    for (const statement of statements) role.addToPrincipalPolicy(statement)
    logGroup.grantWrite(role)

    this.deadLetters = isEvent
      ? new Queue(this, 'DeadLetters', {
          encryption: QueueEncryption.SQS_MANAGED,
          enforceSSL: true,
          retentionPeriod: Duration.days(14),
        })
      : undefined
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code,
      role,
      logGroup,
      environment,
      memorySize: 1024,
      // API Gateway gives up after 30 seconds: the function must end, and say so, before.
      timeout: Duration.seconds(spec.timeoutSeconds ?? (spec.routes ? 29 : 60)),
      tracing: Tracing.ACTIVE,
      ...(this.deadLetters && { deadLetterQueue: this.deadLetters }),
    })
    noteSource(this.lambda, 'entry', entryOf(name))

    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]': 'X-Ray has no resources to name: tracing needs PutTraceSegments on all.',
    })
    if (spec.permissions.includes('execute')) {
      acknowledge(
        role,
        Object.fromEntries(
          machineNames.map((machine) => [
            `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${prefix}-${machine}:*]`,
            'Executions get their names at run time: all of this one machine.',
          ]),
        ),
      )
    }
    if (spec.permissions.some((permission) => permission === 'paper' || permission === 'issue')) {
      acknowledge(role, {
        [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${prefix}-papers-<AWS::AccountId>-<AWS::Region>/papers/*]`]:
          'Papers get their names at run time: all of this one folder.',
      })
    }
    if (!isEvent) {
      acknowledge(this.lambda, {
        'Serverless-LambdaDLQ':
          'Called synchronously, by API Gateway or Step Functions, who hear of every failure themselves.',
      })
    }
    if (this.deadLetters) {
      acknowledge(this.deadLetters, { 'Serverless-SQSRedrivePolicy': 'It is the dead-letter queue itself.' })
    }
  }
}
