import { ArnFormat, Aws, type Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { machineNames } from '../../workflows/index.ts'
import type { Config } from '../stacks/config.ts'
import type { Permission } from './catalogue.ts'
import { papersBucket, type Records } from './records.ts'

/**
 * Returns the common prefix of the ARNs of all state machines. Names are physical because machines name functions and
 * functions name machines.
 */
export const machinesArnPrefix = (stack: Stack, prefix: string): string =>
  stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: `${prefix}-`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })

/** Partition keys of task tokens. */
const TOKENS = 'TOKEN#*'
/** Partition keys of the configuration and of the publication list. */
const PUBLISHED = ['MUNICIPALITY', 'PROJECT#*', 'PUBLICATION#*']

/** Returns the condition that all partition keys of a read are, or are not, like some. Without a key nothing is read. */
const keys = (operator: 'StringLike' | 'StringNotLike', ...patterns: string[]) => ({
  [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': patterns },
  Null: { 'dynamodb:LeadingKeys': 'false' },
})

/** Returns the statements behind each permission. There is no `Scan`, and no wildcard but the names of executions. */
export const statements = (
  stack: Stack,
  records: Records,
  { prefix, mailFrom }: Pick<Config, 'prefix' | 'mailFrom'>,
): Record<Permission, PolicyStatement[]> => {
  const { key, sealKey, table, bucket, linkKey, bus } = records
  const papers = `arn:${Aws.PARTITION}:s3:::${papersBucket(prefix)}/papers/*`
  const machineArns = machineNames.map((machine) => `${machinesArnPrefix(stack, prefix)}${machine}`)
  const viaKey = (service: string, ...actions: string[]) =>
    new PolicyStatement({
      actions: actions.map((action) => `kms:${action}`),
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${stack.region}.${stack.urlSuffix}` } },
    })
  return {
    published: [
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:Query'],
        resources: [table.tableArn],
        conditions: keys('StringLike', ...PUBLISHED),
      }),
      viaKey('dynamodb', 'Decrypt', 'DescribeKey'),
    ],
    read: [
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:Query'],
        resources: [table.tableArn],
        conditions: keys('StringNotLike', TOKENS),
      }),
      // No token is in the index.
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/worklist`] }),
      viaKey('dynamodb', 'Decrypt', 'DescribeKey'),
    ],
    write: [
      // A transaction needs the permission of each of its writes, and of its condition checks.
      new PolicyStatement({
        actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
        resources: [table.tableArn],
      }),
      viaKey(
        'dynamodb',
        'Encrypt',
        'ReEncryptFrom',
        'ReEncryptTo',
        'GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext',
      ),
    ],
    execute: [
      new PolicyStatement({ actions: ['states:StartExecution'], resources: machineArns }),
      new PolicyStatement({
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: machineArns.map((arn) => `${arn.replace(':stateMachine:', ':execution:')}:*`),
      }),
    ],
    answer: [
      new PolicyStatement({
        actions: ['dynamodb:GetItem'],
        resources: [table.tableArn],
        conditions: keys('StringLike', TOKENS),
      }),
      new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: machineArns }),
    ],
    link: [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [linkKey.secretArn] }),
      viaKey('secretsmanager', 'Decrypt'),
    ],
    seal: [
      // A data key belongs to one request, whose id is its encryption context: without it, or with more, there is none.
      new PolicyStatement({
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [sealKey.keyArn],
        conditions: {
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['request'] },
          Null: { 'kms:EncryptionContextKeys': 'false' },
        },
      }),
    ],
    paper: [
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [papers] }),
      // Without it a paper that is missing could not be told from one that may not be read.
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
      viaKey('s3', 'Decrypt'),
    ],
    issue: [
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [papers] }),
      viaKey('s3', 'GenerateDataKey', 'Decrypt'),
    ],
    mail: [
      // SES checks the identity it finds verified: the address itself, or its domain.
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [mailFrom, mailFrom.slice(mailFrom.indexOf('@') + 1)].map((identity) =>
          stack.formatArn({ service: 'ses', resource: 'identity', resourceName: identity }),
        ),
        conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
      }),
    ],
    stream: [
      new PolicyStatement({
        actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((name) => `dynamodb:${name}`),
        resources: [streamArnOf(table)],
      }),
      viaKey('dynamodb', 'Decrypt', 'DescribeKey'),
    ],
    announce: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] })],
  }
}

/** Returns the ARN of a table's stream. @throws Error if the table was made without one */
export const streamArnOf = ({ tableStreamArn, node }: Table): string => {
  if (!tableStreamArn) throw new Error(`${node.path} has no stream`)
  return tableStreamArn
}
