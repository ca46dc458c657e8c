import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { turnOf } from '../../../../functions/domain/money/funds.ts'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import type { TrailEntry } from '../../../../functions/domain/file/trail.ts'
import { fundReport } from '../../../../functions/domain/treasury/fund-report.ts'
import { findFunding, serveAllQueues } from '../../../../functions/usecases/procedure/serve-queue.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { approved, minutesLater } from '../../../support/story/approved.ts'
import { CommittingWorkflows } from '../../../support/story/committing.ts'
import { applicationOf, MemoryFiles, newWorld, SESTO, type World } from '../../../support/memory.ts'
import {
  apply,
  atStage,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
  type Scene,
  commitFundsOf,
} from '../../../support/story/play.ts'
import { memoryPorts } from '../../../support/memory-ports.ts'
import type { Effect } from '../../../../functions/domain/file/effect.ts'
import { cancelUncleared, release } from '../../../../functions/domain/money/release.ts'
import type { Funding } from '../../../../functions/domain/money/grant.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const withBudgets = (budgets: Record<string, number>, fields: object = {}): Municipality => ({
  ...SESTO,
  funds: SESTO.funds.map((fund) => ({ ...fund, budgetCents: budgets[fund.id] ?? fund.budgetCents, ...fields })),
})
const on = (fund: string, cents: number): Funding => ({ fund, cents })

/** Checks at every commitment that no fund is overspent and nobody overtakes who waits. */
class WatchedFiles extends MemoryFiles {
  override async commit(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry, effects: readonly Effect[]) {
    await super.commit(before, after, entry, effects)
    for (const effect of effects)
      if (effect.effect === 'commitFund' && effect.write === 'add' && effect.key.kind === 'fund') {
        const { fund } = effect.key
        expect(this.funds.get(fund)).toBeLessThanOrEqual(effect.atMost?.['cents'] ?? 0)
        const [first] = this.waiting(fund)
        if (first) expect(turnOf(after.request) < first[0]).toBe(true)
      }
  }
}

type Scenery = World & { files: WatchedFiles; workflows: CommittingWorkflows }
function scenery(budgets: Record<string, number>): Scenery {
  const files = new WatchedFiles()
  const world: Scenery = {
    ...newWorld(withBudgets(budgets)),
    ...memoryPorts(files),
    files,
    workflows: new CommittingWorkflows(() => world),
  }
  world.configuration.of = async () => world.municipality
  return world
}
let count = 0
const approve = (world: Scenery, minute: number, funding: Funding[], fields: Partial<Request> = {}) =>
  approved(world.files, ++count, minutesLater(minute), funding, fields, world.papers)
const stageOf = async (world: World, { id }: Request) => (await world.files.get(id)).request.stage
const requestOf = async (world: World, { id }: Request) => (await world.files.get(id)).request
const lettersTo = ({ postman }: World, { registryEntry }: Request) =>
  postman.sent
    .filter(({ letter }) => 'number' in letter && letter.number === registryEntry)
    .map(({ letter }) => letter.template)
const attention = ({ postman }: World) =>
  postman.sent.flatMap(({ letter }) =>
    letter.template === 'attention' ? [`${letter.number} ${letter.about} ${letter.detail}`] : [],
  )
async function importBudgets(world: Scenery, budgets: Record<string, number>, fields: object = {}) {
  world.municipality = withBudgets(budgets, fields)
  await serveAllQueues(world)
  await world.workflows.idle()
}

describe('a request without money', () => {
  it('waits with one notice, and continues as soon as money is imported', async () => {
    const world = scenery({ bilancio: 100 })
    const request = await approve(world, 0, [on('bilancio', 101)])
    for (const _ of [1, 2, 3])
      expect(await commitFundsOf(world, request.id)).toEqual({ next: 'AwaitFunds', waitSeconds: 86_400 })
    expect(await requestOf(world, request)).toMatchObject({ queuedAt: world.clock.now(), queuedOn: 'bilancio' })
    expect(lettersTo(world, request).filter((template) => template === 'waiting')).toHaveLength(1)

    await importBudgets(world, { bilancio: 101 })
    const funded = await requestOf(world, request)
    expect(funded.stage).toBe('funded')
    expect([funded.queuedAt, funded.queuedOn]).toEqual([undefined, undefined])
    expect(world.files.waiting('bilancio')).toEqual([])
    expect((await verifyTrail(world, request.id)).fault).toBeUndefined()
    expect((await world.files.trail(request.id)).map(({ act }) => act)).toEqual([
      'request.approved',
      'request.queued',
      'request.notified',
      'request.funded',
    ])
  })

  it('continues on the day its fund opens', async () => {
    const world = scenery({})
    world.municipality = withBudgets({}, { validFrom: '2026-03-04' })
    const request = await approve(world, 0, [on('bilancio', 100)])
    await commitFundsOf(world, request.id)
    world.clock.moveDays(1)
    await serveAllQueues(world)
    await world.workflows.idle()
    expect(await stageOf(world, request)).toBe('approved')
    world.clock.moveDays(1)
    await serveAllQueues(world)
    await world.workflows.idle()
    expect(await stageOf(world, request)).toBe('funded')
  })

  it('notifies the administrator when it is first in the queue', async () => {
    const world = scenery({ bilancio: 0 })
    const first = await approve(world, 0, [on('bilancio', 100)])
    const second = await approve(world, 1, [on('bilancio', 100)])
    await commitFundsOf(world, first.id)
    await commitFundsOf(world, second.id)
    expect(attention(world)).toEqual([`${first.registryEntry} fund bilancio`])
  })

  it('is not overtaken by a smaller one that would fit', async () => {
    const world = scenery({ bilancio: 100 })
    const large = await approve(world, 0, [on('bilancio', 101)])
    const small = await approve(world, 1, [on('bilancio', 1)])
    await commitFundsOf(world, large.id)
    expect(await commitFundsOf(world, small.id)).toMatchObject({ next: 'AwaitFunds' })
    await importBudgets(world, { bilancio: 101 })
    expect([await stageOf(world, large), await stageOf(world, small)]).toEqual(['funded', 'approved'])
    await importBudgets(world, { bilancio: 102 })
    expect(await stageOf(world, small)).toBe('funded')
  })

  it('precedes later approvals, also if they queued first', async () => {
    const world = scenery({ bilancio: 0 })
    const early = await approve(world, 0, [on('bilancio', 100)])
    const late = await approve(world, 1, [on('bilancio', 100)])
    await commitFundsOf(world, late.id)
    await commitFundsOf(world, early.id)
    await importBudgets(world, { bilancio: 100 })
    expect([await stageOf(world, early), await stageOf(world, late)]).toEqual(['funded', 'approved'])
  })

  it('invalidates a concurrent commitment when it joins the queue', async () => {
    const world = scenery({ bilancio: 100 })
    const early = await approve(world, 0, [on('bilancio', 101)])
    const late = await approve(world, 1, [on('bilancio', 100)])
    const { state: look } = world.funds
    let looks = 0
    world.funds.state = async (...fund) => {
      const state = await look(...fund)
      if (++looks === 1) await commitFundsOf(world, early.id)
      return state
    }
    expect(await commitFundsOf(world, late.id)).toMatchObject({ next: 'AwaitFunds' })
    expect(world.files.waiting('bilancio').map(([, id]) => id)).toEqual([early.id, late.id])
  })

  it('leaves the queue when withdrawn, and the next one is served with released money', async () => {
    const world = scenery({ bilancio: 100 })
    const [holder, leaving, next, last] = await Promise.all(
      [0, 1, 2, 3].map((minute) => approve(world, minute, [on('bilancio', 100)])),
    )
    if (!holder || !leaving || !next || !last) throw new Error('nobody is there')
    for (const { id } of [holder, leaving, next, last]) await commitFundsOf(world, id)
    await withdraw(world, leaving.id, undefined)
    expect((await requestOf(world, leaving)).queuedOn).toBeUndefined()
    expect(world.files.waiting('bilancio').map(([, id]) => id)).toEqual([next.id, last.id])
    await withdraw(world, holder.id, undefined)
    await world.workflows.idle()
    expect(await Promise.all([holder, next, last].map((each) => stageOf(world, each)))).toEqual([
      'withdrawn',
      'funded',
      'approved',
    ])
    expect(world.files.funds.get('bilancio')).toBe(100)
  })

  it('is served with the rest of an ended activity', async () => {
    const world = newWorld(withBudgets({ bilancio: 60_000 }))
    const first = await apply(world, applicationOf(0))
    const second = await apply(world, applicationOf(1))
    await play(world, first, {}, atStage('active'))
    await play(world, second, {}, atStage('approved'))
    await commitFundsOf(world, second)
    const attempts = world.workflows.attempts.get(`${second}-request`) ?? 0
    await play(world, first, { timesheet: () => ({ choice: 'none', reasons: REASONS }) }, atStage('completed'))
    expect(world.workflows.attempts.get(`${second}-request`)).toBe(attempts + 1)
    expect(await commitFundsOf(world, second)).toMatchObject({ next: 'NotifyOutcome' })
  })

  it('is served even if the workflow was unreachable at first', async () => {
    const world = scenery({ bilancio: 100 })
    const holder = await approve(world, 0, [on('bilancio', 100)])
    const next = await approve(world, 1, [on('bilancio', 100)])
    for (const { id } of [holder, next]) await commitFundsOf(world, id)
    world.workflows.up = false
    expect(await withdraw(world, holder.id, undefined)).toBe('withdrawn')
    expect(world.reports).toContain('queue bilancio Error')
    world.workflows.up = true
    // The next day, or the hourly sweep.
    expect(await commitFundsOf(world, next.id)).toMatchObject({ next: 'NotifyOutcome' })
  })

  it('on several funds waits on the first that lacks money, and moves', async () => {
    const world = scenery({ bilancio: 100, 'pon-inclusione': 0 })
    const split = await approve(world, 0, [on('bilancio', 100), on('pon-inclusione', 100)])
    const other = await approve(world, 1, [on('bilancio', 100)])
    const behind = await approve(world, 2, [on('pon-inclusione', 50)])
    await commitFundsOf(world, split.id)
    expect((await requestOf(world, split)).queuedOn).toBe('pon-inclusione')
    // What it does not get yet on one fund keeps nobody from the other.
    expect(await commitFundsOf(world, other.id)).toMatchObject({ next: 'NotifyOutcome' })
    await commitFundsOf(world, behind.id)

    await importBudgets(world, { bilancio: 100, 'pon-inclusione': 100 })
    expect((await requestOf(world, split)).queuedOn).toBe('bilancio')
    expect(await stageOf(world, behind)).toBe('funded')
    await importBudgets(world, { bilancio: 200, 'pon-inclusione': 150 })
    expect(await stageOf(world, split)).toBe('funded')
    expect(Object.fromEntries(world.files.funds)).toEqual({
      bilancio: 200,
      'pon-inclusione': 150,
    })
  })
})

it('never overspends, overtakes or loses anything under concurrent approvals, withdrawals and imports', async () => {
  const FUNDS = ['bilancio', 'pon-inclusione', 'piano-poverta']
  const cents = fc.integer({ min: 1, max: 500 })
  const requests = fc.array(
    fc.record({
      minute: fc.nat(5),
      parts: fc.uniqueArray(fc.constantFrom(...FUNDS), { minLength: 1, maxLength: 2 }),
      cents,
    }),
    { minLength: 1, maxLength: 12 },
  )
  const acts = fc.array(
    fc.oneof(
      fc.record({ act: fc.constant('withdraw' as const), who: fc.nat(11) }),
      fc.record({ act: fc.constant('again' as const), who: fc.nat(11) }),
      fc.record({ act: fc.constant('import' as const), fund: fc.constantFrom(...FUNDS), more: fc.nat(800) }),
    ),
    { maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(
      requests,
      fc.array(fc.nat(1_500), { minLength: 3, maxLength: 3 }),
      acts,
      async (all, held, story) => {
        const budgets = Object.fromEntries(FUNDS.map((fund, index) => [fund, held[index] ?? 0]))
        const world = scenery(budgets)
        const list: Request[] = []
        for (const { minute, parts, cents: amount } of all)
          list.push(
            await approve(
              world,
              minute,
              parts.map((fund) => on(fund, amount)),
            ),
          )
        await Promise.all(list.map(({ id }) => commitFundsOf(world, id)))
        await Promise.all(
          story.map(async (step) => {
            if (step.act === 'import') {
              budgets[step.fund] = (budgets[step.fund] ?? 0) + step.more
              world.municipality = withBudgets(budgets)
              await serveAllQueues(world)
              return
            }
            const id = list[step.who % list.length]?.id ?? ''
            await (step.act === 'withdraw' ? withdraw(world, id, undefined) : commitFundsOf(world, id))
          }),
        )
        await world.workflows.idle()
        await serveAllQueues(world)
        await world.workflows.idle()

        const files = await Promise.all(list.map(({ id }) => world.files.get(id)))
        const report = fundReport(world.municipality, {
          requests: files.map(({ request }) => request),
          payments: [],
          postings: [],
          counters: new Map(world.files.funds),
        })
        expect(report.differences).toEqual([])
        for (const { residualCents } of report.funds) expect(residualCents).toBeGreaterThanOrEqual(0)
        // Everybody who waits stands in one line, and nobody else does; whoever is first there lacks money there.
        const waiting = files.filter(({ request }) => request.stage === 'approved').map(({ request }) => request)
        expect(FUNDS.flatMap((fund) => world.files.waiting(fund).map(([, id]) => `${fund} ${id}`)).sort()).toEqual(
          waiting.map(({ queuedOn, id }) => `${queuedOn} ${id}`).sort(),
        )
        for (const fund of FUNDS) {
          const [first] = world.files.waiting(fund)
          const head = waiting.find(({ id }) => id === first?.[1])
          if (head) expect(await findFunding(world, head, world.municipality)).toMatchObject({ lacks: fund })
        }
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

describe('a need', () => {
  const sharing = (world: Scenery, minute: number, other: Request, kind: 'ordinary' | 'extraordinary' = 'ordinary') => {
    const { firstName, lastName, taxCode } = other.application.applicant
    const { application } = other
    const own = `${count + 1}`
    return approve(world, minute, [on('bilancio', 100)]).then(async (request) => {
      await world.files.tamper(request.id, (file) => ({
        ...file,
        request: {
          ...file.request,
          ...(file.request.grant ? { grant: { ...file.request.grant, kind } } : {}),
          application: {
            ...file.request.application,
            need: { ...application.need, kind, reason: own },
            household: [{ firstName, lastName, taxCode, relation: 'spouse' }],
          },
        },
      }))
      return request
    })
  }

  it('of one household is funded once; a second request waits without blocking others', async () => {
    const world = scenery({ bilancio: 100 })
    const first = await approve(world, 0, [on('bilancio', 100)])
    const second = await sharing(world, 1, first)
    const third = await approve(world, 2, [on('bilancio', 100)])
    await commitFundsOf(world, first.id)
    expect(await commitFundsOf(world, second.id)).toEqual({ next: 'AwaitFunds', waitSeconds: 86_400 })
    expect(attention(world)).toEqual([`${second.registryEntry} doubleFunding ${first.registryEntry}`])
    await commitFundsOf(world, third.id)
    expect(world.files.waiting('bilancio').map(([, id]) => id)).toEqual([third.id])
    await importBudgets(world, { bilancio: 200 })
    expect(await stageOf(world, third)).toBe('funded')
    expect(await stageOf(world, second)).toBe('approved')
  })

  it('of a household with a sealed file is funded once too, without revealing the file', async () => {
    const world = scenery({})
    const sealed = { sealed: { at: world.clock.now(), named: [] } }
    const first = await approve(world, 0, [on('bilancio', 100)], sealed)
    const second = await sharing(world, 1, first)
    await commitFundsOf(world, first.id)
    await commitFundsOf(world, second.id)
    expect(attention(world)).toEqual([`${second.registryEntry} doubleFunding -`])
  })

  it('found covered takes a waiting request out of the queue', async () => {
    const world = scenery({ bilancio: 0 })
    const first = await approve(world, 0, [on('pon-inclusione', 100)])
    const second = await sharing(world, 1, first)
    const third = await approve(world, 2, [on('bilancio', 100)])
    await commitFundsOf(world, second.id)
    await commitFundsOf(world, third.id)
    await commitFundsOf(world, first.id)
    await importBudgets(world, { bilancio: 100 })
    expect((await requestOf(world, second)).queuedAt).toBeUndefined()
    expect(await stageOf(world, second)).toBe('approved')
    expect(await stageOf(world, third)).toBe('funded')
  })

  it('is free again when the covering request or its months end', async () => {
    const world = scenery({ bilancio: 300 })
    const first = await approve(world, 0, [on('bilancio', 100)])
    const second = await sharing(world, 1, first)
    await commitFundsOf(world, first.id)
    await commitFundsOf(world, second.id)
    await withdraw(world, first.id, undefined)
    expect(await commitFundsOf(world, second.id)).toMatchObject({ next: 'NotifyOutcome' })

    const third = await sharing(world, 2, first)
    expect(await commitFundsOf(world, third.id)).toMatchObject({ next: 'AwaitFunds' })
    world.clock.moveTo('2026-05-01T10:00:00Z')
    expect(await commitFundsOf(world, third.id)).toMatchObject({ next: 'AwaitFunds' })
    world.clock.moveTo('2026-05-02T10:00:00Z')
    expect(await commitFundsOf(world, third.id)).toMatchObject({ next: 'NotifyOutcome' })
  })

  it('of another kind is independent', async () => {
    const world = scenery({ bilancio: 200 })
    const first = await approve(world, 0, [on('bilancio', 100)])
    const second = await sharing(world, 1, first, 'extraordinary')
    await commitFundsOf(world, first.id)
    expect(await commitFundsOf(world, second.id)).toMatchObject({ next: 'NotifyOutcome' })
  })

  it('asked for by all of a household at once is covered once', async () => {
    const world = scenery({})
    const first = await approve(world, 0, [on('bilancio', 100)])
    const others = await Promise.all([1, 2, 3, 4, 5].map((minute) => sharing(world, minute, first)))
    const standings = await Promise.all([first, ...others].map(({ id }) => commitFundsOf(world, id)))
    expect(standings.filter(({ next }) => next === 'NotifyOutcome')).toHaveLength(1)
    expect(world.files.funds.get('bilancio')).toBe(100)
  })
})

it('without money continues without a fund', async () => {
  const world = scenery({ bilancio: 0 })
  const request = await approve(world, 0, [])
  expect(await commitFundsOf(world, request.id)).toMatchObject({ next: 'NotifyOutcome' })
  expect([...world.files.funds, ...world.files.needs, ...world.files.benefits]).toEqual([])
})

describe('a grant on two funds', () => {
  const parts: Parts = {
    assessment: (scene: Scene) => ({
      ...PARTS.assessment(scene),
      also: [{ fund: 'pon-inclusione', cents: 25_000 }],
    }),
  }

  it('is committed, paid and reported fund by fund', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), parts)
    expect([...world.files.funds]).toEqual([
      ['bilancio', 35_000],
      ['pon-inclusione', 25_000],
    ])
    expect(file.payments.map(({ lines }) => lines.map(({ fund, cents }) => `${fund} ${cents}`))).toEqual([
      ['bilancio 30000'],
      ['bilancio 5000', 'pon-inclusione 25000'],
    ])
    const { request, payments, postings } = file
    const records = { requests: [request], payments, postings, counters: new Map(world.files.funds) }
    const report = fundReport(SESTO, records, 2026)
    expect(report.differences).toEqual([])
    expect(report.funds.filter(({ grants }) => grants > 0)).toMatchObject([
      {
        fund: 'bilancio',
        paidCents: 35_000,
        toPayCents: 0,
        people: 1,
        verifiedMinutes: 2_800,
        residualCents: 11_965_000,
      },
      {
        fund: 'pon-inclusione',
        paidCents: 25_000,
        byProgramme: [{ programme: 'baratto', group: null, verifiedMinutes: 2_000 }],
      },
    ])
    expect(
      fundReport(SESTO, records, 2025).funds.map(({ grants, committedCents }) => [grants, committedCents]),
    ).toEqual([
      [0, 35_000],
      [0, 25_000],
      [0, 0],
      [0, 0],
    ])
    const tampered = new Map([...world.files.funds, ['bilancio', 35_001]])
    expect(fundReport(SESTO, { ...records, counters: tampered }).differences).toEqual([
      { fund: 'bilancio', committedCents: 35_000, counterCents: 35_001 },
    ])
  })

  it('returns unpaid parts to each fund when it ends early', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'outcome', parts)
    const file = await world.files.get(id)
    // Cleared is cleared: that one goes on to be paid. One that is not cleared yet would be cancelled.
    const effects = (payments: CaseFile['payments']) =>
      release({ ...file, payments }).flatMap((effect) =>
        effect.write === 'add'
          ? [`${effect.effect} ${'fund' in effect.key ? effect.key.fund : ''} ${effect.amounts['cents']}`]
          : [],
      )
    expect(effects(cancelUncleared(file))).toEqual([
      'releaseFund bilancio -5000',
      'releaseFund pon-inclusione -25000',
      'countBenefit  -30000',
    ])
    const uncleared = file.payments.map((payment): (typeof file.payments)[number] => ({
      ...payment,
      state: 'published',
    }))
    expect(effects(cancelUncleared({ payments: uncleared }))).toEqual([
      'releaseFund bilancio -35000',
      'releaseFund pon-inclusione -25000',
      'countBenefit  -60000',
    ])
    await withdraw(world, id, undefined)
    expect([...world.files.funds]).toEqual([
      ['bilancio', 30_000],
      ['pon-inclusione', 0],
    ])
  })
})
