import { parseArgs } from 'node:util'
import { CommandProblem, connect, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'
import { yearIn } from './year.ts'

/** Whose books somebody asks for, of all years or of one, and in which form; the system they are in is connected. @throws CommandProblem */
export async function askedBooks(
  command: string,
): Promise<{ code: string; year: number | undefined; json: boolean | undefined }> {
  const { values, positionals } = parseArgs({
    options: { ...TARGET_OPTIONS, year: { type: 'string' }, json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [code] = positionals
  if (!code) throw new CommandProblem(`Whose? npm run ${command} -- I690 [--year 2026] [--json] ${TARGET_USAGE}`)
  const year = yearIn(values.year)
  await connect(values)
  return { code, year, json: values.json }
}

/** Cents as euro. */
export const euro = (cents: number): string => (cents / 100).toFixed(2)
