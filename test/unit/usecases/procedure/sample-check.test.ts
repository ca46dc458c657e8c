import { describe, expect, it } from 'vitest'
import { type Drawing, drawing as schema, draw } from '../../../../functions/domain/procedure/sample.ts'
import { compareOnRequests } from '../../../../functions/usecases/procedure/compare-rules.ts'
import { sampleCheck } from '../../../../functions/usecases/procedure/sample-check.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { applicationOf, newWorld, withRules, type World } from '../../../support/memory.ts'
import { apply, atStage, play, assessmentFindings } from '../../../support/story/play.ts'
import { rulesWith } from '../../domain/procedure/facts.ts'

/** Requests of a world as the store lists them, and the draws it keeps. */
function office(world: World, ids: readonly string[]) {
  const kept = new Map<string, Drawing>()
  return {
    ...world,
    kept,
    async *requestsOfYear() {
      for (const id of ids) yield (await world.files.get(id)).request
    },
    async keepDrawing(one: Drawing) {
      const name = `${one.year} ${one.seed}`
      if (!kept.has(name)) kept.set(name, schema.parse(one))
      return kept.get(name) ?? one
    },
  }
}
const town = async (world: World, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => apply(world, applicationOf(index))))
const sampled = async (world: World, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => world.files.get(id)))).flatMap(({ request }) =>
    request.sampleCheck ? [request.id] : [],
  )
const OF_2026 = { municipality: 'I690', year: 2026, seed: 'lotto 12 34 56' }

describe('a sample check', () => {
  it('is recorded once in each drawn file, and the draw is stored with its inputs', async () => {
    const world = newWorld()
    const ids = await town(world, 25)
    const needs = office(world, ids)
    const { drawn, drawing } = await sampleCheck(needs, OF_2026)
    expect(drawn).toHaveLength(3)
    expect(draw(OF_2026.seed, drawing.candidates, 10)).toEqual(drawn)
    expect((await sampled(world, ids)).sort()).toEqual([...drawn].sort())
    const [first = ''] = drawn
    expect((await world.files.get(first)).request.sampleCheck).toEqual({ seed: OF_2026.seed, at: world.clock.now() })
    expect((await world.files.trail(first)).at(-1)).toMatchObject({
      act: 'request.sampled',
      law: 'DPR 445/2000 art. 71',
    })
    expect((await verifyTrail(world, first)).fault).toBeUndefined()
    // Time, benefits and applications go on: the draw is the same.
    world.clock.moveDays(40)
    for (const id of ids.slice(0, 3)) await play(world, id, {}, atStage('funded'))
    const commits = world.files.commits
    const again = office(world, [...ids, await apply(world, applicationOf(99))])
    for (const [name, value] of needs.kept) again.kept.set(name, value)
    expect(await sampleCheck(again, OF_2026)).toEqual({ drawn, drawing })
    expect(world.files.commits).toBe(commits + 1)
  })

  it('completes an interrupted draw as drawn', async () => {
    const world = newWorld(withRules({ sampleCheckPercent: 40 }))
    const ids = await town(world, 10)
    const needs = office(world, ids)
    world.files.fault = { commit: world.files.commits + 2, when: 'before' }
    await expect(sampleCheck(needs, OF_2026)).rejects.toThrow(/commit/)
    expect(await sampled(world, ids)).toHaveLength(1)
    const { drawn } = await sampleCheck(needs, OF_2026)
    expect((await sampled(world, ids)).sort()).toEqual([...drawn].sort())
    expect(drawn).toHaveLength(4)
    // Another seed draws among the others.
    const next = await sampleCheck(needs, { ...OF_2026, seed: 'another' })
    expect(next.drawing.candidates).toHaveLength(6)
    expect(next.drawn.filter((id) => drawn.includes(id))).toEqual([])
  })

  it('excludes withdrawn requests, and weighs grants and households', async () => {
    const world = newWorld()
    const ids = await town(world, 3)
    const [gone = '', granted = '', plain = ''] = ids
    await withdraw(world, gone, undefined)
    await play(world, granted)
    const application = applicationOf(1)
    const { firstName, lastName, taxCode } = applicationOf(7).applicant
    application.household = [{ firstName, lastName, taxCode, relation: 'child' }]
    const again = await apply(world, application)
    const { drawing } = await sampleCheck(office(world, [...ids, again]), OF_2026)
    expect(drawing.candidates).toEqual([
      { id: granted, benefitCents: 60_000, risk: 1 },
      { id: plain, benefitCents: 0, risk: 1 },
      // Helped before, and now with a child.
      { id: again, benefitCents: 0, risk: 3 },
    ])
  })
})

describe('a comparison on past requests', () => {
  it('uses the facts of the day of each request', async () => {
    const world = newWorld()
    const [ids, again]: [string[], string[]] = [[], []]
    for (let index = 0; index < 5; index++) {
      ids.push((await play(world, await apply(world, applicationOf(index)))).request.id)
      again.push((await play(world, await apply(world, applicationOf(index)))).request.id)
    }
    const requests = (of: readonly string[]) => office(world, of).requestsOfYear()
    const [before, after] = [rulesWith(), rulesWith({ extensions: 0 })]
    // The second ones would be extensions; the first ones never were.
    const all = await compareOnRequests(world, requests([...ids, ...again]), before, after)
    expect(all).toMatchObject({
      requests: 10,
      gain: 0,
      lose: 5,
      same: 5,
      // 200.00 a month at first, and then 150.00: 600.00 of the 1,500.00 were given.
      beforeCents: 5 * 120_000 + 5 * 90_000,
      afterCents: 5 * 120_000,
    })
    expect(all.rules.find(({ rule }) => rule === 'duration')).toEqual({ rule: 'duration', gain: 0, lose: 5 })
    expect(await compareOnRequests(world, requests(ids), before, after)).toMatchObject({ lose: 0, same: 5 })
  })

  it('uses the granted amount as the expense of an extraordinary grant', async () => {
    const world = newWorld()
    const ids = await Promise.all(
      Array.from({ length: 5 }, (_, index) => apply(world, applicationOf(index, { kind: 'extraordinary' }))),
    )
    const assessment = { monthlyCents: 200_000, months: 1 }
    for (const id of ids)
      await play(world, id, { assessment: () => ({ ...PROPOSAL, ...assessment }) }, atStage('proposed_approval'))
    const lower = rulesWith({ grantMaxCents: { ordinary: 150_000, extraordinary: 120_000 } })
    expect(await compareOnRequests(world, office(world, ids).requestsOfYear(), rulesWith(), lower)).toMatchObject({
      lose: 5,
      beforeCents: 1_000_000,
      afterCents: 600_000,
    })
  })
})

const PROPOSAL = {
  choice: 'proposeApproval',
  ...assessmentFindings('2026-03-02'),
  programme: 'baratto',
  fund: 'bilancio',
  work: { ability: 'full' },
  reasons: 'Spesa urgente e documentata.',
}
