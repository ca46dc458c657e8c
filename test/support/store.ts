import { resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { storeConfiguration } from '../../functions/adapters/dynamodb/configuration.ts'
import type { Municipality } from '../../functions/domain/municipality/regulation.ts'
import { buildApp } from '../../infra/app.ts'
import { ensureTables, startDynamoDb } from '../../infra/local/services/dynamodb.ts'
import { openState } from '../../infra/local/runtime/state.ts'
import { readTemplate } from '../../infra/local/runtime/template.ts'
import { startServices } from './services.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/**
 * Starts the emulator with secrets, keys and the tables of the template for adapters; returns a function that stops it.
 */
export async function startStore(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
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

/** Starts the store for the tests of a file, with a municipality if one is given. */
export function useStore(municipality?: Municipality): void {
  let stop = () => Promise.resolve()
  beforeAll(async () => {
    ;({ stop } = await startStore())
    if (municipality) await storeConfiguration(municipality)
  })
  afterAll(() => stop())
}
