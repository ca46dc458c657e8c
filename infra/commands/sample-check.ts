import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'
import { parseYearOrCurrent } from './year.ts'

if (import.meta.main)
  await run(async () => {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ options: { ...TARGET_OPTIONS, municipality: text, year: text, seed: text } })
    const { municipality, seed } = values
    if (!municipality || !seed)
      throw new CommandProblem(
        `From which seed? One that nobody here chose, such as a lottery's numbers of a day to come: npm run sample-check -- --municipality I690 --year 2026 --seed <seed> ${TARGET_USAGE}`,
      )
    await connect(values)
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { personHistory } = await import('../../functions/adapters/dynamodb/person-history.ts')
    const { requestsOfYear } = await import('../../functions/adapters/dynamodb/lists/records-of-year.ts')
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { keepDrawing } = await import('../../functions/adapters/dynamodb/drawings.ts')
    const { systemClock: clock } = await import('../../functions/platform/clock.ts')
    const { sampleCheck } = await import('../../functions/usecases/procedure/sample-check.ts')
    const year = parseYearOrCurrent(values.year, clock)
    const { drawing, drawn } = await sampleCheck(
      { files: caseFiles, history: personHistory, clock, configuration, requestsOfYear, keepDrawing },
      { municipality, year, seed },
    )
    console.log(
      [
        `Drawn on ${drawing.at} with seed "${seed}": ${drawn.length} of ${drawing.candidates.length} requests received in ${year}, ${drawing.percent} in a hundred, rounded up.`,
        'Method: Efraimidis-Spirakis. u = (first 52 bits of SHA-256 of "seed/id" + 0.5) / 2^52; the largest ln(u) / weight are drawn;',
        'weight = risk x (1 + euro / 1000); risk = 1, and 1 more each for ISEE close under the ceiling, help before, cash, other household.',
        ...drawn,
      ].join('\n'),
    )
  })
