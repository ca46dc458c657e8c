import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import { settlePeriod } from '../../../../functions/usecases/activity/settle-period.ts'
import { startActivity } from '../../../../functions/usecases/activity/start-activity.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { site } from '../../../support/web/site.ts'
import { applicationOf, newWorld, SESTO, withRules } from '../../../support/memory.ts'
import {
  answer,
  apply,
  ask,
  atStage,
  type Part,
  type Parts,
  PARTS,
  play,
  playToAsk,
  REASONS,
  type Scene,
  workdays,
  commitFundsOf,
  clearPaymentOf,
} from '../../../support/story/play.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const amounts = (file: CaseFile) => file.payments.map(({ amountCents }) => amountCents)
const hours =
  (count: number, minutes = 240) =>
  (scene: Scene) => ({
    choice: 'hours',
    days: workdays(scene, count).map((on) => ({ on, minutes })),
  })
const assess = (fields: object) => (scene: Scene) => ({ ...PARTS.assessment(scene), ...fields })
/** What each timesheet says, in order; the last one for all that follow. */
const sheets =
  (...parts: Part[]) =>
  (scene: Scene) =>
    (parts[Number(scene.ask.subject) - 1] ?? parts.at(-1))?.(scene)
const none = () => ({ choice: 'none', reasons: REASONS })

const withBudget = (budgetCents: number, fields: object = {}): Municipality => ({
  ...SESTO,
  funds: SESTO.funds.map((fund) => (fund.id === 'bilancio' ? { ...fund, budgetCents, ...fields } : fund)),
})

describe('committing funds', () => {
  it('never goes above what the fund holds, 50 at once', { timeout: 60_000 }, async () => {
    const world = newWorld(withBudget(7 * 60_000 + 59_999))
    const ids = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const id = await apply(world, applicationOf(index))
        await play(world, id, {}, atStage('approved'))
        return id
      }),
    )
    const standings = await Promise.all(ids.map((id) => commitFundsOf(world, id)))
    expect(standings.filter(({ next }) => next === 'NotifyOutcome')).toHaveLength(7)
    expect(standings.filter(({ next }) => next === 'AwaitFunds')).toHaveLength(43)
    expect(world.files.funds.get('bilancio')).toBe(7 * 60_000)
    const files = await Promise.all(ids.map((id) => world.files.get(id)))
    expect(files.filter(({ request }) => request.stage === 'funded')).toHaveLength(7)
    expect(files.filter(({ request }) => request.stage === 'approved')).toHaveLength(43)

    // What one gives back another takes, and no more.
    const [funded] = files.filter(({ request }) => request.stage === 'funded')
    await withdraw(world, funded?.request.id ?? '', undefined)
    const waiting = files.filter(({ request }) => request.stage === 'approved').map(({ request }) => request.id)
    await Promise.all(waiting.map((id) => commitFundsOf(world, id)))
    expect(world.files.funds.get('bilancio')).toBe(7 * 60_000)
  })

  it('is idempotent', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('approved'))
    await Promise.all(Array.from({ length: 10 }, () => commitFundsOf(world, id)))
    expect(world.files.funds.get('bilancio')).toBe(60_000)
    expect([...world.files.benefits.values()]).toEqual([60_000])
  })

  it.each([
    ['holds too little', withBudget(59_999)],
    ['is over', withBudget(1e8, { validTo: '2026-03-01' })],
    ['has not begun', withBudget(1e8, { validFrom: '2026-03-03' })],
    ['is no longer configured', { ...SESTO, funds: SESTO.funds.filter(({ id }) => id !== 'bilancio') }],
  ])('waits a day if a fund %s, and notifies the administrator', async (_, dry) => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('approved'))
    world.municipality = dry
    expect(await commitFundsOf(world, id)).toEqual({ next: 'AwaitFunds', waitSeconds: 86_400 })
    expect((await world.files.get(id)).request.stage).toBe('approved')
    expect(world.postman.sent.at(-1)).toMatchObject({
      to: 'sistemi@example.org',
      letter: { template: 'attention', about: 'fund', detail: 'bilancio', number: '2026/1' },
    })
    world.municipality = SESTO
    expect(await commitFundsOf(world, id)).toMatchObject({ next: 'NotifyOutcome' })
  })
})

describe('payment plans', () => {
  it('by verified hours release each period’s share, and the rest in a make-up month', async () => {
    const world = newWorld()
    // 32 of 80 hours, again 32, and the 16 that are missing in a third month.
    const file = await play(world, await apply(world), { timesheet: sheets(hours(8), hours(8), hours(4)) })
    expect(amounts(file)).toEqual([24_000, 24_000, 12_000])
    expect(file.request.periods.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-16', '2026-04-15'],
      ['2026-04-16', '2026-05-15'],
      ['2026-05-16', '2026-06-15'],
    ])
    expect(file.request.stage).toBe('closed')
    expect(world.files.funds.get('bilancio')).toBe(60_000)
  })

  it('by verified hours end the make-up month with the cover and return the rest to the fund', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), {
      insurance: () => ({ choice: 'confirm', policy: 'INAIL-1', coverFrom: '2026-03-10', coverTo: '2026-05-20' }),
      timesheet: sheets(hours(8), hours(8), hours(1)),
    })
    expect(file.request.periods.at(-1)).toMatchObject({ from: '2026-05-16', to: '2026-05-20' })
    expect(amounts(file)).toEqual([24_000, 24_000, 3_000])
    expect(file.request.stage).toBe('closed')
    expect(world.files.funds.get('bilancio')).toBe(51_000)
    expect([...world.files.benefits.values()]).toEqual([51_000])
  })

  it('by verified hours have at most one make-up month', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), { timesheet: sheets(hours(1)) })
    expect(file.request.periods).toHaveLength(3)
    expect(amounts(file)).toEqual([3_000, 3_000, 3_000])
    expect(world.files.funds.get('bilancio')).toBe(9_000)
  })

  it('by verified hours end early when all is done, with one instalment', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), {
      assessment: assess({ work: { ability: 'limited', maxHours: 10, limits: REASONS } }),
    })
    expect(amounts(file)).toEqual([60_000])
    expect(file.request.periods).toHaveLength(1)
    expect(file.request.stage).toBe('closed')
  })

  it('by verified hours pay nothing without hours, and the request ends', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), { timesheet: none })
    expect([file.request.stage, amounts(file)]).toEqual(['closed', []])
    expect(world.files.funds.get('bilancio')).toBe(0)
    expect(world.files.claims.size).toBe(0)
  })

  it('by verified hours do not pay a contested day until it is made up', async () => {
    const world = newWorld()
    const verification = ({ ask }: Scene) =>
      ask.subject === '1' ? { choice: 'contest', days: ['2026-03-16'], reasons: REASONS } : { choice: 'verify' }
    const file = await play(world, await apply(world), {
      verification,
      timesheet: sheets(hours(10), hours(10), hours(1)),
    })
    expect(amounts(file)).toEqual([27_000, 30_000, 3_000])
    expect(balance(file.postings, 'verified')).toBe(80 * 60)
  })

  it('upfront: everything at the start, whatever is done then', async () => {
    const world = newWorld(withRules({ paymentPlan: { ordinary: 'upfront', extraordinary: 'upfront' } }))
    const id = await apply(world)
    const started = await play(world, id, {}, atStage('active'))
    expect(amounts(started)).toEqual([60_000])
    const file = await play(world, id, { timesheet: none })
    expect([file.request.stage, amounts(file)]).toEqual(['closed', [60_000]])
    expect(world.files.funds.get('bilancio')).toBe(60_000)
  })

  it.each([
    ['all', hours(10), [100_000], 100_000],
    // 1,000 euro are 133 hours, 16 whole modules of 8: 128. 40, and 40 in the make-up month, are 80 of them.
    ['part', hours(10), [62_500], 62_500],
  ])('at completion: one instalment for %s that was done', async (share, timesheet, paid, held) => {
    const world = newWorld()
    const work = share === 'all' ? { ability: 'limited', maxHours: 40, limits: REASONS } : { ability: 'full' }
    const id = await apply(world, applicationOf(0, { kind: 'extraordinary' }))
    const file = await play(world, id, { assessment: assess({ monthlyCents: 100_000, months: 1, work }), timesheet })
    expect(amounts(file)).toEqual(paid)
    expect(world.files.funds.get('bilancio')).toBe(held)
    expect(file.request.grant?.plan).toBe('at_completion')
  })

  it('without hours pay the whole grant by the month and ask nobody for hours', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), {
      assessment: assess({
        monthlyCents: 33_333,
        months: 3,
        work: { ability: 'exempt', exemption: 'care_child_under_3' },
      }),
    })
    expect(file.request.stage).toBe('closed')
    expect(amounts(file)).toEqual([33_333, 33_333, 33_333])
    expect(
      file.asks.map(({ kind }) => kind).filter((kind) => ['placement', 'insurance', 'timesheet'].includes(kind)),
    ).toEqual([])
    expect(file.postings).toEqual([])
    expect(file.request.periods.map(({ from }) => from)).toEqual(['2026-03-03', '2026-04-03', '2026-05-03'])
  })

  it('start on their day, and settle a period once', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('insured'))
    await startActivity(world, id)
    expect((await world.files.get(id)).request.stage).toBe('insured')
    await playToAsk(world, id, 'outcome')
    const before = await world.files.get(id)
    await Promise.all([1, 1, 1, 1].map((number) => settlePeriod(world, id, number)))
    await startActivity(world, id)
    expect(await world.files.get(id)).toEqual(before)
  })

  it('stop rather than lose an instalment of a removed fund', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'verification')
    world.municipality = { ...SESTO, funds: SESTO.funds.filter((fund) => fund.id !== 'bilancio') }
    await expect(play(world, id)).rejects.toThrow(/fund bilancio .* is gone/)
    world.municipality = SESTO
    expect((await play(world, id)).request.stage).toBe('closed')
  })
})

describe('a payment', () => {
  it('is cleared once, under a reference with instalment and issue', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'outcome')
    const { payments } = await world.files.get(id)
    expect(payments).toMatchObject([
      {
        id: `${id}-1`,
        state: 'cleared',
        clearance: { reference: `${id}-1-1` },
        lines: [{ fund: 'bilancio', budgetLine: '1204.10', cents: 30_000 }],
        iban: 'IT60X0542811101000000123456',
      },
    ])
    await Promise.all([1, 1, 1].map((instalment) => clearPaymentOf(world, id, instalment)))
    expect((await world.files.get(id)).payments).toEqual(payments)
  })

  it('returned by the bank asks the citizen for an account and is issued again, the same money once', async () => {
    const world = newWorld()
    const iban = 'IT40S0542811101000000123456'
    const outcome = ({ ask }: Scene) =>
      ask.subject === '1-1' || ask.subject === '1-2'
        ? { choice: 'returned', reasons: REASONS }
        : { choice: 'paid', paidOn: world.clock.today(), order: 'M-3' }
    const id = await apply(world)
    const file = await play(world, id, { outcome, account: () => ({ choice: 'account', iban }) })
    expect(file.request.stage).toBe('closed')
    expect(amounts(file)).toEqual([30_000, 30_000])
    expect(file.payments[0]).toMatchObject({ state: 'paid', issue: 3, iban, clearance: { reference: `${id}-1-3` } })
    expect(file.payments[0]?.returns).toHaveLength(2)
    expect(file.payments[1]).toMatchObject({ issue: 1, iban })
    expect(
      file.asks
        .filter(({ kind }) => kind === 'outcome' || kind === 'account')
        .map(({ id: each }) => each.slice(id.length + 1)),
    ).toEqual(['outcome-1-1', 'account-1-1', 'outcome-1-2', 'account-1-2', 'outcome-1-3', 'outcome-2-1'])
    expect(world.files.funds.get('bilancio')).toBe(60_000)
  })

  it('issued again is due a month from then', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'account', { outcome: () => ({ choice: 'returned', reasons: REASONS }) })
    world.clock.moveDays(5)
    await answer(world, ask, { choice: 'account', iban: 'IT40S0542811101000000123456' })
    const [payment] = (await world.files.get(id)).payments
    expect(payment).toMatchObject({ issue: 2, dueOn: addDays(world.clock.today(), 30) })
  })

  it('goes to the social worker, once, if its owner does not give the right account', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'account', { outcome: () => ({ choice: 'returned', reasons: REASONS }) })
    world.clock.moveDays(11)
    await ask(world, id, { machine: 'payment', instalment: 1 })
    expect(world.postman.about(open.id).map(({ notice }) => notice)).not.toContain('escalation')
    for (let day = 0; day < 3; day++) {
      world.clock.moveDays(1)
      await ask(world, id, { machine: 'payment', instalment: 1 })
    }
    const letters = world.postman.about(open.id).filter(({ notice }) => notice === 'escalation')
    const { caseOfficer } = (await world.files.get(id)).request
    expect(letters.map(({ to }) => to)).toEqual([SESTO.staff.find((member) => member.id === caseOfficer)?.email])
    // In words that are neither for a substitute nor for the person, in the letter and behind its link.
    const { letter } = world.postman.sent.findLast(({ to }) => to === letters[0]?.to) ?? {}
    if (letter?.template !== 'ask') throw new Error('no letter')
    expect(letter.inPlaceOfPerson).toBe(true)
    for (const language of ['it', 'en'] as const) {
      const { text } = renderLetter({ ...letter, language })
      expect(text).toContain(
        language === 'it' ? 'non ha ancora risposto. Sentila' : 'have not answered yet. Speak to them',
      )
      expect(text).not.toMatch(/sostituto|substitute/)
    }
    const visit = async (url: string) => (await site(world)('GET', new URL(url).pathname)).body
    expect(await visit(letter.url)).toContain('Scrivi il conto giusto della persona')
    const [first] = world.postman.about(open.id)
    expect(await visit(first?.url ?? '')).toContain('un IBAN intestato a te')
    expect(first).not.toHaveProperty('inPlaceOfPerson')
    const links = (await world.files.get(id)).asks.find((each) => each.id === open.id)?.links
    expect(links?.map(({ to }) => to.role)).toEqual(['citizen', 'socialWorker'])
  })

  it('in cash is issued as a transfer after a return', async () => {
    const world = newWorld()
    const id = await apply(world, { ...applicationOf(), payout: { method: 'cash' } })
    await playToAsk(world, id, 'outcome')
    expect((await world.files.get(id)).payments[0]).toMatchObject({ method: 'cash' })
    expect((await world.files.get(id)).payments[0]?.iban).toBeUndefined()
    const returned: Parts = {
      outcome: (scene) =>
        scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene),
    }
    const file = await play(world, id, returned)
    expect(file.payments[0]).toMatchObject({ method: 'transfer', state: 'paid', issue: 2 })
  })

  it('carries the CUP of its fund', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), {
      assessment: assess({ programme: 'baratto', fund: 'pon-inclusione' }),
    })
    expect(file.payments[0]).toMatchObject({
      lines: [{ fund: 'pon-inclusione', cup: 'E41E26000010006', budgetLine: '1204.20', cents: 30_000 }],
    })
  })
})

describe('publication', () => {
  it('is not due up to the threshold of a year', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), { assessment: assess({ monthlyCents: 50_000 }) })
    expect(world.files.publication.size).toBe(0)
    expect(file.payments[0]?.publishedAt).toBeUndefined()
  })

  it('precedes the payment above it, once per request, without a name', async () => {
    const world = newWorld()
    const application = applicationOf()
    const file = await play(world, await apply(world, application), {
      assessment: assess({ monthlyCents: 25_000, months: 6 }),
    })
    expect(
      file.payments.every(
        ({ publishedAt, clearance }) => publishedAt && clearance && publishedAt <= clearance.clearedAt,
      ),
    ).toBe(true)
    expect(world.files.publication.size).toBe(1)
    const [entry] = world.files.publication.values()
    expect(entry).toMatchObject({ municipality: 'I690', year: 2026, amountCents: 150_000 })
    const text = JSON.stringify(entry)
    const { firstName, lastName, taxCode, email } = application.applicant
    for (const value of [firstName, lastName, taxCode, email, file.request.id]) expect(text).not.toContain(value)
  })

  it('counts other benefits of the same year', async () => {
    const world = newWorld()
    await play(world, await apply(world))
    const second = await play(world, await apply(world))
    expect([...world.files.benefits.values()]).toEqual([120_000])
    expect(second.payments[0]?.publishedAt).toBeDefined()
    world.clock.moveTo('2027-01-11T08:00:00Z')
    const third = await play(world, await apply(world))
    expect(third.payments[0]?.publishedAt).toBeUndefined()
  })

  it('does not count recovered money', async () => {
    const world = newWorld()
    await play(world, await apply(world), { timesheet: none })
    expect([...world.files.benefits.values()]).toEqual([0])
  })
})
