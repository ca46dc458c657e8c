import { describe, expect, it } from 'vitest'
import type { Municipality, StaffMember } from '../../../../functions/domain/municipality/regulation.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { openAsk } from '../../../../functions/usecases/asks/open-ask.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { inadmissible, openReview, playTo, refused } from '../../../support/story/paths.ts'
import {
  answer,
  apply,
  ask,
  atStage,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
  secretOf,
} from '../../../support/story/play.ts'

const REQUEST = { machine: 'contribution-request' } as const
const WORKERS = ['as-colombo', 'as-ferrari', 'as-greco']
const abstain = { choice: 'abstain', reasons: REASONS }

/** The example municipality with other fields for some of its staff. */
const withStaff = (changes: Record<string, Partial<StaffMember>>): Municipality => ({
  ...SESTO,
  staff: SESTO.staff.map((member) => ({ ...member, ...changes[member.id] })),
})
const AWAY = [{ from: '2026-03-01', to: '2026-03-20' }]

const opened = async (world: World, index = 0): Promise<string> => {
  const id = await apply(world, applicationOf(index))
  await play(world, id, {}, atStage('opened'))
  return id
}
const officerOf = async (world: World, id: string) => (await world.files.get(id)).request.caseOfficer
const loads = (world: World) => WORKERS.map((id) => world.files.carried.get(id) ?? 0)

describe('a new file', () => {
  it('goes to the social worker with the fewest open files: 30 files are 10 each', async () => {
    const world = newWorld()
    for (let index = 0; index < 30; index++) {
      const before = loads(world)
      const id = await opened(world, index)
      const officer = (await officerOf(world, id)) ?? ''
      expect(before[WORKERS.indexOf(officer)]).toBe(Math.min(...before))
    }
    expect(loads(world)).toEqual([10, 10, 10])
  })

  it('breaks ties consistently, but not always for the first', async () => {
    const chosen = new Set<string | undefined>()
    for (let index = 0; index < 12; index++) {
      const world = newWorld()
      const id = await opened(world, index)
      const first = await officerOf(world, id)
      chosen.add(first)
      await ask(world, id, REQUEST)
      expect(await officerOf(world, id)).toBe(first)
    }
    expect(chosen.size).toBeGreaterThan(1)
  })

  it('skips absent members, first and last day included, and those with a conflict', async () => {
    for (const [from, to, away] of [
      ['2026-02-01', '2026-03-01', false],
      ['2026-02-01', '2026-03-02', true],
      ['2026-03-02', '2026-03-02', true],
      ['2026-03-03', '2026-03-30', false],
    ] as const) {
      const world = newWorld(withStaff({ 'as-colombo': { away: [{ from, to }] } }))
      for (const id of ['as-ferrari', 'as-greco']) world.files.carried.set(id, 9)
      const officer = await officerOf(world, await opened(world))
      expect(officer === 'as-colombo', `${from} ${to}`).toBe(!away)
    }
  })

  it('is not assigned to staff that it concerns, or their household', async () => {
    const { taxCode } = applicationOf(5).applicant
    const world = newWorld(withStaff({ 'as-colombo': { taxCode } }))
    for (const id of ['as-ferrari', 'as-greco']) world.files.carried.set(id, 9)
    expect(await officerOf(world, await opened(world, 1))).toBe('as-colombo')
    world.files.carried.set('as-colombo', 0)
    expect(await officerOf(world, await opened(world, 5))).not.toBe('as-colombo')
    const family = {
      ...applicationOf(2),
      household: [{ firstName: 'Elena', lastName: 'Colombo', taxCode, relation: 'sibling' as const }],
    }
    const id = await apply(world, family)
    await play(world, id, {}, atStage('opened'))
    expect(await officerOf(world, id)).not.toBe('as-colombo')
  })
})

describe('the load of a case officer', () => {
  const decided: Parts = {
    decision: () => ({ choice: 'refuse', grounds: ['L’ISEE supera il limite.'], reasons: REASONS }),
  }
  const declared: Parts = { decision: () => ({ choice: 'declareInadmissible', reasons: REASONS }) }
  const total = (world: World) => loads(world).reduce((sum, files) => sum + files, 0)

  it.each([
    ['closed', {}],
    ['refused', { ...refused, ...decided }],
    ['inadmissible', { ...inadmissible, ...declared }],
  ] as [string, Parts][])('goes down when a request is %s', async (stage, parts) => {
    const world = newWorld()
    await opened(world, 1)
    const id = await opened(world)
    expect(total(world)).toBe(2)
    expect((await play(world, id, parts)).request.stage).toBe(stage)
    expect(total(world)).toBe(1)
  })

  it('goes down when a request is withdrawn', async () => {
    const world = newWorld()
    const id = await opened(world)
    await withdraw(world, id, undefined)
    expect(loads(world)).toEqual([0, 0, 0])
  })

  it.each(['revocation', 'forfeiture', 'annulment'] as const)(
    'goes down at %s, and not again where it was closed',
    async (kind) => {
      for (const stage of ['funded', 'closed'] as const) {
        const world = newWorld()
        const id = await playTo(world, stage)
        await openReview(world, id, { kind })
        await play(world, id, { ruling: () => ({ choice: 'uphold', reasons: REASONS }) })
        expect(loads(world), stage).toEqual([0, 0, 0])
      }
    },
  )

  it('moves with the file when it is reassigned', async () => {
    const world = newWorld()
    const id = await opened(world)
    const from = (await officerOf(world, id)) ?? ''
    const to = WORKERS.find((each) => each !== from) ?? ''
    await amend(world, id, () => ({
      act: 'request.reassigned',
      by: { role: 'manager', id: 'dir-moretti' },
      request: { caseOfficer: to },
    }))
    expect(Object.fromEntries([...world.files.carried].filter(([, files]) => files !== 0))).toEqual({ [to]: 1 })
    expect((await ask(world, id, REQUEST))?.to.id).toBe(to)
    await play(world, id)
    expect(loads(world)).toEqual([0, 0, 0])
  })
})

describe('staff who are away', () => {
  const assessmentAsked = async (world: World) => {
    const id = await apply(world)
    const open = await playToAsk(world, id, 'assessment')
    const now = async () => (await world.files.get(id)).asks.find((each) => each.id === open.id) ?? open
    return { id, open, now }
  }

  it('keep the file; the question moves to their delegate, and the old link is gone', async () => {
    const world = newWorld()
    const { id, open, now } = await assessmentAsked(world)
    const old = secretOf(world, open.id)
    const delegate = WORKERS.find((each) => each !== open.to.id) ?? ''
    world.municipality = withStaff({ [open.to.id]: { away: AWAY, delegate } })
    world.clock.moveDays(1)
    await ask(world, id, REQUEST)
    expect((await now()).to).toEqual({ role: 'socialWorker', id: delegate })
    expect(await officerOf(world, id)).toBe(open.to.id)
    expect(loads(world).reduce((sum, files) => sum + files, 0)).toBe(1)
    expect(await openAsk(world, open.id, old)).toMatchObject({ state: 'gone' })
    // Back again meanwhile: who has the question keeps it.
    world.clock.moveTo('2026-03-21T08:00:00Z')
    await ask(world, id, REQUEST)
    expect((await now()).to.id).toBe(delegate)
    expect(
      await answer(world, open, PARTS.assessment({ ask: open, file: await world.files.get(id), today: '2026-03-21' })),
    ).toMatchObject({ outcome: 'recorded' })
    expect((await world.files.get(id)).request.proposal?.by).toBe(delegate)
  })

  it('are not asked', async () => {
    const world = newWorld()
    const id = await opened(world)
    const officer = (await officerOf(world, id)) ?? ''
    const delegate = WORKERS.find((each) => each !== officer) ?? ''
    world.municipality = withStaff({ [officer]: { away: AWAY, delegate } })
    expect((await ask(world, id, REQUEST))?.to.id).toBe(delegate)
    expect(await officerOf(world, id)).toBe(officer)
  })

  it('without a delegate are replaced by a present colleague', async () => {
    const world = newWorld()
    const { id, open, now } = await assessmentAsked(world)
    const [there = '', gone = ''] = WORKERS.filter((each) => each !== open.to.id)
    world.municipality = withStaff({ [open.to.id]: { away: AWAY }, [gone]: { away: AWAY } })
    await ask(world, id, REQUEST)
    expect((await now()).to.id).toBe(there)
  })

  it('still get the question if everybody is away, since it must reach somebody', async () => {
    const world = newWorld()
    const { id, now } = await assessmentAsked(world)
    world.municipality = withStaff(Object.fromEntries(WORKERS.map((each) => [each, { away: AWAY }])))
    await ask(world, id, REQUEST)
    const { to } = await now()
    expect(WORKERS).toContain(to.id)
    const { version } = (await world.files.get(id)).request
    await ask(world, id, REQUEST)
    expect((await now()).to).toEqual(to)
    expect((await world.files.get(id)).request.version).toBe(version)
  })

  it('are replaced by the substitute if the only manager is away', async () => {
    const world = newWorld(withStaff({ 'dir-moretti': { away: AWAY } }))
    const id = await apply(world)
    expect((await playToAsk(world, id, 'decision')).to).toEqual({ role: 'manager', id: 'dir-conti' })
  })

  it('who left lose the file and the question to the lightest load', async () => {
    for (let times = 0; times < 8; times++) {
      const world = newWorld()
      const { id, open, now } = await assessmentAsked(world)
      const [light = '', heavy = ''] = WORKERS.filter((each) => each !== open.to.id)
      world.files.carried.set(heavy, 7)
      world.files.carried.set(light, 2)
      world.municipality = { ...SESTO, staff: SESTO.staff.filter((member) => member.id !== open.to.id) }
      await ask(world, id, REQUEST)
      expect((await now()).to.id).toBe(light)
      expect(await officerOf(world, id)).toBe(light)
      expect([world.files.carried.get(light), world.files.carried.get(open.to.id)]).toEqual([3, 0])
    }
  })

  it('are skipped as substitutes, and the administrator is told', async () => {
    const world = newWorld(withStaff({ 'dir-conti': { away: AWAY } }))
    const id = await apply(world)
    const open = await playToAsk(world, id, 'decision')
    world.clock.moveDays(10)
    await ask(world, id, REQUEST)
    const attention = () => world.postman.sent.filter(({ letter }) => letter.template === 'attention')
    expect(attention()).toMatchObject([{ letter: { about: 'overdue', detail: open.id } }])
    expect(world.postman.about(open.id).map(({ to }) => to)).not.toContain('stefano.conti@example.org')
    // Back when the term is over: then they decide.
    world.clock.moveTo('2026-04-02T08:00:00Z')
    await ask(world, id, REQUEST)
    expect(world.postman.about(open.id).at(-1)).toMatchObject({ to: 'stefano.conti@example.org', notice: 'escalation' })
  })
})

describe('a removed host', () => {
  it('stops the workflow once', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'timesheet')
    world.municipality = { ...SESTO, hosts: [] }
    const { version } = (await world.files.get(id)).request
    const workflow = { machine: 'activity-period', period: 1 } as const
    for (let times = 0; times < 3; times++) await expect(ask(world, id, workflow)).rejects.toThrow('nobody is host')
    expect((await world.files.get(id)).request.version).toBe(version)
  })
})

describe('staff who abstain', () => {
  it('from an assessment hand the file and its load to a colleague, who is asked again', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'assessment')
    await answer(world, open, abstain)
    expect((await world.files.get(id)).request).toMatchObject({
      stage: 'assessment',
      conflicts: [{ member: open.to.id, reasons: REASONS }],
    })
    const next = await playToAsk(world, id, 'assessment')
    expect(next.subject).toBe('2')
    expect(next.to.id).not.toBe(open.to.id)
    expect(await officerOf(world, id)).toBe(next.to.id)
    expect(world.files.carried.get(open.to.id)).toBe(0)
    expect(world.files.carried.get(next.to.id)).toBe(1)
    expect(world.postman.about(next.id)).toHaveLength(1)
    expect((await world.files.trail(id)).find(({ act }) => act === 'conflict.declared')).toMatchObject({
      by: open.to,
      law: 'L. 241/1990 art. 6-bis',
    })
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('hand it to the colleague with the fewest files', async () => {
    for (let times = 0; times < 8; times++) {
      const world = newWorld()
      const id = await apply(world)
      const open = await playToAsk(world, id, 'assessment')
      const [light = '', heavy = ''] = WORKERS.filter((each) => each !== open.to.id)
      world.files.carried.set(heavy, 7)
      world.files.carried.set(light, 2)
      await answer(world, open, abstain)
      expect((await playToAsk(world, id, 'assessment')).to.id).toBe(light)
      expect(world.files.carried.get(light)).toBe(3)
    }
  })

  it('stop the workflow when nobody is left', async () => {
    const world = newWorld()
    const id = await apply(world)
    const asked: string[] = []
    for (let round = 0; round < WORKERS.length; round++) {
      const open = await playToAsk(world, id, 'assessment')
      asked.push(open.to.id)
      await answer(world, open, abstain)
    }
    expect(asked.sort()).toEqual(WORKERS)
    await expect(ask(world, id, REQUEST)).rejects.toThrow(`nobody may be socialWorker on ${id}`)
    expect((await world.files.get(id)).request.stage).toBe('assessment')
  })

  it('as managers leave the decision to the substitute, and to nobody after both', async () => {
    const world = newWorld()
    const id = await apply(world)
    await answer(world, await playToAsk(world, id, 'decision'), abstain)
    const second = await playToAsk(world, id, 'decision')
    expect(second).toMatchObject({ subject: '2', to: { role: 'manager', id: 'dir-conti' } })
    expect((await world.files.get(id)).request.stage).toBe('proposed_approval')
    await answer(world, second, abstain)
    await expect(ask(world, id, REQUEST)).rejects.toThrow(`nobody may be manager on ${id}`)
  })

  it('as substitutes get no escalation any more', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'decision')
    world.clock.moveDays(9)
    await ask(world, id, REQUEST)
    expect(world.postman.about(open.id).at(-1)?.to).toBe('stefano.conti@example.org')
    await answer(world, open, abstain)
    const second = await playToAsk(world, id, 'decision')
    expect(second.to.id).toBe('dir-moretti')
    world.clock.moveDays(30)
    await ask(world, id, REQUEST)
    expect(world.postman.about(second.id).map(({ to }) => to)).not.toContain('stefano.conti@example.org')
  })

  it('from a ruling leave it to the substitute', async () => {
    const world = newWorld()
    const id = await playTo(world, 'funded')
    await openReview(world, id)
    const open = await playToAsk(world, id, 'ruling', { placement: () => undefined })
    expect(open).toMatchObject({ subject: '1', to: { id: 'dir-moretti' } })
    await answer(world, open, abstain)
    const second = await playToAsk(world, id, 'ruling', { placement: () => undefined })
    expect(second).toMatchObject({ subject: '1-2', to: { id: 'dir-conti' } })
    await answer(world, second, { choice: 'uphold', reasons: REASONS })
    expect((await world.files.get(id)).request).toMatchObject({
      stage: 'revoked',
      reviews: [{ ruling: { upheld: true, by: 'dir-conti' } }],
    })
  })

  it('no longer see the file nor answer its questions', async () => {
    const world = newWorld()
    const id = await playTo(world, 'funded')
    await openReview(world, id)
    await openReview(world, id, { kind: 'annulment' })
    await play(world, id, { placement: () => undefined, ruling: () => undefined })
    const [first, second] = (await world.files.get(id)).asks.filter(({ kind }) => kind === 'ruling')
    if (!first || !second) throw new Error('two rulings are asked')
    expect(await openAsk(world, second.id, secretOf(world, second.id))).toMatchObject({ state: 'open' })
    await answer(world, first, abstain)
    expect(await openAsk(world, second.id, secretOf(world, second.id))).toMatchObject({
      state: 'gone',
      renewable: false,
    })
    expect(await answer(world, second, { choice: 'uphold', reasons: REASONS })).toMatchObject({ state: 'gone' })
    await ask(world, id, { machine: 'review', review: Number(second.subject) })
    expect((await world.files.get(id)).asks.find((each) => each.id === second.id)?.to.id).toBe('dir-conti')
  })

  it('cannot record a concurrent answer', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'decision')
    const { of } = world.configuration
    world.configuration.of = async (code) => {
      world.configuration.of = of
      const conflict = { member: open.to.id, reasons: REASONS, at: world.clock.now() }
      await amend(world, id, () => ({ act: 'conflict.declared', by: open.to, request: { conflicts: [conflict] } }))
      return of(code)
    }
    expect(await answer(world, open, { choice: 'approve' })).toMatchObject({ state: 'gone' })
    expect((await world.files.get(id)).request.stage).toBe('proposed_approval')
  })
})
