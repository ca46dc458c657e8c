import { RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { machineNames } from '../../workflows/index.ts'
import { kebabCase } from '../stacks/config.ts'
import type { ServiceFunction } from './function.ts'
import { aslOf } from '../workflows/asl.ts'
import { acknowledge, noteSource } from './notes.ts'
import { type FunctionMap, functionName } from './catalogue.ts'

/** The state machines of workflows/. The substitution `${Step}` is the function tasks/step. */
export class StateMachines extends Construct {
  readonly machines: readonly StateMachine[]

  constructor(
    scope: Construct,
    id: string,
    { prefix, functions }: { prefix: string; functions: FunctionMap<ServiceFunction> },
  ) {
    super(scope, id)
    this.machines = machineNames.map((machine) => {
      const definition = JSON.stringify(aslOf(machine))
      const names = new Set(Array.from(definition.matchAll(/\$\{(\w+)\}/g), ([, name = '']) => name))
      const substitutions = Object.fromEntries(
        Array.from(names, (name) => [name, functions[functionName(`tasks/${kebabCase(name)}`)].lambda.functionArn]),
      )
      const role = new Role(this, `${machine}-role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') })
      role.addToPolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: Object.values(substitutions) }),
      )
      const stateMachine = new StateMachine(this, machine, {
        stateMachineName: `${prefix}-${machine}`,
        // In the template itself, so that what is deployed, checked and run locally is the same text.
        definitionBody: DefinitionBody.fromString(definition),
        definitionSubstitutions: substitutions,
        role,
        tracingEnabled: true,
        logs: {
          destination: new LogGroup(this, `${machine}-log`, {
            // This path spares CloudWatch Logs' resource policy, whose size is limited.
            logGroupName: `/aws/vendedlogs/states/${prefix}-${machine}`,
            retention: RetentionDays.SIX_MONTHS,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
          // Every event, for months longer than Step Functions keeps them, and never what it carries.
          level: LogLevel.ALL,
          includeExecutionData: false,
        },
      })
      noteSource(stateMachine, 'definition', `workflows/${machine}.ts`)
      acknowledge(role, {
        'AwsSolutions-IAM5[Resource::*]': 'X-Ray and the delivery of vended logs have no resources to name.',
      })
      return stateMachine
    })
  }
}
