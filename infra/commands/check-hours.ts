import { parseArgs } from 'node:util'
import type { LedgerFault } from '../../functions/domain/hours/audit-ledger.ts'
import type { HoursFault } from '../../functions/domain/hours/check-hours.ts'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

const FAULTS: Record<LedgerFault['rule'], string> = {
  chain: 'its postings do not follow one another',
  balance: 'the account is not the sum of its entries',
  negative: 'the account is below zero',
  owed: 'what is owed did not begin as was granted',
  verified: 'more is verified than was recorded',
  verifier: 'verified by who recorded it',
  made: 'its own balances do not hold',
  agreement: 'outside the agreement',
  cover: 'outside cover',
  interruption: 'while the activity stood still',
  future: 'recorded before it was over',
  overlap: 'shares a minute with another shift',
  shifts: 'more shifts than a day may have',
  day: 'more hours than a day may have',
  week: 'more hours than the week from this Monday may have',
}

/** Checks the hours of every file of a municipality. Returns the number of files with hours, and all faults. */
export async function checkAllHours(code: string): Promise<{ checked: number; faults: HoursFault[] }> {
  const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
  const { requestsOfYear } = await import('../../functions/adapters/dynamodb/lists/records-of-year.ts')
  const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
  const { systemClock } = await import('../../functions/platform/clock.ts')
  const { checkHours } = await import('../../functions/domain/hours/check-hours.ts')
  const municipality = await configuration.of(code)
  const now = systemClock.now()
  const first = Math.min(...municipality.regulations.map(({ validFrom }) => Number(validFrom.slice(0, 4))))
  const faults: HoursFault[] = []
  let checked = 0
  for (let year = first; year <= Number(now.slice(0, 4)); year++)
    for await (const { id } of requestsOfYear(code, year)) {
      const file = await caseFiles.load(id)
      if (!file || file.postings.length === 0) continue
      checked++
      faults.push(...checkHours(file, municipality, now))
    }
  return { checked, faults }
}

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [code] = positionals
    if (!code) throw new CommandProblem(`Whose? npm run check-hours -- I690 ${TARGET_USAGE}`)
    await connect(values)
    const { checked, faults } = await checkAllHours(code)
    if (faults.length > 0)
      throw new CommandProblem(
        faults.map(({ request, about, rule }) => `${request} ${about}: ${FAULTS[rule]}.`).join('\n'),
      )
    console.log(`The hours of ${checked} ${checked === 1 ? 'file' : 'files'} are right.`)
  })
