import { parseArgs } from 'node:util'
import { type Comparison, type Count, SMALL } from '../../functions/domain/procedure/compare.ts'
import type { Municipality, Regulation } from '../../functions/domain/municipality/regulation.ts'
import { readRegulation } from './configuration.ts'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'
import { parseYearOrCurrent } from './year.ts'

const count = (value: Count) => (value === undefined ? `fewer than ${SMALL}, or hidden with them` : String(value))
const euro = (cents: Count) => (cents === undefined ? 'hidden: too few people' : `${(cents / 100).toFixed(2)} euro`)

/** Formats a comparison as lines of counts and sums. They identify nobody. */
export function comparisonLines(compared: Comparison, before: Regulation, after: Regulation): string[] {
  const rules = compared.rules.filter(({ gain, lose }) => gain !== 0 || lose !== 0)
  return [
    `${before.version} → ${after.version}`,
    `requests        ${count(compared.requests)}`,
    `would get more  ${count(compared.gain)}`,
    `would get less  ${count(compared.lose)}`,
    `the same        ${count(compared.same)}`,
    `suggested       ${euro(compared.beforeCents)} → ${euro(compared.afterCents)}`,
    ...rules.map(({ rule, gain, lose }) => `rule ${rule}: newly met ${count(gain)}, no longer met ${count(lose)}`),
  ]
}

const versionOf = (it: Municipality, version: string): Regulation => {
  const found = it.regulations.find((candidate) => candidate.version === version)
  if (found) return found
  const versions = it.regulations.map((rules) => rules.version).join(', ')
  throw new CommandProblem(`There is no version "${version}": there are ${versions}, or name a file.`)
}

if (import.meta.main)
  await run(async () => {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      options: { ...TARGET_OPTIONS, municipality: text, from: text, to: text, year: text },
    })
    const { municipality, from, to } = values
    if (!municipality || !from || !to)
      throw new CommandProblem(
        `Which versions? npm run compare-rules -- --municipality I690 --from 2018-11 --to <version or file.yml> [--year 2026] ${TARGET_USAGE}`,
      )
    await connect(values)
    const { caseFiles } = await import('../../functions/adapters/dynamodb/case-files.ts')
    const { personHistory } = await import('../../functions/adapters/dynamodb/person-history.ts')
    const { requestsOfYear } = await import('../../functions/adapters/dynamodb/lists/records-of-year.ts')
    const { configuration } = await import('../../functions/adapters/dynamodb/configuration.ts')
    const { systemClock } = await import('../../functions/platform/clock.ts')
    const { compareOnRequests } = await import('../../functions/usecases/procedure/compare-rules.ts')
    const it = await configuration.of(municipality)
    const [before, after] = [versionOf(it, from), /\.ya?ml$/.test(to) ? await readRegulation(to) : versionOf(it, to)]
    const requests = requestsOfYear(municipality, parseYearOrCurrent(values.year, systemClock))
    console.log(
      comparisonLines(
        await compareOnRequests({ files: caseFiles, history: personHistory }, requests, before, after),
        before,
        after,
      ).join('\n'),
    )
  }, ['ConfigurationError'])
