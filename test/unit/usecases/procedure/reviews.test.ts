import { describe, expect, it } from 'vitest'
import { canReview, STAGES, type Stage } from '../../../../functions/domain/procedure/lifecycle.ts'
import { requiredWorkflows, nextStep } from '../../../../functions/domain/file/next-step.ts'
import { askPerson } from '../../../../functions/usecases/asks/ask-person.ts'
import { issuePapers } from '../../../../functions/usecases/procedure/issue-papers.ts'
import { notifyReview } from '../../../../functions/usecases/procedure/notify-review.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { newWorld, SESTO, withRules, type World } from '../../../support/memory.ts'
import { applicationFor, enrolled, openReview, playTo } from '../../../support/story/paths.ts'
import {
  answer,
  apply,
  ask,
  atStage,
  type Parts,
  PARTS,
  retryFaults,
  play,
  REASONS,
} from '../../../support/story/play.ts'
import { ENDING_REVIEWS, type Review } from '../../../../functions/domain/file/review.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const END = { revocation: 'revoked', forfeiture: 'forfeited', annulment: 'annulled' } as const
const LAW = {
  revocation: 'L. 241/1990 art. 21-quinquies',
  forfeiture: 'DPR 445/2000 art. 75; Regolamento, decadenza',
  annulment: 'L. 241/1990 art. 21-nonies',
} as const
const uphold = { choice: 'uphold', reasons: REASONS }
const dismiss = { choice: 'dismiss', reasons: REASONS }

/** Where a review stands once its acts are on paper. */
async function standing(world: World, id: string, review = 1): Promise<string> {
  const now = async () => nextStep(await world.files.get(id), { machine: 'review', review }, world.clock.now()).next
  if ((await now()).startsWith('Issue')) await retryFaults(() => issuePapers(world, id))
  return now()
}

/** Puts the question a review waits for, and leaves every other workflow where it is. */
async function put(world: World, id: string, kind: 'hearing' | 'ruling', review = 1) {
  const workflow = { machine: 'review', review } as const
  await standing(world, id, review)
  await retryFaults(() => askPerson(world, { request: id, kind, workflow, token: `token-${kind}` }))
  return (await world.files.get(id)).asks.find(
    (each) => each.kind === kind && each.status === 'open' && each.subject.split('-')[0] === String(review),
  )
}
async function say(world: World, id: string, kind: 'hearing' | 'ruling', typed: object, review = 1) {
  const asked = await put(world, id, kind, review)
  if (!asked) throw new Error(`${kind} is not asked`)
  return { asked, outcome: await answer(world, asked, typed) }
}
/** Hears nothing and rules. */
async function rule(world: World, id: string, typed: object, review = 1) {
  await say(world, id, 'hearing', { choice: 'none' }, review)
  return say(world, id, 'ruling', typed, review)
}

async function reviewed(stage: Stage, fields: Partial<Review> = {}, world = newWorld()) {
  const id = await playTo(world, stage)
  await openReview(world, id, fields)
  return { world, id, file: () => world.files.get(id) }
}
const held = (world: World) => world.files.funds.get('bilancio') ?? 0
const lettersOf = (world: World, template: string) =>
  world.postman.sent.filter(({ letter }) => letter.template === template)
const paidCents = ({ payments }: CaseFile) =>
  payments.filter(({ state }) => state === 'paid').reduce((sum, { amountCents }) => sum + amountCents, 0)

const REVIEWABLE = STAGES.filter(canReview)

describe.each(ENDING_REVIEWS)('%s upheld', (kind) => {
  it.each(REVIEWABLE)('when %s closes questions and frees money and person, with one letter', async (stage) => {
    const { world, id, file } = await reviewed(stage, { kind })
    // Whoever is being asked something at that stage.
    await play(
      world,
      id,
      {},
      ({ request, asks }) => request.stage !== stage || asks.some(({ status }) => status === 'open'),
    )
    const { asked } = await rule(world, id, uphold)
    const ended = await file()
    expect(ended.request).toMatchObject({
      stage: END[kind],
      reviews: [{ kind, ruling: { upheld: true, reasons: REASONS, by: 'dir-moretti' } }],
    })
    expect(ended.asks.filter(({ status }) => status === 'open')).toEqual([])
    expect(ended.asks.find((each) => each.id === asked.id)?.status).toBe('answered')
    expect(world.files.claims.size).toBe(0)
    expect(world.files.bans.size).toBe(0)

    const done = await play(world, id)
    expect(done.request).toMatchObject({ stage: END[kind], outcomeNotifiedAt: expect.any(String) })
    expect(held(world)).toBe(paidCents(done))
    expect([...world.files.benefits.values()].reduce((sum, cents) => sum + cents, 0)).toBe(paidCents(done))
    expect([...world.files.carried.values()].filter((files) => files !== 0)).toEqual([])
    const letters = lettersOf(world, 'outcome').filter(
      ({ letter }) => letter.template === 'outcome' && letter.outcome !== 'closed',
    )
    expect(letters).toMatchObject([{ to: 'persona.0@example.org', letter: { outcome: END[kind] } }])
    await notifyReview(world, id, 1)
    expect(lettersOf(world, 'reviewDismissed')).toEqual([])
    expect(requiredWorkflows(done, world.clock.now())).toEqual([])
    const trail = await world.files.trail(id)
    expect(trail.find(({ act }) => act === `request.${END[kind]}`)).toMatchObject({
      by: { role: 'manager', id: 'dir-moretti' },
      law: LAW[kind],
    })
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
    expect(await apply(world, applicationFor(stage))).not.toBe(id)
  })
})

describe('money when a decision is set aside', () => {
  const upTo =
    (state: CaseFile['payments'][number]['state'], parts: Parts = {}) =>
    async (world: World) => {
      const id = await apply(world)
      const file = await play(world, id, parts, ({ payments }) => payments[0]?.state === state)
      expect(file.payments).toMatchObject([{ state }])
      return id
    }

  it.each([
    ['eligible', {}, 'cancelled', 0],
    ['published', {}, 'cancelled', 0],
    ['cleared', {}, 'paid', 30_000],
    ['paid', {}, 'paid', 30_000],
    // It came back from the bank: nothing of it is with the person.
    ['returned', { outcome: () => ({ choice: 'returned', reasons: REASONS }) }, 'cancelled', 0],
  ] as const)('%s is %s in the end', async (state, parts, end, cents) => {
    const world = newWorld()
    const id = await upTo(state, parts)(world)
    await play(world, id, { ...parts, account: () => undefined }, ({ asks, payments }) =>
      state === 'returned'
        ? asks.some(({ kind, status }) => kind === 'account' && status === 'open')
        : payments.length > 0,
    )
    expect(held(world)).toBe(60_000)
    await openReview(world, id)
    await rule(world, id, uphold)
    expect(held(world)).toBe(cents)
    const done = await play(world, id)
    expect(done.payments).toMatchObject([{ state: end }])
    expect(done.asks.filter(({ status }) => status === 'open')).toEqual([])
    expect(held(world)).toBe(cents)
    expect([...world.files.benefits.values()]).toEqual([cents])
  })

  it('is released once, after the release at completion', async () => {
    for (const stage of ['completed', 'closed'] as const) {
      const world = newWorld()
      const id = await apply(world)
      const timesheet: Parts['timesheet'] = (scene) =>
        scene.ask.subject === '1' ? PARTS.timesheet(scene) : { choice: 'none', reasons: REASONS }
      const file = await play(world, id, { timesheet }, atStage(stage))
      expect(file.payments).toMatchObject([{ amountCents: 30_000 }])
      expect(held(world)).toBe(30_000)
      await openReview(world, id)
      await rule(world, id, uphold)
      expect((await world.files.get(id)).request.stage).toBe('revoked')
      expect(held(world), stage).toBe(30_000)
    }
  })

  it('goes back too if not cleared at completion', async () => {
    const world = newWorld()
    const id = await apply(world)
    const upfront = { assessment: PARTS.assessment, timesheet: PARTS.timesheet }
    await play(world, id, { ...upfront, outcome: () => undefined }, ({ request }) => request.stage === 'completed')
    const [first, second] = [...(await world.files.get(id)).payments].sort((a, b) => a.instalment - b.instalment)
    expect([first?.state, second?.state]).toEqual(['cleared', 'eligible'])
    await openReview(world, id)
    await rule(world, id, uphold)
    expect(held(world)).toBe(30_000)
    expect(paidCents(await play(world, id))).toBe(30_000)
  })

  it('is none for an enrolment', async () => {
    const { world, id, file } = await reviewed('enrolled')
    await rule(world, id, uphold)
    expect((await file()).request.stage).toBe('revoked')
    expect([...world.files.funds, ...world.files.benefits]).toEqual([])
  })
})

describe('a false declaration', () => {
  const false_ = { kind: 'forfeiture', falseDeclaration: true } as const

  it('leads to a ban of two years from the ruling', async () => {
    const { world, id, file } = await reviewed('active', false_)
    await rule(world, id, uphold)
    const { taxCode } = (await file()).request.application.applicant
    const [year = '', rest = ''] = world.clock.today().split(/-(.*)/)
    expect([...world.files.bans]).toEqual([[taxCode, `${Number(year) + 2}-${rest}`]])
  })

  it('leads to none if dismissed, or without one in the regulation', async () => {
    const dismissed = await reviewed('funded', false_)
    await rule(dismissed.world, dismissed.id, dismiss)
    expect(dismissed.world.files.bans.size).toBe(0)
    const none = await reviewed('funded', false_, newWorld(withRules({ falseDeclarationBanYears: 0 })))
    await rule(none.world, none.id, uphold)
    expect((await none.file()).request.stage).toBe('forfeited')
    expect(none.world.files.bans.size).toBe(0)
  })
})

describe('annulment', () => {
  const lateAt = async (
    day: string,
    kind: Review['kind'] = 'annulment',
    parts: Parts = {},
    stage: Stage = 'funded',
  ) => {
    const world = newWorld()
    const id = await apply(world, applicationFor(stage))
    await play(world, id, parts, atStage(stage))
    world.clock.moveTo(`${day}T09:00:00Z`)
    await openReview(world, id, { kind })
    const { asked, outcome } = await rule(world, id, uphold)
    return { world, id, asked, outcome, file: await world.files.get(id) }
  }

  it('is ruled within six months of the decision', async () => {
    expect((await lateAt('2026-09-02')).file.request.stage).toBe('annulled')
  })

  it('a day later can only be dismissed, unlike revocation and forfeiture', async () => {
    const { world, asked, outcome, file } = await lateAt('2026-09-03')
    expect(outcome).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'choice', code: 'annulment.late', values: { last: '2026-09-02' } }],
    })
    expect(file.request.stage).toBe('funded')
    expect(await answer(world, asked, dismiss)).toMatchObject({ outcome: 'recorded' })
    expect((await lateAt('2026-09-03', 'revocation')).file.request.stage).toBe('revoked')
    expect((await lateAt('2026-09-03', 'forfeiture')).file.request.stage).toBe('forfeited')
  })

  it('of an enrolment counts from the assessment, because there is no decision', async () => {
    expect((await lateAt('2026-09-02', 'annulment', enrolled, 'enrolled')).file.request.stage).toBe('annulled')
    expect((await lateAt('2026-09-03', 'annulment', enrolled, 'enrolled')).file.request.stage).toBe('enrolled')
  })
})

describe('the hearing', () => {
  it('gives the person notice of ten days, by a letter without details', async () => {
    const { world, id } = await reviewed('funded')
    const asked = await put(world, id, 'hearing')
    expect(asked).toMatchObject({ subject: '1', to: { role: 'citizen' }, dueOn: '2026-03-12' })
    expect(world.postman.about(asked?.id ?? '')).toMatchObject([{ to: 'persona.0@example.org', kind: 'hearing' }])
    expect((await world.files.trail(id)).find(({ act }) => act === 'review.noticed')?.law).toBe('L. 241/1990 art. 7-8')
    expect(await standing(world, id)).toBe('AskHearing')
  })

  it('passes the person’s statement to the manager', async () => {
    const { world, id, file } = await reviewed('funded')
    await say(world, id, 'hearing', { choice: 'send', text: 'La mia situazione è la stessa.' })
    expect((await file()).request.reviews).toMatchObject([
      { hearing: { text: 'La mia situazione è la stessa.', at: world.clock.now() } },
    ])
    expect(await standing(world, id)).toBe('AskRuling')
    expect(world.workflows.woken.at(-1)).toMatchObject({ token: 'token-hearing', standing: { next: 'AskRuling' } })
    expect((await put(world, id, 'ruling'))?.to).toEqual({ role: 'manager', id: 'dir-moretti' })
  })

  it('can be skipped', async () => {
    const { world, id, file } = await reviewed('funded')
    await say(world, id, 'hearing', { choice: 'none' })
    expect((await file()).request.reviews?.[0]).not.toHaveProperty('hearing')
    expect(await standing(world, id)).toBe('AskRuling')
  })

  it('lapses in silence after the last day, not before, and never decides', async () => {
    const { world, id, file } = await reviewed('funded')
    const asked = await put(world, id, 'hearing')
    world.clock.moveTo('2026-03-12T22:59:00Z')
    await put(world, id, 'hearing')
    expect(await standing(world, id)).toBe('AskHearing')
    expect(await put(world, id, 'ruling')).toBeUndefined()
    world.clock.moveTo('2026-03-12T23:00:00Z')
    expect(await put(world, id, 'hearing')).toBeUndefined()
    expect((await file()).asks.find((each) => each.id === asked?.id)?.status).toBe('lapsed')
    expect(await standing(world, id)).toBe('AskRuling')
    expect((await file()).request.stage).toBe('funded')
    expect((await file()).request.reviews?.[0]).not.toHaveProperty('ruling')
  })
})

describe('a review dismissed', () => {
  it.each(REVIEWABLE)('when %s changes nothing, with one letter', async (stage) => {
    const { world, id, file } = await reviewed(stage, { falseDeclaration: true })
    const before = await file()
    const money = [...world.files.funds, ...world.files.benefits, ...world.files.claims, ...world.files.carried]
    await rule(world, id, dismiss)
    expect(await standing(world, id)).toBe('NotifyReview')
    await Promise.all([notifyReview(world, id, 1), notifyReview(world, id, 1)])
    const letters = lettersOf(world, 'reviewDismissed').length
    await notifyReview(world, id, 1)
    expect(lettersOf(world, 'reviewDismissed')).toHaveLength(letters)
    expect(await standing(world, id)).toBe('Done')

    const { request, asks, payments, postings } = await file()
    expect(request).toEqual({
      ...before.request,
      version: request.version,
      trail: request.trail,
      papers: expect.arrayContaining(before.request.papers ?? []),
      reviews: [
        expect.objectContaining({ ruling: expect.objectContaining({ upheld: false }), notifiedAt: world.clock.now() }),
      ],
    })
    expect(payments).toEqual(before.payments)
    expect(postings).toEqual(before.postings)
    expect(asks).toEqual(expect.arrayContaining([...before.asks]))
    expect([...world.files.funds, ...world.files.benefits, ...world.files.claims, ...world.files.carried]).toEqual(
      money,
    )
    expect(request.papers?.map((paper) => paper.id)).toEqual(expect.arrayContaining(['review-1', 'ruling-1']))
    expect((await world.files.trail(id)).filter(({ act }) => act === 'review.notified')).toHaveLength(1)
    // What stands still goes on when somebody takes it up again.
    if (stage !== 'suspended') expect((await play(world, id)).request.stage).toBe('closed')
  })

  it('is notified once', async () => {
    const { world, id } = await reviewed('funded')
    await rule(world, id, dismiss)
    await play(world, id)
    expect(lettersOf(world, 'reviewDismissed')).toMatchObject([{ to: 'persona.0@example.org' }])
  })
})

describe('a ruling', () => {
  it('is the first of two answers', async () => {
    const { world, id, file } = await reviewed('funded')
    const { asked } = await rule(world, id, uphold)
    const after = await file()
    expect(await answer(world, asked, dismiss)).toMatchObject({ state: 'answered', by: 'Giulia Moretti' })
    expect(await file()).toEqual(after)
    expect(held(world)).toBe(0)
  })

  it('is one of 20 concurrent, conflicting answers', async () => {
    const { world, id, file } = await reviewed('funded')
    await say(world, id, 'hearing', { choice: 'none' })
    const asked = await put(world, id, 'ruling')
    if (!asked) throw new Error('asked')
    await Promise.all(Array.from({ length: 20 }, (_, index) => answer(world, asked, index % 2 ? uphold : dismiss)))
    const { request, asks } = await file()
    const upheld = asks.find((each) => each.id === asked.id)?.answer?.choice === 'uphold'
    expect(request).toMatchObject({ stage: upheld ? 'revoked' : 'funded', reviews: [{ ruling: { upheld } }] })
    expect(held(world)).toBe(upheld ? 0 : 60_000)
  })

  it.each(['before', 'after'] as const)('has its effects once if its write fails %s taking effect', async (when) => {
    const { world, id, file } = await reviewed('closed', { kind: 'forfeiture', falseDeclaration: true })
    await say(world, id, 'hearing', { choice: 'none' })
    const asked = await put(world, id, 'ruling')
    if (!asked) throw new Error('asked')
    world.files.fault = { commit: world.files.commits + 1, when }
    expect(await answer(world, asked, uphold)).toMatchObject({ outcome: 'recorded' })
    expect((await file()).request.stage).toBe('forfeited')
    expect([held(world), world.files.bans.size]).toEqual([60_000, 1])
    expect((await world.files.trail(id)).filter(({ act }) => act === 'request.forfeited')).toHaveLength(1)
  })

  it('that ends a request replaces waiting workflows, and is recorded even if they cannot be reached', async () => {
    const { world, id } = await reviewed('funded')
    const attempts = world.workflows.attempts.get(`${id}-request`) ?? 0
    await rule(world, id, uphold)
    expect(world.workflows.attempts.get(`${id}-request`)).toBe(attempts + 1)

    const lost = await reviewed('funded')
    await say(lost.world, lost.id, 'hearing', { choice: 'none' })
    const asked = await put(lost.world, lost.id, 'ruling')
    lost.world.workflows.up = false
    expect(await answer(lost.world, asked ?? { id: '' }, uphold)).toMatchObject({ outcome: 'recorded' })
    expect(lost.world.reports).toContain(`restart ${lost.id} Error`)
    expect((await lost.file()).request.stage).toBe('revoked')
  })

  it('that dismisses replaces no workflow, also on a closed file', async () => {
    for (const stage of ['funded', 'closed'] as const) {
      const { world, id } = await reviewed(stage)
      const attempts = [...world.workflows.attempts]
      await rule(world, id, dismiss)
      expect([...world.workflows.attempts], stage).toEqual(attempts)
      expect(world.workflows.woken.at(-1)?.standing.next).toBe('IssueRuling')
    }
  })

  it('of a closed file does not affect the person’s new request', async () => {
    const { world, id } = await reviewed('closed')
    const next = await apply(world)
    await rule(world, id, uphold)
    await play(world, id)
    const { taxCode } = (await world.files.get(next)).request.application.applicant
    expect([...world.files.claims.keys()]).toEqual([`I690 ${taxCode} ordinary`])
  })
})

describe('a review and what happens meanwhile', () => {
  it('precedes a withdrawal', async () => {
    for (const kind of ['hearing', 'ruling'] as const) {
      const { world, id, file } = await reviewed('funded', { kind: 'forfeiture', falseDeclaration: true })
      if (kind === 'ruling') await say(world, id, 'hearing', { choice: 'none' })
      const asked = await put(world, id, kind)
      if (!asked) throw new Error('asked')
      expect(await withdraw(world, id, undefined)).toBe('underReview')
      expect((await file()).request.stage).toBe('funded')
      if (kind === 'hearing') await answer(world, asked, { choice: 'none' })
      await say(world, id, 'ruling', kind === 'hearing' ? uphold : dismiss)
      expect((await file()).request.stage).toBe(kind === 'hearing' ? 'forfeited' : 'funded')
      expect(await withdraw(world, id, undefined)).toBe(kind === 'hearing' ? 'tooLate' : 'withdrawn')
    }
  })

  it.each([false, true])(
    'takes back what a bank returns after it: nobody is asked for another account (ordered: %s)',
    async (isOrdered) => {
      const world = newWorld()
      const id = await playTo(world, 'active')
      const file = () => world.files.get(id)
      const cleared = await play(world, id, { outcome: () => undefined }, ({ payments }) =>
        payments.some(({ state }) => state === 'cleared'),
      )
      await openReview(world, id)
      const [payment] = cleared.payments.filter(({ state }) => state === 'cleared')
      if (!payment) throw new Error('nothing is cleared')
      const order = { choice: 'ordered', orderedOn: world.clock.today(), order: 'M-1' }
      const put = isOrdered && (await ask(world, id, { machine: 'payment', instalment: payment.instalment }))
      if (put) expect(await answer(world, put, order)).toMatchObject({ outcome: 'kept' })
      await rule(world, id, uphold)
      // What finance has goes on to its outcome.
      expect((await file()).payments.find((each) => each.id === payment.id)?.state).toBe(
        isOrdered ? 'ordered' : 'cleared',
      )
      expect(held(world)).toBe(payment.amountCents)
      const asked = (await play(world, id, { outcome: () => undefined })).asks.find(
        (each) => each.kind === 'outcome' && each.status === 'open',
      )
      if (!asked) throw new Error('finance is not asked')
      await answer(world, asked, { choice: 'returned', reasons: REASONS })
      await play(world, id)
      const { payments, asks } = await file()
      expect(payments.find((each) => each.id === payment.id)).toMatchObject({ state: 'cancelled', returns: [{}] })
      expect(asks.some((each) => each.kind === 'account')).toBe(false)
      expect(held(world)).toBe(0)
    },
  )

  it('does not stop hours and payments, and outlives the closing', async () => {
    const { world, id, file } = await reviewed('completed')
    const asked = await put(world, id, 'hearing')
    const done = await play(world, id, { hearing: () => undefined }, atStage('closed'))
    expect(done.request.stage).toBe('closed')
    expect(done.payments.map(({ state }) => state)).toEqual(['paid', 'paid'])
    const hearing = done.asks.find((each) => each.id === asked?.id)
    expect(hearing?.status).toBe('open')
    expect(await answer(world, hearing ?? { id: '' }, { choice: 'send', text: REASONS })).toMatchObject({
      outcome: 'recorded',
    })
    expect((await file()).request.reviews).toMatchObject([{ hearing: { text: REASONS } }])
    expect(requiredWorkflows(await file(), world.clock.now())).toEqual([{ machine: 'review', review: 1 }])
    expect((await play(world, id)).request).toMatchObject({ stage: 'closed', reviews: [{ ruling: { upheld: false } }] })
  })

  it('beside another one is heard and ruled on its own, also on a closed file', async () => {
    for (const stage of ['funded', 'closed'] as const) {
      const { world, id, file } = await reviewed(stage)
      expect(await openReview(world, id, { kind: 'annulment' })).toBe(2)
      const second = await put(world, id, 'hearing', 2)
      await say(world, id, 'hearing', { choice: 'send', text: 'Della prima.' })
      expect(await standing(world, id, 2), stage).toBe('AskHearing')
      await say(world, id, 'ruling', dismiss)
      await notifyReview(world, id, 1)
      expect((await file()).asks.find((each) => each.id === second?.id)?.status, stage).toBe('open')
      await answer(world, second ?? { id: '' }, { choice: 'send', text: 'Della seconda.' })
      expect((await file()).request.reviews).toMatchObject([
        { number: 1, hearing: { text: 'Della prima.' }, ruling: { upheld: false }, notifiedAt: expect.any(String) },
        { number: 2, hearing: { text: 'Della seconda.' } },
      ])
      await say(world, id, 'ruling', uphold, 2)
      expect((await file()).request.stage).toBe('annulled')
    }
  })

  it('is closed when another one ends the request', async () => {
    const { world, id, file } = await reviewed('funded')
    await openReview(world, id, { kind: 'annulment' })
    const hearing = await put(world, id, 'hearing', 2)
    await rule(world, id, uphold)
    expect((await file()).asks.find((each) => each.id === hearing?.id)?.status).toBe('superseded')
    expect(await standing(world, id, 2)).toBe('Done')
    const done = await play(world, id)
    expect(done.request.reviews?.[1]).not.toHaveProperty('ruling')
    expect(requiredWorkflows(done, world.clock.now())).toEqual([])
    expect(lettersOf(world, 'outcome')).toHaveLength(1)
  })

  it('follows the regulation of the request', async () => {
    const { world, id } = await reviewed('funded', {}, newWorld(withRules({ hearingDays: 20 })))
    expect((await put(world, id, 'hearing'))?.dueOn).toBe('2026-03-23')
    world.municipality = SESTO
  })
})
