import { parseArgs } from 'node:util'
import { readConfiguration } from './configuration.ts'
import { CommandProblem, connect, run, TARGET_OPTIONS, TARGET_USAGE } from './target.ts'

/** Names of what was there and is no more. */
const missing = <Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
): string[] => before.map(nameOf).filter((name) => !after.some((entry) => nameOf(entry) === name))

/**
 * Stores a municipality's configuration in place of the one before. What requests refer to must still be there:
 * versions of the regulation, by which they are decided, funds, hosts and projects. Staff may go: their questions go to others.
 * @throws ConfigurationError, CommandProblem
 */
export async function importConfiguration(folder: string): Promise<{ municipality: string; name: string }> {
  // Adapters read the environment, which is known by now.
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
      ...missing(old.regulations, next.regulations, ({ version }) => version),
      ...(['funds', 'hosts', 'projects'] as const).flatMap((part) =>
        missing<{ id: string }>(old[part], next[part], ({ id }) => id).filter(
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
  // Who waits for money that a fund has now, or that opened with this, need not wait for tomorrow.
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
