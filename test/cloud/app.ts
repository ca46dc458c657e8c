import { CliCredentialsStackSynthesizer, type IReusableStackSynthesizer } from 'aws-cdk-lib'
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { BucketPolicy } from 'aws-cdk-lib/aws-s3'
import { buildApp } from '../../infra/app.ts'

/**
 * The app as it is deployed, but for what the emulator cannot do:
 * - the roles of a bootstrap, whose conditions it does not know (who deploys uploads, then);
 * - alarms on metric math, and the dashboard that shows them, on which nothing else depends;
 * - the resources of three permissions: it asks for mail without its identity, for an answer to a task without the machine,
 *   and refers to a secret by name where AWS does by ARN. Whoever has the permission gets it for all;
 * - the condition of the key of sealed files: it does not tell policies with which encryption context a key is used;
 * - the conditions by item key: it does not tell policies which partition keys are read;
 * - the refusal of the bucket to speak without TLS: it speaks plain HTTP.
 */
const unnamed = ['ses:SendEmail', 'states:SendTaskSuccess', 'secretsmanager:GetSecretValue']

// The package's own types disagree about an optional property.
const synthesizer = new CliCredentialsStackSynthesizer() as IReusableStackSynthesizer
const app = buildApp({ synthesizer })
const service = app.node.findChild('BarattoService')
service.node.tryRemoveChild('Observability')
for (const policy of app.node.findAll())
  if (policy instanceof BucketPolicy) policy.node.scope?.node.tryRemoveChild(policy.node.id)
for (const policy of service.node.findAll()) {
  if (!(policy instanceof CfnPolicy && policy.policyDocument instanceof PolicyDocument)) continue
  const text = JSON.stringify(policy.stack.resolve(policy.policyDocument))
  const actions = unnamed.filter((action) => text.includes(action))
  if (text.includes('kms:EncryptionContextKeys')) actions.push('kms:GenerateDataKey', 'kms:Decrypt')
  if (text.includes('dynamodb:LeadingKeys')) actions.push('dynamodb:GetItem', 'dynamodb:Query')
  if (actions.length > 0) policy.policyDocument.addStatements(new PolicyStatement({ actions, resources: ['*'] }))
}
app.synth()
