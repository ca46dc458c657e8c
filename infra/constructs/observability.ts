import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { Config } from '../stacks/config.ts'
import { acknowledge } from './notes.ts'
import { type FunctionMap, functionNames } from './catalogue.ts'
import type { ServiceFunction } from './function.ts'

/** Properties of {@link Observability}. */
export type ObservabilityProps = {
  readonly config: Pick<Config, 'prefix' | 'alarmEmail'>
  readonly api: HttpApi
  readonly machines: readonly StateMachine[]
  readonly functions: FunctionMap<ServiceFunction>
  readonly table: Table
}

const sum = { statistic: 'Sum', period: Duration.minutes(5) }

/**
 * Sums metrics into one, because an alarm reads ten at most. A metric without data counts as zero; `id` keeps the terms of
 * several sums apart on one graph.
 */
const total = (id: string, label: string, metrics: readonly IMetric[]): MathExpression => {
  const terms = metrics.map((metric, index) => [`${id}${index}`, metric] as const)
  return new MathExpression({
    label,
    period: sum.period,
    expression: terms.map(([term]) => `FILL(${term}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(terms),
  })
}

/** Splits items into groups of ten, the most metrics that an alarm sums. */
const inTens = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / 10) }, (_, index) => items.slice(index * 10, index * 10 + 10))

/** Returns an empty suffix for the first of a kind, a number from the second on. */
const ordinal = (index: number): string => (index === 0 ? '' : String(index + 1))

/** Few alarms, each a sentence that says what to look at, and one dashboard. */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, { config, api, machines, functions, table }: ObservabilityProps) {
    super(scope, id)
    const { prefix, alarmEmail } = config
    const made = functionNames.map((name) => ({
      name,
      lambda: functions[name].lambda,
      deadLetters: functions[name].deadLetters,
    }))
    const errorsOf = (folder: string) =>
      inTens(made.filter(({ name }) => name.startsWith(`${folder}/`))).map((some, index) =>
        total(
          `${folder}${ordinal(index)}`,
          `${folder} errors${ordinal(index)}`,
          some.map(({ lambda }) => lambda.metricErrors(sum)),
        ),
      )
    const tableMetric = (metricName: string) =>
      new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName: table.tableName }, ...sum })

    const failed = total(
      'failed',
      'failed or timed out',
      machines.flatMap((machine) => [machine.metricFailed(sum), machine.metricTimedOut(sum)]),
    )
    // Not the executions that were aborted: `resume` aborts the one that it replaces, and nothing is wrong. What counts
    // is whether a request was left behind, and only the function that looks at the record knows, and logs, that.
    const stopped = new MetricFilter(this, 'Marked', {
      logGroup: functions['events/execution-ended'].lambda.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'execution.marked'),
      // The prefix keeps two environments in one account apart.
      metricNamespace: prefix,
      metricName: 'StoppedRequests',
      metricValue: '1',
    }).metric(sum)
    const deadLetters = total(
      'dead',
      'dead letters',
      made.flatMap(({ deadLetters }) =>
        deadLetters ? [deadLetters.metricApproximateNumberOfMessagesVisible({ ...sum, statistic: 'Maximum' })] : [],
      ),
    )
    const throttles = total('throttled', 'throttled', [
      // Of the whole account and region: functions share their limit with everything else that runs there.
      new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', ...sum }),
      tableMetric('ReadThrottleEvents'),
      tableMetric('WriteThrottleEvents'),
    ])

    const alarms = [
      this.alarm(
        'ExecutionsFailed',
        failed,
        'Executions failed or timed out. Their records are marked: mend the cause, then resume.',
      ),
      this.alarm(
        'RequestsStopped',
        stopped,
        'A request stopped: the execution that drove it ended, aborted perhaps. See `stuck` in the worklist, then resume.',
      ),
      ...errorsOf('web').map((errors, index) =>
        this.alarm(
          `WebErrors${ordinal(index)}`,
          errors,
          'A function behind the API threw. Its log has the request id.',
        ),
      ),
      ...errorsOf('tasks').map((errors, index) =>
        this.alarm(
          `TaskErrors${ordinal(index)}`,
          errors,
          'A step of a workflow threw. Step Functions retries what is transient.',
        ),
      ),
      ...errorsOf('events').map((errors, index) =>
        this.alarm(
          `EventErrors${ordinal(index)}`,
          errors,
          'A function called by events threw. It is tried again, then set aside.',
        ),
      ),
      this.alarm('ServerErrors', api.metricServerError(sum), 'The API answered 5xx.'),
      this.alarm('DeadLetters', deadLetters, 'An event could not be handled and waits in a dead-letter queue.'),
      this.alarm('Throttles', throttles, 'Lambda or DynamoDB refused work: a limit of the account, or one busy key.'),
    ]
    if (alarmEmail) {
      const topic = new Topic(this, 'Topic', { displayName: prefix, enforceSSL: true })
      topic.addSubscription(new EmailSubscription(alarmEmail))
      for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic))
      acknowledge(topic, {
        'Serverless-SNSRedrivePolicy': 'Mail about an alarm: the alarm itself keeps its state.',
      })
    }

    new Dashboard(this, 'Dashboard', {
      dashboardName: prefix,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24 })],
        [
          graph('Requests', [api.metricCount(sum), api.metricClientError(sum), api.metricServerError(sum)]),
          graph('Answer time, p95 (ms)', [api.metricLatency({ ...sum, statistic: 'p95' })]),
        ],
        [
          graph(
            'Executions started',
            machines.map((machine) => machine.metricStarted(sum)),
          ),
          graph('Executions ended badly', [failed, stopped]),
        ],
        [
          graph('Function errors', [...errorsOf('web'), ...errorsOf('tasks'), ...errorsOf('events')]),
          graph('Set aside and throttled', [deadLetters, throttles]),
        ],
        [
          graph('Table units', [tableMetric('ConsumedReadCapacityUnits'), tableMetric('ConsumedWriteCapacityUnits')]),
          graph(
            'Duration of functions, p95 (ms)',
            made.map(({ lambda }) => lambda.metricDuration({ ...sum, statistic: 'p95' })),
          ),
        ],
      ],
    })
  }

  private alarm(id: string, metric: IMetric, alarmDescription: string): Alarm {
    return new Alarm(this, id, {
      metric,
      alarmDescription,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
  }
}

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 12 })
