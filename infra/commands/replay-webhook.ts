import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'
import { yearFrom } from './year.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({
      options: { ...TARGET_OPTIONS, year: { type: 'string' }, all: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [code] = positionals
    if (!code)
      throw new CommandProblem(
        `Whose? npm run replay-webhook -- I690 [--year 2026] [--all] ${TARGET_USAGE}\n--year is that of the requests; --all tells again what was told before and is not ordered yet.`,
      )
    await connect(values)
    const { caseFiles, requestsOfYear } = await import('../../functions/adapters/case-files.ts')
    const { configuration } = await import('../../functions/adapters/configuration.ts')
    const { secrets } = await import('../../functions/adapters/secrets.ts')
    const { webhook } = await import('../../functions/adapters/webhook.ts')
    const { systemClock } = await import('../../functions/platform/clock.ts')
    const { deliverClearances } = await import('../../functions/usecases/deliver-clearance.ts')
    if (!(await configuration.of(code)).finance.webhook)
      throw new CommandProblem(`${code} has no webhook: write its address into finance.yml and import it.`)
    const deps = { files: caseFiles, configuration, secrets, webhook, clock: systemClock, report: () => undefined }
    let told = 0
    const failed: string[] = []
    for await (const { id } of requestsOfYear(code, yearFrom(values.year, systemClock)))
      await deliverClearances(deps, id, values.all ?? false).then(
        (count) => {
          told += count
        },
        () => failed.push(id),
      )
    console.log(`${told} told.`)
    if (failed.length > 0) throw new CommandProblem(`Not taken, of requests: ${failed.join(', ')}`)
  })
