import { dayOf } from '../../functions/domain/base/calendar.ts'
import { euro, readBooksArguments } from './books.ts'
import { CommandProblem, run } from './target.ts'

const hours = (minutes: number): string => (minutes / 60).toFixed(1)

if (import.meta.main)
  await run(async () => {
    const { code, year, json } = await readBooksArguments('fund-report')
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { fundRecords } = await import('../../functions/adapters/dynamodb/lists/fund-records.ts')
    const { systemClock } = await import('../../functions/platform/clock.ts')
    const { fundReport } = await import('../../functions/domain/treasury/fund-report.ts')
    const municipality = await configuration.of(code)
    const records = await fundRecords(municipality, Number(dayOf(systemClock.now()).slice(0, 4)))
    const report = fundReport(municipality, records, year)
    if (json) console.log(JSON.stringify(report))
    else
      for (const fund of report.funds) {
        console.log(`${fund.name} (${fund.fund}, budget line ${fund.budgetLine})`)
        console.log(
          `  budget ${euro(fund.budgetCents)}  committed ${euro(fund.committedCents)}  residual ${euro(fund.residualCents)}  waiting ${fund.waiting.requests} (${euro(fund.waiting.cents)})`,
        )
        console.log(
          `  granted ${euro(fund.grantedCents)}  paid ${euro(fund.paidCents)}  to pay ${euro(fund.toPayCents)}  released ${euro(fund.releasedCents)}  recovered ${euro(fund.recoveredCents)}`,
        )
        for (const { programme, group, people, verifiedMinutes, grantedCents } of fund.byProgramme)
          console.log(
            `  ${programme}${group ? ` (${group})` : ''}: ${people} people, ${hours(verifiedMinutes)} hours, ${euro(grantedCents)}`,
          )
      }
    if (report.differences.length > 0)
      throw new CommandProblem(
        report.differences
          .map(
            ({ fund, counterCents, committedCents }) =>
              `The counter of ${fund} says ${euro(counterCents)}, its records ${euro(committedCents)}.`,
          )
          .join('\n'),
      )
  })
