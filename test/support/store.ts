import { resolve } from 'node:path'
import { openState } from '../../infra/local/state.ts'
import { startServices } from './services.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** The emulator of the store, with secrets and keys and the tables of the template, for adapters to work on. What ends it comes back with it. */
export async function startStore(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const { startDynamoDb, ensureTables } = await import('../../infra/local/dynamodb.ts')
  const { readTemplate } = await import('../../infra/local/template.ts')
  const { buildApp } = await import('../../infra/app.ts')
  Object.assign(process.env, { AWS_REGION: 'eu-south-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' })
  const state = openState()
  const database = await startDynamoDb(state, undefined, (sentence) => console.error(sentence))
  const template = readTemplate(
    buildApp({ bundling: false, context: { mailFrom: 'servizi.sociali@example.org' } }),
    ROOT,
    { PUBLIC_URL: 'http://127.0.0.1:1' },
  )
  await ensureTables(database.endpoint, template.tables)
  const services = await startServices(template, state)
  Object.assign(process.env, template.environment, services.endpoints, { AWS_ENDPOINT_URL_DYNAMODB: database.endpoint })
  return {
    endpoint: database.endpoint,
    stop: async () => {
      await services.stop()
      await database.stop()
      state.release()
    },
  }
}
