import { resolve } from 'node:path'
import type { EnvironmentOptions } from './environment.ts'

/** The configuration that a table without any municipality gets. */
export const EXAMPLE_CONFIGURATION = resolve(import.meta.dirname, '../../config/sesto-san-giovanni')

// Loaded when called: the modules read the environment, which is set by then.
const configuration = async () => (await import('../../functions/adapters/dynamodb/configuration.ts')).configuration

/** What makes the environment this project's: an example to begin with, and open requests that go on. */
export const projectHooks: Required<Pick<EnvironmentOptions, 'prepare' | 'resume'>> = {
  prepare: async () => {
    if ((await (await configuration()).municipalities()).length > 0) return
    const { importConfiguration } = await import('../commands/import-config.ts')
    await importConfiguration(EXAMPLE_CONFIGURATION)
  },
  resume: async () => {
    const { resumeAll } = await import('../commands/resume.ts')
    await resumeAll()
  },
}

/** A line for each member of staff, for those who try the environment. */
export const staffLines = async (): Promise<string[]> => {
  const adapter = await configuration()
  const municipalities = await Promise.all((await adapter.municipalities()).map((code) => adapter.of(code)))
  return municipalities.flatMap(({ staff }) =>
    staff.map(({ role, firstName, lastName, email }) => `${role.padEnd(14)} ${firstName} ${lastName} <${email}>`),
  )
}
