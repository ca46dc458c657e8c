import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { secrets } from '../../functions/adapters/secrets.ts'
import { dayOf } from '../../functions/domain/calendar.ts'
import { staffToken } from '../../functions/http/staff.ts'
import { importConfiguration } from '../../infra/commands/import-config.ts'
import { attachEnvironment } from '../../infra/local/attach.ts'
import { Players, personOf, scenesFrom, type Story } from '../../infra/local/play.ts'
import { EXAMPLE_CONFIGURATION } from '../../infra/local/project.ts'
import { proposal } from '../support/environment.ts'
import { startKillable } from '../support/killable.ts'
import { freePort, startReceiver } from '../support/receiver.ts'

const KILLS = 20
const stops: (() => unknown)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

type Fate = 'taken' | 'lost before' | 'lost after' | 'killed before' | 'killed after'
/** Every other call kills whoever makes it, until there were enough; of the rest 15% fail before and 15% after booking. */
function* fates(kills: () => number): Generator<Fate, never> {
  for (let killing = 0, other = 0; ; ) {
    if (kills() < KILLS) yield killing++ % 2 === 0 ? 'killed before' : 'killed after'
    const place = (other++ * 7) % 20
    yield place < 3 ? 'lost before' : place < 6 ? 'lost after' : 'taken'
  }
}

/** Stands before the receiver, and does harm. */
async function startProxy(receiver: string, kills: () => number, kill: () => void) {
  const next = fates(kills)
  const told = new Map<string, Set<string>>()
  const harm = () => kills() < KILLS && kill()
  const met: Fate[] = []
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    const fate = next.next().value
    met.push(fate)
    const id = String(request.headers['webhook-id'])
    told.set(id, (told.get(id) ?? new Set()).add(body))
    if (fate === 'killed before') harm()
    const isLost = fate === 'killed before' || fate === 'lost before'
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      name.startsWith('webhook-') || name === 'content-type' ? [[name, String(value)]] : [],
    )
    const status = isLost ? 503 : (await fetch(receiver, { method: 'POST', headers, body })).status
    if (fate === 'killed after') harm()
    response.writeHead(fate === 'taken' ? status : 503).end()
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    /** What was told by id, and what became of each call. */
    told,
    met,
    stop: () => void server.close(),
  }
}

async function importWithWebhook(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'baratto-'))
  await cp(EXAMPLE_CONFIGURATION, folder, { recursive: true })
  const path = join(folder, 'finance.yml')
  await writeFile(path, `${await readFile(path, 'utf8')}\nwebhook: ${url}\n`)
  await importConfiguration(folder)
  await rm(folder, { recursive: true })
}

const payments = z.object({
  payments: z.array(z.object({ reference: z.string().nullable(), amountCents: z.int(), state: z.string() })),
})
const books = z.object({ payments: z.int(), differences: z.array(z.unknown()) })

test('a receiver that fails and 20 kills in the middle of telling it: each instalment is booked once, to the cent', async () => {
  const { world, state, kill, kills, advance, surviving, stop } = await startKillable()
  stops.push(stop)
  await attachEnvironment(state)
  const token = await staffToken(secrets, 'I690', 'rag-fontana')
  const receiver = await startReceiver(await secrets.forWebhook('I690'))
  const proxy = await startProxy(receiver.url, kills, kill)
  stops.push(receiver.stop, proxy.stop)
  await importWithWebhook(proxy.url)

  const players = new Players(world)
  const people = Array.from({ length: 12 }, (_, index) => index)
  const stories = await Promise.all(people.map((index) => players.apply(personOf(index), `faults-${index}`)))
  // Three give hours for it; who cannot work is paid by the month.
  const [working, exempt] = [stories.slice(0, 3), stories.slice(3)]
  const each = (some: readonly Story[], play: (story: Story) => Promise<void>) => Promise.all(some.map(play))
  const scenes = scenesFrom(await world.now())
  const usual = await proposal(world)
  await each(exempt, async (story) => {
    await players.answer(story, 'assessment', '1', { ...usual, work: { ability: 'exempt', exemption: 'disability' } })
    await players.answer(story, 'decision', '1', { choice: 'approve' })
  })
  const told = async (count: number) => {
    for (let tries = 0; receiver.book().size < count; tries++) {
      if (tries > 60) throw new Error(`${receiver.book().size} of ${count} booked`)
      // What the address did not take at first is told again every hour.
      await advance('PT1H')
      await pause(500)
    }
  }
  for (const { title, from, play } of scenes) {
    if (from) await world.advanceTo(from)
    await each(working, (story) => play(players, story))
    const [, month] = /^Month (\d): finance/.exec(title) ?? []
    if (!month) continue
    const paidOn = dayOf(await world.now())
    await each(exempt, (story) =>
      players.answer(story, 'outcome', `${month}-1`, { choice: 'paid', paidOn, order: `M-${month}` }),
    )
    await told(stories.length * Number(month))
  }
  await each(stories, async (story) => void (await players.reached(story, 'closed')))
  // Whoever is not told yet hears of it, though it is booked: no entry comes of it.
  for (let hour = 0; hour < 8 || kills() < KILLS; hour++) {
    if (hour > 60) throw new Error(`${kills()} kills`)
    await advance('PT1H')
  }
  const get = (path: string) =>
    surviving(async () =>
      (
        await fetch(world.url + path, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } })
      ).json(),
    )
  const years = new Set([usual.interviewOn, dayOf(await world.now())].map((on) => on.slice(0, 4)))
  const all = []
  for (const year of years) all.push(...payments.parse(await get(`/api/payments?year=${year}`)).payments)
  const sorted = (some: [string, number][]) => some.sort(([a], [b]) => a.localeCompare(b))
  expect(sorted([...receiver.book()].map(([reference, { amountCents }]) => [reference, amountCents]))).toEqual(
    sorted(all.map(({ reference, amountCents }) => [reference ?? '', amountCents])),
  )
  expect(all).toHaveLength(2 * stories.length)
  expect(all.every(({ state: is }) => is === 'paid')).toBe(true)
  // However often it was told, it was told the same.
  expect([...proxy.told.values()].map(({ size }) => size)).toEqual(all.map(() => 1))
  expect(proxy.met.filter((fate) => fate.startsWith('killed')).length).toBeGreaterThanOrEqual(KILLS)
  expect(proxy.met.filter((fate) => fate === 'lost before').length).toBeGreaterThan(0)
  expect(proxy.met.filter((fate) => fate === 'lost after').length).toBeGreaterThan(0)
  const report = books.parse(await get('/desk/reconciliation'))
  expect(report).toEqual({ payments: all.length, differences: [] })
  expect(kills()).toBe(KILLS)
}, 600_000)
