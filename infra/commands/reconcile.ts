import { euro, readBooksArguments } from './books.ts'
import { CommandProblem, run } from './target.ts'

if (import.meta.main)
  await run(async () => {
    const { code, year, json } = await readBooksArguments('reconcile')
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { funds } = await import('../../functions/adapters/dynamodb/funds.ts')
    const { personHistory } = await import('../../functions/adapters/dynamodb/person-history.ts')
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { moneyTrail } = await import('../../functions/adapters/dynamodb/lists/money-trail.ts')
    const { publication } = await import('../../functions/adapters/dynamodb/publication.ts')
    const { systemClock } = await import('../../functions/platform/clock.ts')
    const { reconcile } = await import('../../functions/usecases/money/reconcile.ts')
    const { differenceWords } = await import('../../functions/web/finance/reconciliation/difference-words.ts')
    const report = await reconcile(
      { files: caseFiles, funds, history: personHistory, clock: systemClock, publication, trail: moneyTrail },
      await configuration.of(code),
      year,
    )
    if (json) console.log(JSON.stringify(report))
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
