import { buildApp } from '../../infra/app.ts'

/**
 * The app as it is deployed, less what the emulator cannot make: alarms on metric math, and the dashboard that shows them.
 * Nothing else depends on them.
 */
const app = buildApp()
app.node.findChild('BarattoService').node.tryRemoveChild('Observability')
app.synth()
