import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [municipality] = positionals
    if (!municipality) throw new CommandProblem(`Whose? npm run webhook-secret -- I690 ${TARGET_USAGE}`)
    await connect(values)
    const { configuration } = await import('../../functions/adapters/configuration.ts')
    const { secrets } = await import('../../functions/adapters/secrets.ts')
    if (!(await configuration.municipalities()).includes(municipality))
      throw new CommandProblem(`${municipality} was not imported.`)
    console.log(await secrets.forWebhook(municipality))
  })
