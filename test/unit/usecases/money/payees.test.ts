import { describe, expect, it } from 'vitest'
import { clearanceOf } from '../../../../functions/domain/treasury/clearance.ts'
import { cbiFile } from '../../../../functions/domain/treasury/cbi.ts'
import { evaluateRequest } from '../../../../functions/usecases/procedure/evaluate-request.ts'
import { publishPayment } from '../../../../functions/usecases/money/publish-payment.ts'
import { applicationOf, newWorld, withRules, type World } from '../../../support/memory.ts'
import {
  apply,
  assessmentFindings,
  PARTS,
  type Part,
  type Parts,
  play,
  playToAsk,
  REASONS,
  type Scene,
  answer,
  clearPaymentOf,
} from '../../../support/story/play.ts'
import type { Payment } from '../../../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const IBAN = 'IT40S0542811101000000123456'
const LANDLORD = {
  to: 'payee',
  name: 'Immobiliare Le Rose S.r.l.',
  iban: IBAN,
  taxCode: '12345678903',
  code: 'INT-7',
  reasons: 'Affitto arretrato, per evitare lo sfratto.',
}
const VOUCHER = {
  to: 'advantage',
  kind: 'voucher',
  provider: 'Mercato solidale',
  description: 'Buoni spesa da 50 euro',
}

const assess =
  (fields: object): Part =>
  ({ today }) => ({ ...PARTS.assessment({ today } as Scene), ...assessmentFindings(today), ...fields })
const goingTo = (destination: object, fields: object = {}): Parts => ({
  assessment: assess({ destination, ...fields }),
})
const amounts = ({ payments }: CaseFile) => payments.map(({ amountCents }) => amountCents)
const CASH = { ...applicationOf(), payout: { method: 'cash' } } as const

async function assessmentProblems(world: World, parts: Parts, application = applicationOf()) {
  const id = await apply(world, application)
  const ask = await playToAsk(world, id, 'assessment')
  const typed = parts.assessment?.({ ask, file: await world.files.get(id), today: world.clock.today() })
  const outcome = await answer(world, ask, typed)
  return 'outcome' in outcome && outcome.outcome === 'invalid'
    ? outcome.problems.map(({ field, code }) => `${field} ${code}`)
    : []
}

describe('a payee in place of the person', () => {
  it('is paid each instalment at their account, by their name, with their code in the text', async () => {
    const world = newWorld()
    const file = await play(world, await apply(world), goingTo(LANDLORD))
    expect(amounts(file)).toEqual([30_000, 30_000])
    for (const payment of file.payments) {
      expect(payment).toMatchObject({
        state: 'paid',
        method: 'transfer',
        iban: IBAN,
        payee: { name: LANDLORD.name, taxCode: LANDLORD.taxCode, code: 'INT-7' },
      })
      const clearance = clearanceOf(payment, file.request)
      expect(clearance?.creditor.taxCode).toBe(file.request.application.applicant.taxCode)
      expect(clearance?.payee?.name).toBe(LANDLORD.name)
      expect(clearance?.text).toMatch(/, codice INT-7$/)
    }
    expect(file.request.grant?.payee).toEqual({
      name: LANDLORD.name,
      iban: IBAN,
      taxCode: LANDLORD.taxCode,
      code: 'INT-7',
      reasons: LANDLORD.reasons,
    })
  })

  it('is in the agreement', async () => {
    const world = newWorld()
    const id = await apply(world)
    await playToAsk(world, id, 'agreement', goingTo(LANDLORD))
    const { agreement } = (await world.files.get(id)).request
    expect(agreement?.text).toContain('si paga a Immobiliare Le Rose S.r.l., per conto della persona')
  })

  it('with a wrong account is corrected by the social worker, also for uncleared payments', async () => {
    const world = newWorld()
    const id = await apply(world)
    const outcome: Part = (scene) =>
      scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene)
    const parts = { ...goingTo({ ...LANDLORD, iban: 'IT60X0542811101000000123456' }), outcome }
    const ask = await playToAsk(world, id, 'account', parts)
    expect(ask.to).toEqual({ role: 'socialWorker', id: (await world.files.get(id)).request.caseOfficer })
    expect(await answer(world, ask, { choice: 'again', reasons: REASONS })).toMatchObject({ outcome: 'invalid' })
    const file = await play(world, id, { ...parts, account: () => ({ choice: 'account', iban: IBAN }) })
    expect(file.request.stage).toBe('closed')
    expect(file.payments.map(({ iban, issue, payee }) => ({ iban, issue, payee: payee?.name }))).toEqual([
      { iban: IBAN, issue: 2, payee: LANDLORD.name },
      { iban: IBAN, issue: 1, payee: LANDLORD.name },
    ])
    // The person's own account is not touched by it.
    expect(file.request.payout).toBeUndefined()
    expect(file.request.grant?.payee?.iban).toBe(IBAN)
  })

  it('also gets an uncleared instalment', async () => {
    const world = newWorld()
    const id = await apply(world)
    const outcome: Part = (scene) =>
      scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene)
    const parts = { ...goingTo({ ...LANDLORD, iban: 'IT60X0542811101000000123456' }), outcome }
    const ask = await playToAsk(world, id, 'account', parts)
    await play(world, id, { ...parts, account: () => undefined }, ({ payments }) => payments.length === 2)
    await answer(world, ask, { choice: 'account', iban: IBAN })
    const { payments } = await world.files.get(id)
    expect(payments.map(({ state, iban }) => [state, iban])).toEqual([
      ['eligible', IBAN],
      ['eligible', IBAN],
    ])
  })

  it('is not subject to the cash limit', async () => {
    const much = { monthlyCents: 30_000, months: 5 }
    expect(await assessmentProblems(newWorld(), { assessment: assess(much) }, CASH)).toEqual([
      'monthlyCents cash.limit',
    ])
    const world = newWorld()
    expect(await assessmentProblems(world, goingTo(LANDLORD, much), CASH)).toEqual([])
    const [id = ''] = world.workflows.attempts.keys()
    const evaluation = await evaluateRequest(world, await world.files.get(id.replace(/-.*/, '')), world.municipality)
    expect(evaluation.find(({ rule }) => rule === 'cash')?.outcome).toBe('met')
  })

  it.each([
    [{ ...LANDLORD, iban: 'IT00' }, 'destination.iban iban.length'],
    [{ ...LANDLORD, taxCode: '12345678901' }, 'destination.taxCode taxCode.check'],
    [{ ...LANDLORD, code: 'càsa' }, 'destination.code payee.code'],
    [{ ...LANDLORD, reasons: '' }, 'destination.reasons reasons'],
    [{ ...LANDLORD, name: '...' }, 'destination.name format'],
    [{ to: 'advantage', kind: 'voucher', provider: '', description: 'Buoni' }, 'destination.provider required'],
    [{}, 'destination.to choice'],
  ])('rejects incomplete data: %j', async (destination, problem) => {
    expect(await assessmentProblems(newWorld(), goingTo(destination))).toContain(problem)
  })
})

describe('an advantage in place of money', () => {
  it('commits money and is cleared and completed without a bank', async () => {
    const world = newWorld()
    const id = await apply(world)
    const file = await play(world, id, goingTo(VOUCHER, { plan: 'upfront', monthlyCents: 60_000 }))
    expect(file.request.stage).toBe('closed')
    expect(amounts(file)).toEqual([120_000])
    const [payment] = file.payments
    expect(payment).toMatchObject({ method: 'advantage', state: 'paid', payee: { name: 'Mercato solidale' } })
    expect(payment?.iban).toBeUndefined()
    // Over the threshold of the year: published like money.
    expect(payment?.publishedAt).toBeDefined()
    expect(world.files.publication.size).toBe(1)
    expect([...world.files.benefits.values()]).toEqual([120_000])
    expect(world.files.funds.get('bilancio')).toBe(120_000)
    const clearance = payment && clearanceOf(payment, file.request)
    expect(clearance?.type).toBe('advantage')
    const treasury = { name: 'Comune', iban: 'IT60X0542811101000000123456', cuc: 'ABCD1234' }
    expect(cbiFile(clearance ? [clearance] : [], treasury, world.clock.now())).toEqual({
      left: [{ reference: `${id}-1-1`, code: 'advantage' }],
    })
  })

  it('returns to the social worker if not collected', async () => {
    const world = newWorld()
    const id = await apply(world)
    const outcome: Part = (scene) =>
      scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene)
    const parts = { ...goingTo(VOUCHER), outcome }
    const ask = await playToAsk(world, id, 'account', parts)
    expect(ask.to.role).toBe('socialWorker')
    expect(await answer(world, ask, { choice: 'account', iban: IBAN })).toMatchObject({ outcome: 'invalid' })
    const file = await play(world, id, { ...parts, account: () => ({ choice: 'again', reasons: REASONS }) })
    expect(file.payments.map(({ issue, method }) => ({ issue, method }))).toEqual([
      { issue: 2, method: 'advantage' },
      { issue: 1, method: 'advantage' },
    ])
  })
})

describe('instalments by module', () => {
  it('release whole modules only, and the rest with the last hour', async () => {
    const world = newWorld()
    // 10 hours a module: 35 hours in the first month release three of them, 80 in all everything.
    world.municipality = withRules({ moduleHours: 10 })
    const days =
      (count: number): Part =>
      (scene) => {
        const sheet = PARTS.timesheet(scene) as { choice: string; days: { on: string; minutes: number }[] }
        return { ...sheet, days: sheet.days.slice(0, count) }
      }
    const file = await play(world, await apply(world), {
      assessment: assess({ plan: 'by_module' }),
      timesheet: (scene) => days(scene.ask.subject === '1' ? 9 : 10)(scene),
    })
    expect(file.request.grant).toMatchObject({ plan: 'by_module', moduleMinutes: 600, owedMinutes: 4_800 })
    // 36 hours are three modules of ten; with 40 more they are seven; the last 4 hours make the eighth, and the whole.
    expect(amounts(file)).toEqual([22_500, 30_000, 7_500])
  })
})

describe('a payment held at the gate', () => {
  const held = async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, ({ payments }) => payments[0]?.state === 'published')
    return { world, id }
  }
  const change = (world: World, id: string, fields: Partial<Payment>) =>
    world.files.tamper(id, (file) => ({
      ...file,
      payments: file.payments.map((payment) => ({ ...payment, ...fields })),
    }))
  const lettersOf = (world: World) =>
    world.postman.sent.filter(({ letter }) => letter.template === 'attention' && letter.about === 'held')

  it('waits a day with its unmet conditions, and the administrator is notified once', async () => {
    const { world, id } = await held()
    await change(world, id, { iban: IBAN })
    for (const _ of [1, 2, 3])
      expect(await clearPaymentOf(world, id, 1)).toEqual({ next: 'AwaitGate', waitSeconds: 86_400 })
    const { payments, request } = await world.files.get(id)
    expect(payments[0]).toMatchObject({ state: 'published', held: { unmet: ['account'] } })
    expect(payments[0]?.clearance).toBeUndefined()
    expect(lettersOf(world)).toHaveLength(1)
    expect(lettersOf(world)[0]?.letter).toMatchObject({ number: request.registryEntry, detail: `${id}-1: account` })
    expect(
      lettersOf(world)
        .map(({ letter }) => JSON.stringify(letter))
        .join(),
    ).not.toContain(IBAN)
    const acts = (await world.files.trail(id)).map(({ act }) => act)
    expect(acts.filter((act) => act.startsWith('payment.h'))).toEqual(['payment.held', 'payment.hold_reported'])
  })

  it('reports a new missing condition', async () => {
    const { world, id } = await held()
    await change(world, id, { iban: IBAN })
    await clearPaymentOf(world, id, 1)
    await world.files.tamper(id, (file) => ({ ...file, request: { ...file.request, papers: [] } }))
    await clearPaymentOf(world, id, 1)
    await clearPaymentOf(world, id, 1)
    expect(lettersOf(world).map(({ letter }) => ('detail' in letter ? letter.detail : ''))).toHaveLength(2)
  })

  it('continues once the conditions are met, without a trace of the hold', async () => {
    const { world, id } = await held()
    await change(world, id, { iban: IBAN })
    await clearPaymentOf(world, id, 1)
    await change(world, id, { iban: 'IT60X0542811101000000123456' })
    expect(await clearPaymentOf(world, id, 1)).toMatchObject({ next: 'AskOutcome' })
    const [payment] = (await world.files.get(id)).payments
    expect(payment).toMatchObject({ state: 'cleared', clearance: { reference: `${id}-1-1` } })
    expect(payment?.held).toBeUndefined()
  })

  it('repeats a lost notice to the administrator', async () => {
    const { world, id } = await held()
    await change(world, id, { iban: IBAN })
    const { send } = world.postman
    world.postman.send = async () => {
      throw new Error('no mail today')
    }
    await expect(clearPaymentOf(world, id, 1)).rejects.toThrow('no mail today')
    world.postman.send = send
    expect(await clearPaymentOf(world, id, 1)).toMatchObject({ next: 'AwaitGate' })
    expect(lettersOf(world)).toHaveLength(1)
  })

  it('is published first if other help was granted meanwhile', async () => {
    const { world, id } = await held()
    const { application, fundedAt = '' } = (await world.files.get(id)).request
    const key = `${application.applicant.taxCode} ${fundedAt.slice(0, 4)}`
    world.files.benefits.set(key, 100_001)
    expect(await clearPaymentOf(world, id, 1)).toMatchObject({ next: 'Publish' })
    expect(lettersOf(world)).toEqual([])
    await publishPayment(world, id, 1)
    expect(world.files.publication.size).toBe(1)
    expect(await clearPaymentOf(world, id, 1)).toMatchObject({ next: 'AskOutcome' })
  })

  it('is cleared once by concurrent handlers', async () => {
    const { world, id } = await held()
    const standings = await Promise.all([1, 1, 1, 1].map((instalment) => clearPaymentOf(world, id, instalment)))
    expect(standings.every(({ next }) => next === 'AskOutcome')).toBe(true)
    const acts = (await world.files.trail(id)).filter(({ act }) => act === 'payment.cleared')
    expect(acts).toHaveLength(1)
  })
})
