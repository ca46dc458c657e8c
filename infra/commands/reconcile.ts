import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

const euro = (cents: number): string => (cents / 100).toFixed(2)

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({
      options: { ...TARGET_OPTIONS, year: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [code] = positionals
    if (!code) throw new CommandProblem(`Whose? npm run reconcile -- I690 [--year 2026] [--json] ${TARGET_USAGE}`)
    if (values.year !== undefined && !/^20\d\d$/.test(values.year))
      throw new CommandProblem(`"${values.year}" is no year: write it like 2026.`)
    await connect(values)
    const { caseFiles } = await import('../../functions/adapters/case-files.ts')
    const { configuration } = await import('../../functions/adapters/configuration.ts')
    const { moneyTrail } = await import('../../functions/adapters/money-trail.ts')
    const { publication } = await import('../../functions/adapters/publication.ts')
    const { systemClock } = await import('../../functions/platform/clock.ts')
    const { reconcile } = await import('../../functions/usecases/reconcile.ts')
    const { differenceWords } = await import('../../functions/pages/difference-words.ts')
    const report = await reconcile(
      { files: caseFiles, clock: systemClock, publication, trail: moneyTrail },
      await configuration.of(code),
      values.year === undefined ? undefined : Number(values.year),
    )
    if (values.json) console.log(JSON.stringify(report))
    else {
      console.log(`${report.files} files, ${report.payments} payments`)
      for (const fund of report.funds)
        console.log(
          `${fund.fund}: granted ${euro(fund.grantedCents)} = paid ${euro(fund.paidCents)} + to pay ${euro(fund.toPayCents)} + not yet due ${euro(fund.notYetDueCents)} + released ${euro(fund.releasedCents)}; recovered ${euro(fund.recoveredCents)}; committed ${euro(fund.committedCents)}; counter ${euro(fund.counterCents)} (all years)`,
        )
    }
    if (report.differences.length > 0)
      throw new CommandProblem(
        report.differences
          .map((difference) => {
            const { what, where, facts } = differenceWords(difference, 'en')
            return `${what} ${facts.map(([label, value]) => `${label}: ${value}.`).join(' ')} ${where}`
          })
          .join('\n'),
      )
  })
