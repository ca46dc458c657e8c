import { join, resolve } from 'node:path'
import { z } from 'zod'
import { LocalProblem, readJson } from './runtime/state.ts'

/** The file in the state folder by which commands in other processes find a running environment. */
export const ENVIRONMENT_FILE = 'environment.json'
export const environmentFileSchema = z.object({
  pid: z.int().positive(),
  url: z.url(),
  mailboxUrl: z.url(),
  environment: z.record(z.string(), z.string()),
})

/**
 * Attaches this process to a running local environment: sets its variables and its time in `process.env`. Returns the
 * address, or undefined if no environment runs on the folder.
 * @throws LocalProblem if the environment does not respond
 */
export const attachEnvironment = async (stateDir = '.local'): Promise<string | undefined> => {
  const running = readJson(join(resolve(stateDir), ENVIRONMENT_FILE), environmentFileSchema)
  if (running === undefined) return undefined
  const get = async <T>(name: string, schema: z.ZodType<T>): Promise<T> => {
    const response = await fetch(`${running.url}/__local/${name}`)
    return schema.parse(await response.json())
  }
  try {
    const { pid } = await get('health', z.object({ pid: z.number() }))
    if (pid !== running.pid) return undefined
    const { now } = await get('clock', z.object({ now: z.iso.datetime() }))
    Object.assign(process.env, running.environment, { CLOCK_OFFSET_MS: String(Date.parse(now) - Date.now()) })
    return running.url
  } catch {
    throw new LocalProblem(
      `The local environment of ${resolve(stateDir)} does not answer at ${running.url}: start it again with npm start.`,
    )
  }
}
