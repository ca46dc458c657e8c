import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { type EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { ServiceFunction } from './function.ts'
import { streamArnOf } from './permissions.ts'

/** Properties of {@link Events}. */
export type EventsProps = {
  readonly machines: readonly StateMachine[]
  readonly table: Table
  readonly executionEnded: ServiceFunction
  readonly sweep: ServiceFunction
  readonly publish: ServiceFunction
  readonly makeExport: ServiceFunction
  readonly finance: ServiceFunction
  readonly deliver: ServiceFunction
  readonly bus: EventBus
}

/** Scheduled and event-driven work: failed executions, the hourly sweep, and trail events published to others. */
export class Events extends Construct {
  constructor(scope: Construct, id: string, props: EventsProps) {
    super(scope, id)
    const { machines, table, bus, executionEnded, sweep, publish, makeExport, finance, deliver } = props
    new Rule(this, 'ExecutionEnded', {
      description: 'Executions that did not end well: their record is marked, staff see it, resume repairs',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: machines.map((machine) => machine.stateMachineArn),
        },
      },
      targets: [target(executionEnded)],
    })
    new Rule(this, 'Sweep', {
      description: 'Resumes what stands still: an answer whose delivery was lost, an execution that nobody started',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [target(sweep)],
    })
    new Rule(this, 'Finance', {
      description:
        'The daily list for finance, once a day from a certain hour on, and files that were asked for and not made',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [target(finance)],
    })
    this.hear('Trail', publish, table, 'trail')
    this.hear('Exports', makeExport, table, 'export')
    new Rule(this, 'Cleared', {
      description:
        'A payment was cleared: delivers it to finance’s own software with the data that the event does not carry',
      eventBus: bus,
      eventPattern: { source: ['baratto'], detailType: ['payment.cleared'] },
      targets: [target(deliver)],
    })
  }

  /** Calls a function with each new item of a kind. */
  private hear(name: string, by: ServiceFunction, table: Table, kind: string): void {
    if (!by.deadLetters) throw new Error(`${name} needs a dead-letter queue`)
    const mapping = new EventSourceMapping(this, name, {
      target: by.lambda,
      eventSourceArn: streamArnOf(table),
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { kind: { S: FilterRule.isEqual(kind) } } },
        }),
      ],
      // One bad record must not hold up the others: halve the batch until it stands alone, then set it aside.
      bisectBatchOnError: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(by.deadLetters),
    })
    // The mapping is refused until the role may read.
    mapping.node.addDependency(by)
  }
}

const target = (fn: ServiceFunction): LambdaFunction =>
  new LambdaFunction(fn.lambda, {
    retryAttempts: 8,
    maxEventAge: Duration.hours(6),
    ...(fn.deadLetters && { deadLetterQueue: fn.deadLetters }),
  })
