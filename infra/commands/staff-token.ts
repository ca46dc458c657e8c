import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [municipality, member] = positionals
    if (!municipality || !member)
      throw new CommandProblem(`Whose? npm run staff-token -- I690 <id in staff.yml> ${TARGET_USAGE}`)
    await connect(values)
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { secrets } = await import('../../functions/adapters/aws/secrets.ts')
    const { staffToken } = await import('../../functions/web/session/staff.ts')
    if (!(await configuration.of(municipality)).staff.some(({ id }) => id === member))
      throw new CommandProblem(`${municipality} has no member of staff "${member}".`)
    console.log(await staffToken(secrets, municipality, member))
  })
