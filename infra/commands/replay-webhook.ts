import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({
      options: { ...TARGET_OPTIONS, all: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [code] = positionals
    if (!code)
      throw new CommandProblem(
        `Whose? npm run replay-webhook -- I690 [--all] ${TARGET_USAGE}\n--all repeats what was delivered and is not ordered yet.`,
      )
    await connect(values)
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { payments } = await import('../../functions/adapters/dynamodb/lists/payments.ts')
    const { secrets } = await import('../../functions/adapters/aws/secrets.ts')
    const { webhook } = await import('../../functions/adapters/aws/webhook.ts')
    const { systemClock } = await import('../../functions/platform/clock.ts')
    const { deliverAll } = await import('../../functions/usecases/money/deliver-clearance.ts')
    if (!(await configuration.of(code)).finance.webhook)
      throw new CommandProblem(`${code} has no webhook: write its address into finance.yml and import it.`)
    const causes: string[] = []
    const { delivered, failed } = await deliverAll(
      {
        ...{ files: caseFiles, configuration, payments, secrets, webhook, clock: systemClock },
        report: (_, id, error) => causes.push(`${id}: ${error instanceof Error ? error.message : String(error)}`),
      },
      code,
      values.all ?? false,
    )
    console.log(`${delivered} delivered.`)
    if (failed.length > 0) throw new CommandProblem(`Not taken, of requests:\n${causes.join('\n')}`)
  })
