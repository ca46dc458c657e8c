import { CliCredentialsStackSynthesizer } from 'aws-cdk-lib'
import { buildApp } from '../../infra/app.ts'

/**
 * The app as it is deployed, less what the emulator cannot do: alarms on metric math, with the dashboard that shows them,
 * and the conditions in the roles of a bootstrap. Nothing else depends on either.
 */
const app = buildApp({ synthesizer: new CliCredentialsStackSynthesizer() })
app.node.findChild('BarattoService').node.tryRemoveChild('Observability')
app.synth()
