import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'
import type { Request } from '../../functions/domain/file/request.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({
      options: { ...TARGET_OPTIONS, quarter: { type: 'string' } },
      allowPositionals: true,
    })
    const [code] = positionals
    const { communityDays, monthsOf } = await import('../../functions/domain/activity/community-days.ts')
    if (!code || !values.quarter)
      throw new CommandProblem(`Which? npm run community-days -- I690 --quarter 2026-Q1 ${TARGET_USAGE}`)
    try {
      monthsOf(values.quarter)
    } catch (error) {
      throw new CommandProblem(error instanceof Error ? error.message : String(error))
    }
    await connect(values)
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { itemsOfYear } = await import('../../functions/adapters/dynamodb/lists/records-of-year.ts')
    const { posting } = await import('../../functions/domain/hours/posting.ts')
    const postings = await Array.fromAsync(itemsOfYear('POSTING', code, Number(values.quarter.slice(0, 4)), posting))
    const requests: Request[] = []
    for (const id of new Set(postings.map(({ request }) => request))) {
      const file = await caseFiles.load(id)
      if (file) requests.push(file.request)
    }
    console.log('number;programme;days;hours;from;to')
    for (const { number, programme, days, minutes, from, to } of communityDays(
      await configuration.of(code),
      requests,
      postings,
      values.quarter,
    ))
      console.log([number, programme, days, (minutes / 60).toFixed(2), from, to].join(';'))
  })
