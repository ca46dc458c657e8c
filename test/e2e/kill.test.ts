import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/case-files.ts'
import { dayOf, daysBetween } from '../../functions/domain/calendar.ts'
import { verifyTrail } from '../../functions/usecases/verify-trail.ts'
import { attachEnvironment } from '../../infra/local/attach.ts'
import { PLAN, playLifecycles, type World } from '../../infra/local/play.ts'
import { textOf } from '../../infra/local/world.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const state = mkdtempSync(join(tmpdir(), 'baratto-kill-'))
let ports: [number, number]
let child: ChildProcess | undefined
let ending = false
let kills = 0

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** Runs `npm start`'s own program, and again each time it dies. */
function keepRunning(): void {
  const [port, mailboxPort] = ports
  const started = spawn(
    join(ROOT, 'node_modules/.bin/node'),
    [
      '--import',
      'tsx',
      'infra/local/start.ts',
      '--state',
      state,
      '--port',
      String(port),
      '--mailbox-port',
      String(mailboxPort),
    ],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  child = started
  started.stderr.on('data', (chunk) => process.stderr.write(chunk))
  started.once('exit', () => {
    if (!ending) keepRunning()
  })
}

async function up(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${ports[0]}/__local/clock`).catch(() => undefined)
    if (answer?.ok) return
    await pause(100)
  }
  throw new Error('the environment does not come up')
}

beforeAll(async () => {
  ports = [await freePort(), await freePort()]
  keepRunning()
  await up()
})
afterAll(async () => {
  ending = true
  child?.kill('SIGTERM')
  if (child) await once(child, 'exit')
  rmSync(state, { recursive: true, force: true })
})

const local = async (name: string, init?: RequestInit): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${ports[0]}/__local/${name}`, init)).json()
const nowOf = (body: unknown) => z.object({ now: z.string() }).parse(body).now

/** Again as long as the environment is dead or dying. */
async function surviving<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries > 50) throw error
      await up()
    }
  }
}

const world = (): World => ({
  url: `http://127.0.0.1:${ports[0]}`,
  mails: () =>
    surviving(async () => {
      const store = z.object({
        emails: z.array(z.object({ body: z.object({ text: z.string().optional(), html: z.string().optional() }) })),
      })
      return store.parse(await (await fetch(`http://127.0.0.1:${ports[1]}/store`)).json()).emails.map(textOf)
    }),
  now: () => surviving(async () => nowOf(await local('clock'))),
  advanceTo: (day) =>
    surviving(async () => {
      const days = daysBetween(dayOf(nowOf(await local('clock'))), day)
      if (days > 0)
        nowOf(
          await local('clock', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ advance: `P${days}D` }),
          }),
        )
    }),
})

/** Before a call leaves, some milliseconds into it, or right after its answer: each of these is a point of its own. */
const POINTS: [string, number][] = [
  ['before apply', 0],
  ['before apply', 15],
  ['after apply', 0],
  ['before assessment-1', 0],
  ['before assessment-1', 15],
  ['after assessment-1', 0],
  ['before decision-1', 15],
  ['after decision-1', 0],
  ['after decision-1', 25],
  ['before placement-1', 15],
  ['after placement-1', 0],
  ['before agreement-1', 15],
  ['after insurance-1', 0],
  ['before timesheet-1', 15],
  ['after timesheet-1', 0],
  ['before verification-1', 15],
  ['after verification-1', 0],
  ['after verification-1', 40],
  ['before outcome-1-1', 15],
  ['after outcome-2-1', 0],
]

test('kill -9 at 20 points of a lifecycle: each time the request reaches closed, each instalment paid once', async () => {
  expect(POINTS).toHaveLength(20)
  const stories = []
  for (const [index, [point, delay]] of POINTS.entries()) {
    let armed = true
    const observe = (reached: string) => {
      if (!armed || reached !== point) return
      armed = false
      const victim = child
      setTimeout(() => {
        kills += victim?.kill('SIGKILL') ? 1 : 0
      }, delay)
    }
    const {
      stories: [story],
      players,
    } = await playLifecycles({ world: world(), firstPerson: index, keyPrefix: `kill-${index}`, observe })
    if (!story) throw new Error('nobody applied')
    expect(armed, point).toBe(false)
    const { stage, payments, hours } = await players.state(story)
    expect({ stage, payments, hours }, `${point} +${delay} ms`).toEqual({
      stage: 'closed',
      payments: [1, 2].map((instalment) => ({ instalment, amountCents: PLAN.monthlyCents, state: 'paid' })),
      hours: { owedMinutes: PLAN.owedMinutes, doneMinutes: 0, verifiedMinutes: PLAN.owedMinutes },
    })
    stories.push(story)
  }
  // The record's state would not show a second clearance: the trail does, and proves itself.
  expect(await attachEnvironment(state)).toBe(world().url)
  for (const { request } of stories) {
    const acts = (await caseFiles.trail(request)).map(({ act, about }) => `${act} ${about ?? ''}`)
    expect(acts.filter((act) => act.startsWith('payment.cleared')).sort()).toEqual(
      [1, 2].map((instalment) => `payment.cleared ${request}-${instalment}`),
    )
    expect(await verifyTrail({ files: caseFiles }, request)).toEqual({ request, entries: acts.length })
  }
  expect(kills).toBe(20)
  expect(new Set(stories.map(({ request }) => request)).size).toBe(20)
}, 900_000)
