import { parseArgs } from 'node:util'
import { readConfiguration } from './configuration.ts'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

/**
 * Stores a municipality's configuration in place of the one before. Versions of the regulation that were there must still
 * be there: requests received under them are decided by them.
 * @throws ConfigurationError, CommandProblem
 */
export async function importConfiguration(folder: string): Promise<{ municipality: string; name: string }> {
  // Adapters read the environment, which is known by now.
  const { configuration, storeConfiguration } = await import('../../functions/adapters/configuration.ts')
  const next = await readConfiguration(folder)
  const code = next.office.municipality
  if ((await configuration.municipalities()).includes(code)) {
    const lost = (await configuration.of(code)).regulations.filter(
      (old) => !next.regulations.some((kept) => kept.version === old.version),
    )
    if (lost.length > 0)
      throw new CommandProblem(
        `${folder} no longer has ${lost.map((version) => `"${version.version}"`).join(', ')}: keep every version, end it with validTo and add a new file.`,
      )
  }
  await storeConfiguration(next)
  return { municipality: code, name: next.office.name }
}

if (import.meta.main)
  await run(async () => {
    const { values, positionals } = parseArgs({ options: TARGET_OPTIONS, allowPositionals: true })
    const [folder] = positionals
    if (!folder)
      throw new CommandProblem(`Which folder? npm run import-config -- config/sesto-san-giovanni ${TARGET_USAGE}`)
    await connect(values)
    const { municipality, name } = await importConfiguration(folder)
    console.log(`Imported ${name} (${municipality}).`)
  }, ['ConfigurationError'])
