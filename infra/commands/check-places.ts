import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [code] = positionals
    if (!code) throw new CommandProblem(`Which municipality? npm run check-places -- I690 ${TARGET_USAGE}`)
    await connect(values)
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { openRequests } = await import('../../functions/adapters/dynamodb/lists/lists.ts')
    const { takenPlaces } = await import('../../functions/adapters/dynamodb/places.ts')
    const { checkPlaces } = await import('../../functions/usecases/activity/check-places.ts')
    const { places, differences } = await checkPlaces({ files: caseFiles, openRequests, takenPlaces }, code)
    for (const { host, project, counted, held } of differences)
      console.log(`${host} ${project}: ${counted} counted, ${held} held`)
    if (differences.length > 0) throw new CommandProblem(`${code}: the counters do not say what the files hold.`)
    console.log(`${code}: ${places} places held, and as many counted.`)
  })
