import { parseArgs } from 'node:util'
import { CommandProblem, connect, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'
import { parseYear } from './year.ts'

/**
 * Reads the arguments of a command about a municipality's accounts and connects to the system they are in.
 * @throws CommandProblem if an argument is missing or malformed, or if there is no system
 */
export async function readBooksArguments(
  command: string,
): Promise<{ code: string; year: number | undefined; json: boolean | undefined }> {
  const { values, positionals } = parseArgs({
    options: { ...TARGET_OPTIONS, year: { type: 'string' }, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [code] = positionals
  if (!code) throw new CommandProblem(`Whose? npm run ${command} -- I690 [--year 2026] [--json] ${TARGET_USAGE}`)
  const year = parseYear(values.year)
  await connect(values)
  return { code, year, json: values.json }
}

/** Formats cents as euro. */
export const euro = (cents: number): string => (cents / 100).toFixed(2)
