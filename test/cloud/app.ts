import { CliCredentialsStackSynthesizer, type IReusableStackSynthesizer } from 'aws-cdk-lib'
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { buildApp } from '../../infra/app.ts'

/**
 * The app as it is deployed, but for what the emulator cannot do:
 * - the roles of a bootstrap, whose conditions it does not know (who deploys uploads, then);
 * - alarms on metric math, and the dashboard that shows them, on which nothing else depends;
 * - the identity and the sender in a permission to send mail: it asks for mail to anything, of whoever has that permission.
 */
// The package's own types disagree about an optional property.
const synthesizer = new CliCredentialsStackSynthesizer() as IReusableStackSynthesizer
const app = buildApp({ synthesizer })
const service = app.node.findChild('BarattoService')
service.node.tryRemoveChild('Observability')
for (const policy of service.node.findAll()) {
  if (!(policy instanceof CfnPolicy && policy.policyDocument instanceof PolicyDocument)) continue
  if (!JSON.stringify(policy.stack.resolve(policy.policyDocument)).includes('ses:SendEmail')) continue
  policy.policyDocument.addStatements(new PolicyStatement({ actions: ['ses:SendEmail'], resources: ['*'] }))
}
app.synth()
