import { resolve } from 'node:path'
import type { EnvironmentOptions } from './environment.ts'

/** The folder of the configuration that an empty table gets. */
export const EXAMPLE_CONFIGURATION = resolve(import.meta.dirname, '../../config/sesto-san-giovanni')

// Loaded late: the module reads environment variables that are set only then.
const configuration = async () => (await import('../../functions/adapters/dynamodb/configuration.ts')).configuration

/** The hooks of this project: import the example into an empty table, resume open requests. */
export const projectHooks: Required<Pick<EnvironmentOptions, 'prepare' | 'resume'>> = {
  prepare: async () => {
    if ((await (await configuration()).municipalities()).length > 0) return
    const { importConfiguration } = await import('../commands/import-config.ts')
    await importConfiguration(EXAMPLE_CONFIGURATION)
  },
  resume: async () => {
    const { resumeOpenRequests } = await import('../commands/resume.ts')
    await resumeOpenRequests()
  },
}

/** Returns a line for each member of staff, printed at start. */
export const staffLines = async (): Promise<string[]> => {
  const adapter = await configuration()
  const municipalities = await Promise.all((await adapter.municipalities()).map((code) => adapter.of(code)))
  return municipalities.flatMap(({ staff }) =>
    staff.map(({ role, firstName, lastName, email }) => `${role.padEnd(14)} ${firstName} ${lastName} <${email}>`),
  )
}
