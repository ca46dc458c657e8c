import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { attachEnvironment } from '../../infra/local/attach.ts'
import { PLAN, playLifecycles } from '../../infra/demo/play.ts'
import { startKillable } from '../support/killable.ts'

let environment: Awaited<ReturnType<typeof startKillable>>

beforeAll(async () => {
  environment = await startKillable()
})
afterAll(() => environment.stop())

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
      setTimeout(() => environment.kill(), delay)
    }
    const {
      stories: [story],
      players,
    } = await playLifecycles({ world: environment.world, firstPerson: index, keyPrefix: `kill-${index}`, observe })
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
  expect(await attachEnvironment(environment.state)).toBe(environment.world.url)
  for (const { request } of stories) {
    const acts = (await caseFiles.trail(request)).map(({ act, about }) => `${act} ${about ?? ''}`)
    expect(acts.filter((act) => act.startsWith('payment.cleared')).sort()).toEqual(
      [1, 2].map((instalment) => `payment.cleared ${request}-${instalment}`),
    )
    expect(await verifyTrail({ files: caseFiles, papers }, request)).toEqual({ request, entries: acts.length })
  }
  expect(environment.kills()).toBe(20)
  expect(new Set(stories.map(({ request }) => request)).size).toBe(20)
}, 900_000)
