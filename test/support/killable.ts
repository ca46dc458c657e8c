import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { moveTo, type World } from '../../infra/demo/play.ts'
import { textOf } from '../../infra/demo/world.ts'
import { freePort } from './receiver.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** The initial environment: attachEnvironment sets variables that children must not inherit. */
const VARIABLES = { ...process.env }
const clock = z.object({ now: z.string() })
const store = z.object({
  emails: z.array(z.object({ body: z.object({ text: z.string().optional(), html: z.string().optional() }) })),
})

/** Starts the program of `npm start` as a process that is restarted whenever it dies. */
export async function startKillable() {
  const state = mkdtempSync(join(tmpdir(), 'baratto-kill-'))
  const [port, mailbox] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const flags = ['--state', state, '--port', String(port), '--mailbox-port', String(mailbox)]
  let child: ChildProcess
  let ending = false
  let kills = 0
  const run = (): void => {
    child = spawn(join(ROOT, 'node_modules/.bin/node'), ['--import', 'tsx', 'infra/local/start.ts', ...flags], {
      cwd: ROOT,
      env: VARIABLES,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.once('exit', () => {
      if (!ending) run()
    })
  }
  const up = async (): Promise<void> => {
    for (let tries = 0; tries < 600; tries++) {
      if ((await fetch(`${url}/__local/clock`).catch(() => undefined))?.ok) return
      await pause(100)
    }
    throw new Error('the environment does not come up')
  }
  /** Retries while the environment is down. */
  const surviving = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt()
      } catch (error) {
        if (tries > 50) throw error
        await up()
      }
    }
  }
  const now = () => surviving(async () => clock.parse(await (await fetch(`${url}/__local/clock`)).json()).now)
  const move = async (duration: string): Promise<void> => {
    const response = await fetch(`${url}/__local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: duration }),
    })
    clock.parse(await response.json())
  }
  const world: World = {
    url,
    now,
    mails: () =>
      surviving(async () =>
        store.parse(await (await fetch(`http://127.0.0.1:${mailbox}/store`)).json()).emails.map(textOf),
      ),
    advanceTo: (day) => surviving(() => moveTo(day, now, move)),
  }
  run()
  await up()
  return {
    state,
    world,
    surviving,
    /** Moves time forward by at least a duration; an interrupted move is repeated. */
    advance: (duration: string) => surviving(() => move(duration)),
    /** Does not kill a process that is dying already. */
    kill(): void {
      if (!child.killed && child.kill('SIGKILL')) kills += 1
    },
    kills: () => kills,
    async stop() {
      ending = true
      child.kill('SIGTERM')
      await once(child, 'exit')
      rmSync(state, { recursive: true, force: true })
    },
  }
}
