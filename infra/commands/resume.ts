import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

/** Resumes every open request; see `usecases/file/resume.ts`. */
export async function resumeOpenRequests(
  restart = false,
): Promise<{ requests: number; started: number; failed: string[] }> {
  const { deps } = await import('../../functions/composition.ts')
  const use = await import('../../functions/usecases/file/resume.ts')
  return use.resumeAll(deps(), { restart })
}

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({
      options: { ...TARGET_OPTIONS, all: { type: 'boolean' }, restart: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [id] = positionals
    if (!id && !values.all)
      throw new CommandProblem(`Which request? npm run resume -- <id> | --all [--restart] ${TARGET_USAGE}`)
    await connect(values)
    if (id) {
      const { deps } = await import('../../functions/composition.ts')
      const { resume } = await import('../../functions/usecases/file/resume.ts')
      console.log(`${id}: ${await resume(deps(), id, values.restart)} started.`)
      return
    }
    const { requests, started, failed } = await resumeOpenRequests(values.restart)
    console.log(`${requests} open requests, ${started} executions started.`)
    if (failed.length > 0) throw new CommandProblem(`Not resumed: ${failed.join(', ')}. See the logs, then try again.`)
  })
