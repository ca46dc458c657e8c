import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [municipality] = positionals
    if (!municipality) throw new CommandProblem(`Whose? npm run webhook-secret -- I690 ${TARGET_USAGE}`)
    await connect(values)
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { secrets } = await import('../../functions/adapters/aws/secrets.ts')
    const { office } = await configuration.of(municipality)
    console.log(await secrets.forWebhook(office.municipality))
  })
