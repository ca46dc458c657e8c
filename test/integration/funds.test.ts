import { commitFundsOf } from '../support/story/play.ts'
import { describe, expect, test } from 'vitest'
import { stored } from '../../functions/composition.ts'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { funds } from '../../functions/adapters/dynamodb/funds.ts'
import { personHistory } from '../../functions/adapters/dynamodb/person-history.ts'
import { storeConfiguration } from '../../functions/adapters/dynamodb/configuration.ts'
import { commitFund, releaseFund } from '../../functions/domain/money/fund-effects.ts'
import { fundRecords } from '../../functions/adapters/dynamodb/lists/fund-records.ts'
import { turnOf } from '../../functions/domain/money/funds.ts'
import type { Municipality } from '../../functions/domain/municipality/regulation.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { fundReport } from '../../functions/domain/treasury/fund-report.ts'
import { serveAllQueues } from '../../functions/usecases/procedure/serve-queue.ts'
import { withdraw } from '../../functions/usecases/procedure/withdraw.ts'
import { personOf } from '../../infra/demo/play.ts'
import { approved, minutesLater } from '../support/story/approved.ts'
import { CommittingWorkflows } from '../support/story/committing.ts'
import { newWorld, SESTO, START } from '../support/memory.ts'
import { MemoryClock, MemoryPostman } from '../support/memory-services.ts'
import { useStore } from '../support/store.ts'
import type { Funding } from '../../functions/domain/money/grant.ts'
import type { Request } from '../../functions/domain/file/request.ts'
import type { Deps } from '../../functions/usecases/ports/deps.ts'

/** Money with the real adapters, on the emulator: what no memory of a test can show of concurrency. */

useStore()

const GRANT_CENTS = 60_000
const withBudgets = (budgets: Record<string, number>): Municipality => ({
  ...SESTO,
  funds: SESTO.funds.map((fund) => ({ ...fund, budgetCents: budgets[fund.id] ?? fund.budgetCents })),
})

function newDeps() {
  const deps: Deps & { postman: MemoryPostman; workflows: CommittingWorkflows } = {
    ...newWorld(),
    clock: new MemoryClock(START),
    ...stored,
    postman: new MemoryPostman(),
    workflows: new CommittingWorkflows(() => deps),
  }
  return deps
}

let count = 0
const approve = (minute: number, funding: Funding[]) => approved(caseFiles, ++count, minutesLater(minute), funding)
const stageOf = async ({ id }: Request) => (await caseFiles.load(id))?.request.stage

describe('1,000 approvals at once on one fund of 300 places', () => {
  test('commit exactly what it holds; the others wait, and go on in the order of their approval', {
    timeout: 300_000,
  }, async () => {
    const PLACES = 300
    await storeConfiguration(withBudgets({ bilancio: PLACES * GRANT_CENTS }))
    const deps = newDeps()
    const requests = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => approve(index, [{ fund: 'bilancio', cents: GRANT_CENTS }])),
    )
    const began = performance.now()
    const standings = await Promise.all(requests.map(({ id }) => commitFundsOf(deps, id)))
    const seconds = (performance.now() - began) / 1000
    console.info(`1,000 at once: ${seconds.toFixed(1)} s`)

    expect(standings.filter(({ next }) => next === 'NotifyOutcome')).toHaveLength(PLACES)
    expect(standings.filter(({ next }) => next === 'AwaitFunds')).toHaveLength(700)
    expect((await funds.state('I690', 'bilancio')).committedCents).toBe(PLACES * GRANT_CENTS)
    const stages = await Promise.all(requests.map(stageOf))
    expect(stages.filter((stage) => stage === 'funded')).toHaveLength(PLACES)
    const waiting = requests.filter((_, index) => stages[index] === 'approved')
    expect(waiting).toHaveLength(700)
    // Each is told once.
    const letters = deps.postman.sent.flatMap(({ letter }) => (letter.template === 'waiting' ? [letter] : []))
    expect(new Set(letters.map(({ number }) => number)).size).toBe(700)
    expect(letters).toHaveLength(700)

    // Money for 25 more: the 25 approved first of those who wait.
    await storeConfiguration(withBudgets({ bilancio: (PLACES + 25) * GRANT_CENTS + 1 }))
    await serveAllQueues(deps)
    await deps.workflows.idle()
    const served = await Promise.all(waiting.map(stageOf))
    expect(served.map((stage) => stage === 'funded')).toEqual(waiting.map((_, index) => index < 25))

    // One who waits and one who has money withdraw: the next in line has it, and nobody else.
    const [leaving, next] = waiting.slice(25)
    const [giver] = requests.filter((_, index) => stages[index] === 'funded')
    if (!leaving || !next || !giver) throw new Error('nobody is there')
    await withdraw(deps, leaving.id, undefined)
    await withdraw(deps, giver.id, undefined)
    await deps.workflows.idle()
    expect(await stageOf(next)).toBe('funded')
    const state = await funds.state('I690', 'bilancio')
    expect(state.committedCents).toBe((PLACES + 25) * GRANT_CENTS)
    expect(state.head?.turn).toBe(turnOf(waiting[27] ?? next))
  })
})

test('overspend neither of two funds, and commit whole grants only', async () => {
  const [own, state] = [35_000, 25_000]
  await storeConfiguration(withBudgets({ 'pon-inclusione': 20 * own, 'piano-poverta': 12 * state + 1 }))
  const deps = newDeps()
  const requests = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      approve(index, [
        { fund: 'pon-inclusione', cents: own },
        { fund: 'piano-poverta', cents: state },
      ]),
    ),
  )
  await Promise.all(requests.map(({ id }) => commitFundsOf(deps, id)))
  await deps.workflows.idle()
  const stages = await Promise.all(requests.map(stageOf))
  expect(stages.filter((stage) => stage === 'funded')).toHaveLength(12)
  expect((await funds.state('I690', 'pon-inclusione')).committedCents).toBe(12 * own)
  expect((await funds.state('I690', 'piano-poverta')).committedCents).toBe(12 * state)
})

test('reject a commitment that missed a request in the queue', async () => {
  await storeConfiguration(SESTO)
  const [early, late] = [
    await approve(0, [{ fund: 'fesr', cents: 4_000_001 }]),
    await approve(1, [{ fund: 'fesr', cents: 1 }]),
  ]
  const { joins } = await funds.state('I690', 'fesr')
  await commitFundsOf(newDeps(), early.id)
  const commit = (seen: number) =>
    amend(newDeps(), late.id, () => ({
      act: 'fund',
      by: { role: 'system', id: 'system' },
      effects: [
        commitFund('I690', { fund: 'fesr', cents: 1 }, { budgetCents: 10, joins: seen }),
        releaseFund('I690', { fund: 'bilancio', cents: 0 }),
      ],
    }))
  await expect(commit(joins)).rejects.toMatchObject({ name: 'EffectRefused', effect: 'commitFund' })
  expect((await funds.state('I690', 'fesr')).head?.request).toBe(early.id)
  await withdraw(newDeps(), early.id, undefined)
  expect((await funds.state('I690', 'fesr')).head).toBeUndefined()
})

test('covers a need once, even for 20 concurrent requests', async () => {
  const deps = newDeps()
  await storeConfiguration(SESTO)
  const requests = await Promise.all(
    Array.from({ length: 20 }, (_, index) => approve(index, [{ fund: 'fesr', cents: GRANT_CENTS }])),
  )
  // All of them live with the same person.
  const { taxCode } = personOf(99_999).applicant
  const shared = { firstName: 'Anna', lastName: 'Esempio', taxCode, relation: 'parent' } as const
  for (const { id } of requests)
    await amend(deps, id, ({ request }) => ({
      act: 'household',
      by: { role: 'system', id: 'system' },
      request: { application: { ...request.application, household: [shared] } },
    }))
  const standings = await Promise.all(requests.map(({ id }) => commitFundsOf(deps, id)))
  expect(standings.filter(({ next }) => next === 'NotifyOutcome')).toHaveLength(1)
  expect((await funds.state('I690', 'fesr')).committedCents).toBe(GRANT_CENTS)
  const funded = requests[standings.findIndex(({ next }) => next === 'NotifyOutcome')]
  expect(await personHistory.coverOf('I690', taxCode, 'ordinary')).toEqual({
    request: funded?.id,
    until: '2026-05-01',
  })
  expect(deps.postman.sent.filter(({ letter }) => letter.template === 'attention')).toHaveLength(19)
})

test('leave counters that agree with the report', async () => {
  const report = fundReport(SESTO, await fundRecords(SESTO, 2026), 2026)
  expect(report.differences).toEqual([])
  expect(report.funds.find(({ fund }) => fund === 'bilancio')).toMatchObject({
    committedCents: 325 * GRANT_CENTS,
    releasedCents: GRANT_CENTS,
    people: 326,
    waiting: { requests: 673, cents: 673 * GRANT_CENTS },
  })
})
