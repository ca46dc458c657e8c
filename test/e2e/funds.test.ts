import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { importConfiguration } from '../../infra/commands/import-config.ts'
import { EXAMPLE_CONFIGURATION } from '../../infra/local/project.ts'
import { fileOf, proposal, received, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment()

/** Imports the example configuration with another budget of the municipality's own fund, as the command does. */
async function importBudget(cents: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'baratto-'))
  await cp(EXAMPLE_CONFIGURATION, folder, { recursive: true })
  const path = join(folder, 'funds.yml')
  await writeFile(path, (await readFile(path, 'utf8')).replace('budgetCents: 12000000', `budgetCents: ${cents}`))
  await importConfiguration(folder)
  await rm(folder, { recursive: true })
  await environment().idle()
}

/** A request approved for 600 euro of the municipality's own fund. */
async function approved() {
  const tale = await received(world())
  const { players, story } = tale
  await players.answer(story, 'assessment', '1', await proposal(world()))
  await players.answer(story, 'decision', '1', { choice: 'approve', reasons: 'Si condivide la proposta.' })
  await environment().idle()
  return tale
}

const statusPage = ({ story }: Awaited<ReturnType<typeof approved>>) =>
  `${environment().url}/requests/${story.request}/${story.statusSecret}`

const report = z.object({
  funds: z.array(
    z.object({
      fund: z.string(),
      committedCents: z.int(),
      residualCents: z.int(),
      waiting: z.object({ requests: z.int(), cents: z.int() }),
    }),
  ),
  differences: z.array(z.unknown()),
})

test('queues requests of an empty fund with one notice, and serves them in order of approval', async () => {
  await importBudget(60_100)
  const [first, second, third] = [await approved(), await approved(), await approved()]
  const stages = async () =>
    Promise.all([first, second, third].map(async ({ story }) => (await fileOf(story)).request.stage))
  expect(await stages()).toEqual(['funded', 'approved', 'approved'])
  const queueLetters = async () => (await world().mails()).filter((text) => text.includes('il denaro è finito'))
  expect(await queueLetters()).toHaveLength(2)
  const page = await (await fetch(statusPage(second))).text()
  expect(page).toContain('La pratica aspetta il suo turno')

  // Days pass: nobody is told again, and nothing is committed.
  await environment().advance('P3D')
  await environment().idle()
  expect(await stages()).toEqual(['funded', 'approved', 'approved'])
  expect(await queueLetters()).toHaveLength(2)

  const token = await staffToken(secrets, 'I690', 'as-colombo')
  const asked = await fetch(`${environment().url}/api/funds?year=2026`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(asked.status).toBe(200)
  const { funds, differences } = report.parse(await asked.json())
  expect(funds.find(({ fund }) => fund === 'bilancio')).toEqual({
    fund: 'bilancio',
    committedCents: 60_000,
    residualCents: 100,
    waiting: { requests: 2, cents: 120_000 },
  })
  expect(differences).toEqual([])

  await importBudget(120_000)
  expect(await stages()).toEqual(['funded', 'funded', 'approved'])
  // What the first gives back goes to the last.
  const form = new URLSearchParams({ action: 'withdraw', confirm: 'yes' })
  await fetch(statusPage(first), { method: 'POST', body: form, redirect: 'manual' })
  await environment().idle()
  expect(await stages()).toEqual(['withdrawn', 'funded', 'funded'])
  expect(problems).toEqual([])
})
