import { parseArgs } from 'node:util'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

const FAULTS = {
  missing: 'an entry is missing',
  changed: 'an entry was changed',
  unchained: 'an entry does not follow the one before',
  head: 'entries at the end are missing',
  record: 'the file is not what its last entry saw',
  paper: 'the paper it issued is missing or was changed',
} as const

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [id] = positionals
    if (!id) throw new CommandProblem(`Which request? npm run verify -- <id> ${TARGET_USAGE}`)
    await connect(values)
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { papers } = await import('../../functions/adapters/aws/papers.ts')
    const { verifyTrail } = await import('../../functions/usecases/procedure/verify-trail.ts')
    const { entries, fault } = await verifyTrail({ files: caseFiles, papers }, id)
    if (fault)
      throw new CommandProblem(`${id}: touched. At entry ${fault.sequence} of ${entries}: ${FAULTS[fault.fault]}.`)
    console.log(`${id}: untouched, with its papers, ${entries} entries.`)
  })
