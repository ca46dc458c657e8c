import { parseArgs } from 'node:util'
import { readConfiguration } from './configuration.ts'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

/** Returns the names of entries that are in `before` and not in `after`. */
const removedNames = <Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
): string[] => before.map(nameOf).filter((name) => !after.some((entry) => nameOf(entry) === name))

/**
 * Stores a municipality's configuration in place of the previous one. The versions of the regulation, funds, hosts and projects
 * that requests refer to must still be there. Staff may be removed: their questions go to others.
 * @throws ConfigurationError if the configuration is unusable
 * @throws CommandProblem if an entry that requests refer to is missing
 */
export async function importConfiguration(folder: string): Promise<{ municipality: string; name: string }> {
  // Loaded late: adapters read environment variables that are set only then.
  const { configuration, madeProjects, storeConfiguration } = await import(
    '../../functions/adapters/dynamodb/configuration.ts'
  )
  const next = await readConfiguration(folder)
  const code = next.office.municipality
  if ((await configuration.municipalities()).includes(code)) {
    const old = await configuration.of(code)
    const made = (await madeProjects(code)).map(({ id }) => id)
    const taken = next.projects.filter(({ id }) => made.includes(id)).map(({ id }) => id)
    if (taken.length > 0)
      throw new CommandProblem(
        `${folder} gives a project the id ${taken.map((id) => `"${id}"`).join(', ')}, which one made from a work request has: give it another one.`,
      )
    const lost = [
      ...removedNames(old.regulations, next.regulations, ({ version }) => version),
      ...(['funds', 'hosts', 'projects'] as const).flatMap((part) =>
        removedNames<{ id: string }>(old[part], next[part], ({ id }) => id).filter(
          (id) => part !== 'projects' || !made.includes(id),
        ),
      ),
    ]
    if (lost.length > 0)
      throw new CommandProblem(
        `${folder} no longer has ${lost.map((name) => `"${name}"`).join(', ')}: requests refer to it. Keep the entry and end it with validTo, or with closed: true.`,
      )
  }
  await storeConfiguration(next)
  // People in a queue need not wait until tomorrow for money or for a period that this configuration brings.
  const { deps } = await import('../../functions/composition.ts')
  const { serveAllQueues } = await import('../../functions/usecases/procedure/serve-queue.ts')
  await serveAllQueues(deps())
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
