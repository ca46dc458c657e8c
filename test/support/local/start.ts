import { main } from '../../../infra/local/cli.ts'
import { fixtureApp } from './app.ts'

await main({ app: fixtureApp })
