import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Api } from '../constructs/api.ts'
import { forEachFunction } from '../constructs/catalogue.ts'
import { Edge } from '../constructs/edge.ts'
import { Events } from '../constructs/events.ts'
import { type CodeOf, ServiceFunction } from '../constructs/function.ts'
import { machinesArnPrefix, statements } from '../constructs/permissions.ts'
import { Observability } from '../constructs/observability.ts'
import type { Records } from '../constructs/records.ts'
import { StateMachines } from '../constructs/workflows.ts'
import { type Config, pascalCase } from './config.ts'

/** The stack without state. It can be deleted and deployed again; `resume` then restarts every request. */
export class ServiceStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, records, code, ...props }: StackProps & { config: Config; records: Records; code: CodeOf },
  ) {
    super(scope, id, props)
    const { prefix, mailFrom } = config
    const api = new Api(this, 'Api', { prefix })
    const edge = config.edge === 'on' ? new Edge(this, 'Edge', { host: api.host, config }) : undefined
    const publicUrl = edge?.url ?? config.publicUrl ?? api.http.apiEndpoint

    const environment = {
      TABLE_NAME: records.table.tableName,
      BUCKET_NAME: records.bucket.bucketName,
      BUS_NAME: records.bus.eventBusName,
      PUBLIC_URL: publicUrl,
      MAIL_FROM: mailFrom,
      LINK_KEY_ID: records.linkKey.secretArn,
      SEAL_KEY_ID: records.sealKey.keyArn,
      MACHINES_ARN_PREFIX: machinesArnPrefix(this, prefix),
    }
    const granted = statements(this, records, config)
    const functions = forEachFunction(
      (name, { permissions }) =>
        new ServiceFunction(this, pascalCase(name), {
          name,
          prefix,
          code: code(name),
          environment: { ...environment, POWERTOOLS_SERVICE_NAME: prefix, POWERTOOLS_LOG_LEVEL: 'INFO' },
          statements: permissions.flatMap((permission) => granted[permission]),
        }),
    )

    api.addRoutes(functions)
    const { machines } = new StateMachines(this, 'Workflows', { prefix, functions })
    new Events(this, 'Events', {
      machines,
      table: records.table,
      executionEnded: functions['events/execution-ended'],
      sweep: functions['events/sweep'],
      publish: functions['events/publish'],
      makeExport: functions['events/export'],
      finance: functions['events/finance'],
      deliver: functions['events/deliver'],
      bus: records.bus,
    })
    new Observability(this, 'Observability', { config, api: api.http, machines, functions, table: records.table })

    new CfnOutput(this, 'ApiUrl', { value: api.http.apiEndpoint, description: 'The API without CloudFront' })
    new CfnOutput(this, 'PublicUrl', { value: publicUrl, description: 'Where people reach the service' })
    if (edge) {
      new CfnOutput(this, 'EdgeHost', { value: edge.host, description: 'What the DNS record of publicUrl points at' })
    }
    new CfnOutput(this, 'TableName', { value: environment.TABLE_NAME })
    new CfnOutput(this, 'BusName', { value: environment.BUS_NAME })
    new CfnOutput(this, 'Environment', {
      value: this.toJsonString(environment),
      description: 'What the commands (resume, verify, import-config) read from their environment',
    })
  }
}
