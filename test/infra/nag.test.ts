import { Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import type { IConstruct } from 'constructs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { synthesize } from './app.ts'

const findings = (scope: IConstruct): string[] =>
  [new AwsSolutionsChecks(scope), new ServerlessChecks(scope)].flatMap((pack) =>
    pack
      .validateScope(scope)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
  )

const acknowledged = (scope: IConstruct): Map<string, string> => {
  const rules = scope.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data)))
  return new Map(rules.map(([id, reason]) => [id.replace(/^annotation::/i, ''), reason]))
}

const arn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/any/id'
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/id'

describe('cdk-nag', () => {
  test.each([
    ['as it comes', {}],
    ['without CloudFront', { edge: 'off' }],
    [
      'with all that can be set',
      { alarmEmail: 'a@example.org', webAclArn: arn, publicUrl: 'https://b.example.org', certificateArn },
    ],
  ])('finds nothing in the app %s', (_, context) => {
    expect(findings(synthesize(context).app)).toEqual([])
  })

  test('finds what is wrong', () => {
    const { app, service } = synthesize()
    new Bucket(service.stack, 'Open')
    expect(findings(app)).toContain('AwsSolutions-S10 BarattoService/Open/Resource')
  })

  test('is silenced for these reasons and no others', () => {
    const reasons = acknowledged(synthesize({ alarmEmail: 'a@example.org' }).app)
    expect([...reasons.keys()].sort()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-CFR1',
      'AwsSolutions-CFR2',
      'AwsSolutions-CFR3',
      'AwsSolutions-CFR4',
      'AwsSolutions-IAM5[Resource::*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::baratto-papers-<AWS::AccountId>-<AWS::Region>/papers/*]',
      ...['activity-period', 'contribution-request', 'payment', 'review'].map(
        (machine) =>
          `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:baratto-${machine}:*]`,
      ),
      'AwsSolutions-S1',
      'AwsSolutions-SMG4',
      'Serverless-LambdaDLQ',
      'Serverless-SNSRedrivePolicy',
      'Serverless-SQSRedrivePolicy',
    ])
    for (const reason of reasons.values()) expect(reason.length).toBeGreaterThan(30)
  })

  test('suppresses no finding for a whole stack', () => {
    const { app, data, service } = synthesize()
    for (const { node } of [app, data.stack, service.stack]) {
      expect(node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)).toEqual([])
    }
  })
})
