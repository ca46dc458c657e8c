import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { receipt as receiptAct } from '../../../../functions/domain/acts/receipt.ts'
import { recover } from '../../../../functions/domain/acts/recover.ts'
import { waiveRecovery } from '../../../../functions/domain/acts/waive-recovery.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  splitInProportion,
  overdueOf,
  monthlyPlan,
  openCents,
  recoverable,
  recoveredCents,
} from '../../../../functions/domain/money/clawback.ts'
import { weekday } from '../../../../functions/domain/base/calendar.ts'
import { drawnOn, sumOf } from '../../../../functions/domain/money/funds.ts'
import { shareOf } from '../../../../functions/domain/money/share.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { netGrantCents, pseudonymOf } from '../../../../functions/domain/money/publication.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import type { ActInput } from '../../../../functions/domain/acts/index.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { apply, play, REASONS, type Scene, PARTS, type Stop } from '../../../support/story/play.ts'
import type { Staff } from '../../../../functions/domain/municipality/actors.ts'
import { cancelUncleared, release } from '../../../../functions/domain/money/release.ts'

const staff = (role: string): Staff => {
  const member = SESTO.staff.find((each) => each.role === role)
  if (!member) throw new Error(`nobody is ${role}`)
  return { municipality: 'I690', member }
}
const manager = staff('manager')
const finance = staff('finance')

/** 4 months of 375.00 euro, 300.01 of it from another fund. */
const split = {
  assessment: (scene: Scene) => ({
    ...PARTS.assessment(scene),
    monthlyCents: 37_500,
    months: 4,
    also: [{ fund: 'pon-inclusione', cents: 30_001 }],
  }),
}
const isPaid =
  (count: number): Stop =>
  ({ payments }) =>
    payments.filter(({ state }) => state === 'paid').length === count

/** Rules on a review at once, with what the ruling does to payments and funds. */
const fall = (world: World, id: string, stage: 'revoked' | 'annulled' | 'forfeited' = 'revoked') =>
  amend(world, id, (file) => {
    const payments = cancelUncleared(file)
    return {
      act: `request.${stage}`,
      by: { role: 'manager', id: manager.member.id },
      request: { stage },
      payments,
      effects: release({ ...file, payments }),
    }
  })

async function revoked(paid = 2, stage: 'revoked' | 'annulled' | 'forfeited' = 'revoked') {
  const world = newWorld()
  const id = await apply(world)
  await play(world, id, split, isPaid(paid))
  const { request } = await fall(world, id, stage)
  const year = 2026
  return {
    world,
    id,
    file: () => world.files.get(id),
    line: () => world.files.publication.get(pseudonymOf(request)),
    benefits: () => world.files.benefits.get(`${request.application.applicant.taxCode} ${year}`),
  }
}

const asked = { instalments: 3, firstOn: '2026-08-15', how: 'Con avviso pagoPA allo sportello.', reasons: REASONS }
const receipt = (cents: number, reference: string, fields = {}) => ({
  towards: '1',
  on: '2026-03-10',
  cents,
  reference,
  ...fields,
})

describe('recovering money', () => {
  it('sums to the cent, monthly on working days, with one notice to the person', async () => {
    const { world, id, file, line } = await revoked()
    expect(line()?.amountCents).toBe(60_000)
    const firstOn = '2026-08-15'
    world.clock.moveTo('2026-08-01T08:00:00Z')
    expect(await actOnFile(world, recover, manager, id, { ...asked, firstOn, cents: 50_000 })).toMatchObject({
      outcome: 'done',
    })
    expect(await actOnFile(world, recover, manager, id, { ...asked, firstOn, cents: 50_000 })).toMatchObject({
      written: false,
    })
    const after = await play(world, id)
    const [clawback] = after.request.clawbacks ?? []
    // 15 August is a holiday and a Saturday.
    expect(clawback?.plan).toEqual([
      { number: 1, dueOn: '2026-08-17', cents: 16_666 },
      { number: 2, dueOn: '2026-09-15', cents: 16_667 },
      { number: 3, dueOn: '2026-10-15', cents: 16_667 },
    ])
    expect(clawback).toMatchObject({ cause: 'revocation', notifiedAt: world.clock.now() })
    const letters = world.postman.sent.filter(({ letter }) => letter.template === 'clawback')
    expect(letters.map(({ letter }) => letter)).toMatchObject([{ amountCents: 50_000, dueOn: '2026-08-17' }])
    // Asked for, nothing has come back yet.
    expect(netGrantCents(await file())).toBe(60_000)
    expect(await world.files.trail(id)).toContainEqual(
      expect.objectContaining({
        act: 'clawback.opened',
        law: 'Codice civile art. 2033; L. 241/1990 art. 21-quinquies',
      }),
    )
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('asks at most for the paid amount, less open clawbacks and receipts', async () => {
    const { world, id } = await revoked()
    const most = { problems: [{ field: 'cents', code: 'recover.most', values: { mostCents: 60_000 } }] }
    const firstOn = world.clock.now().slice(0, 10) < asked.firstOn ? asked.firstOn : '2026-12-01'
    expect(await actOnFile(world, recover, manager, id, { ...asked, firstOn, cents: 60_001 })).toMatchObject(most)
    await actOnFile(world, recover, manager, id, { ...asked, firstOn, cents: 40_000 })
    const rest = await actOnFile(world, recover, finance, id, { ...asked, firstOn, cents: 20_001 })
    expect(rest).toMatchObject({ problems: [{ values: { mostCents: 20_000 } }] })
    await actOnFile(world, waiveRecovery, manager, id, { number: '1', reasons: REASONS })
    expect(await actOnFile(world, recover, finance, id, { ...asked, firstOn, cents: 60_000 })).toMatchObject({
      outcome: 'done',
    })
  })

  it('is for permitted roles, after a decision was set aside', async () => {
    const { world, id } = await revoked()
    const input = { ...asked, cents: 100 }
    expect(await actOnFile(world, recover, staff('socialWorker'), id, input)).toEqual({
      outcome: 'refused',
      why: 'role',
    })
    expect(await actOnFile(world, receiptAct, manager, id, receipt(1, 'R'))).toEqual({
      outcome: 'refused',
      why: 'role',
    })
    expect(await actOnFile(world, waiveRecovery, finance, id, { number: '1', reasons: REASONS })).toEqual({
      outcome: 'refused',
      why: 'role',
    })
    const other = newWorld()
    const running = await apply(other)
    await play(other, running, split, isPaid(1))
    expect(await actOnFile(other, recover, manager, running, input)).toEqual({ outcome: 'refused', why: 'notFallen' })
  })

  it('can be limited to payments from a day on', async () => {
    const { file } = await revoked(2)
    const { request } = await file()
    const [first, second] = request.periods
    expect(sumOf(recoverable(await file(), first?.from))).toBe(60_000)
    expect(sumOf(recoverable(await file(), second?.from))).toBe(30_000)
    expect(sumOf(recoverable(await file(), '2027-01-01'))).toBe(0)
    const days = recoverable(await file(), second?.to)
    expect(sumOf(days)).toBe(Math.floor(30_000 / 30))
  })

  it('reports overdue amounts, oldest instalment first', async () => {
    const { world, id, file } = await revoked()
    world.clock.moveTo('2026-08-01T08:00:00Z')
    await actOnFile(world, recover, manager, id, { ...asked, cents: 30_000 })
    await actOnFile(world, receiptAct, finance, id, receipt(15_000, 'R-1'))
    const [clawback] = (await file()).request.clawbacks ?? []
    if (!clawback) throw new Error('no clawback')
    expect(overdueOf(clawback, '2026-08-17')).toBeUndefined()
    expect(overdueOf(clawback, '2026-09-15')).toBeUndefined()
    expect(overdueOf(clawback, '2026-09-16')).toEqual({ cents: 5_000, since: '2026-09-15' })
    expect(overdueOf(clawback, '2027-01-01')).toEqual({ cents: 15_000, since: '2026-09-15' })
  })
})

describe('received money', () => {
  it('returns to its funds and out of benefits and public list, once per reference', async () => {
    const { world, id, file, line, benefits } = await revoked()
    await actOnFile(world, recover, manager, id, { ...asked, cents: 60_000 })
    const funds = () => ['bilancio', 'pon-inclusione'].map((fund) => world.files.funds.get(fund) ?? 0)
    const before = funds()
    expect(benefits()).toBe(60_000)
    const two = await Promise.all(
      ['INC-1', 'inc-1'].map((reference) => actOnFile(world, receiptAct, finance, id, receipt(12_345, reference))),
    )
    expect(two.map((each) => 'written' in each && each.written).sort()).toEqual([false, true])
    expect(sumOf(funds().map((cents, index) => ({ cents: (before[index] ?? 0) - cents })))).toBe(12_345)
    expect(benefits()).toBe(60_000 - 12_345)
    expect(line()?.amountCents).toBe(60_000 - 12_345)
    expect(await actOnFile(world, receiptAct, finance, id, receipt(12_346, 'INC-1'))).toEqual({
      outcome: 'refused',
      why: 'referenceTaken',
    })
    expect(await actOnFile(world, receiptAct, finance, id, receipt(60_000, 'INC-2'))).toMatchObject({
      problems: [{ code: 'recover.most', values: { mostCents: 47_655 } }],
    })
    await actOnFile(world, receiptAct, finance, id, receipt(47_655, 'INC-2'))
    expect(funds()).toEqual([0, 0])
    expect(line()).toBeUndefined()
    expect(await file()).toMatchObject({ request: { clawbacks: [{ closedAt: world.clock.now() }] } })
    expect(await actOnFile(world, receiptAct, finance, id, receipt(1, 'INC-3'))).toEqual({
      outcome: 'refused',
      why: 'notOpen',
    })
  })

  it('returned voluntarily is a clawback of its own, with reasons', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, split, isPaid(1))
    const own = receipt(10_000, 'INC-1', { towards: 'own' })
    expect(await actOnFile(world, receiptAct, finance, id, own)).toMatchObject({ problems: [{ field: 'reasons' }] })
    expect(await actOnFile(world, receiptAct, finance, id, { ...own, reasons: REASONS })).toMatchObject({
      outcome: 'done',
    })
    const file = await play(world, id, split)
    expect(file.request).toMatchObject({ stage: 'closed', clawbacks: [{ cause: 'returned_by_person', cents: 10_000 }] })
    // What they gave back is not paid to them again, and the funds hold what stayed with them.
    expect(sumOf(file.payments.map(({ amountCents }) => ({ cents: amountCents })))).toBe(150_000)
    expect((world.files.funds.get('bilancio') ?? 0) + (world.files.funds.get('pon-inclusione') ?? 0)).toBe(140_000)
    expect(world.postman.sent.filter(({ letter }) => letter.template === 'clawback')).toEqual([])
  })

  it('is recorded on one file only, by reference and year', async () => {
    const world = newWorld()
    const files: string[] = []
    for (const number of [0, 1]) {
      const id = await apply(world, applicationOf(number))
      await play(world, id, split, isPaid(1))
      files.push(id)
    }
    const own = (reference: string, on: string) =>
      receipt(10_000, reference, { towards: 'own', reasons: REASONS, on }) as ActInput<'receipt'>
    const on = world.clock.today()
    const outcomes = await Promise.all(
      files.map((id, index) => actOnFile(world, receiptAct, finance, id, own(['Q 12', ' q  12'][index] ?? '', on))),
    )
    expect(outcomes.map((each) => ('why' in each ? each.why : each.outcome)).sort()).toEqual([
      'done',
      'referenceElsewhere',
    ])
    const [booked = '', other = ''] = outcomes[0]?.outcome === 'done' ? files : [...files].reverse()
    expect(await actOnFile(world, receiptAct, finance, booked, own('Q 12', on))).toMatchObject({ written: false })
    expect((await world.files.get(other)).request.clawbacks).toBeUndefined()
    expect(await actOnFile(world, receiptAct, finance, other, own('Q 12', '2025-12-30'))).toMatchObject({
      written: true,
    })
    world.files.fault = { commit: world.files.commits + 1, when: 'after' }
    expect(await actOnFile(world, receiptAct, finance, other, own('Q 13', on))).toMatchObject({ outcome: 'done' })
    expect(await actOnFile(world, receiptAct, finance, other, own('Q 13', on))).toMatchObject({ written: false })
  })

  it('is never in the future, and closes its own clawback only', async () => {
    const { world, id } = await revoked()
    await actOnFile(world, recover, manager, id, { ...asked, cents: 60_000 })
    expect(await actOnFile(world, receiptAct, finance, id, receipt(1, 'R', { on: '2027-01-01' }))).toMatchObject({
      problems: [{ field: 'on', code: 'date.future' }],
    })
    expect(await actOnFile(world, receiptAct, finance, id, receipt(1, 'R', { towards: '2' }))).toEqual({
      outcome: 'refused',
      why: 'notOpen',
    })
    const own = receipt(1, 'R', { towards: 'own', reasons: REASONS })
    expect(await actOnFile(world, receiptAct, finance, id, own)).toEqual({ outcome: 'refused', why: 'nothingPaid' })
  })
})

describe('parts and instalments', () => {
  const parts = fc
    .array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 5 })
    .map((all) => all.map((cents, index) => ({ fund: `f${index}`, cents })))

  it('sum to the amount, none above its part', () => {
    fc.assert(
      fc.property(parts, fc.double({ min: 0, max: 1, noNaN: true }), (over, of) => {
        const cents = Math.max(1, Math.floor(sumOf(over) * of))
        const lines = splitInProportion(cents, over)
        expect(sumOf(lines)).toBe(cents)
        for (const { fund, cents: part } of lines)
          expect(part).toBeLessThanOrEqual(over.find((each) => each.fund === fund)?.cents ?? 0)
      }),
    )
    expect(() => splitInProportion(3, [{ fund: 'a', cents: 2 }])).toThrow()
  })

  it('are never zero, and due on working days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 1_000_000 }), fc.integer({ min: 1, max: 24 }), (cents, count) => {
        const plan = monthlyPlan(cents, count, '2026-01-31', () => ['2026-06-30'])
        expect(sumOf(plan)).toBe(cents)
        for (const each of plan) {
          expect(each.cents).toBeGreaterThan(0)
          expect(weekday(each.dueOn)).toBeLessThan(6)
          expect(each.dueOn).not.toBe('2026-06-30')
        }
      }),
    )
  })
})

describe('random histories', () => {
  const act = fc.record({
    what: fc.constantFrom('recover', 'receipt', 'receipt', 'own', 'waive', 'again'),
    cents: fc.integer({ min: 1, max: 60_000 }),
    number: fc.integer({ min: 1, max: 3 }),
  })

  it('never bring back more than was paid, and every cent goes back to its fund', { timeout: 120_000 }, async () => {
    const start = await Promise.all(
      [1, 2, 3].map(async (paid) => {
        const { world, id } = await revoked(paid, paid === 2 ? 'annulled' : 'revoked')
        return {
          world,
          id,
          kept: await world.files.get(id),
          funds: [...world.files.funds],
          benefits: [...world.files.benefits],
          lines: [...world.files.publication],
        }
      }),
    )
    let received = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...start),
        fc.array(act, { maxLength: 12 }),
        async ({ world, id, kept, funds, benefits, lines }, acts) => {
          await world.files.tamper(id, () => kept)
          for (const [fund, cents] of funds) world.files.funds.set(fund, cents)
          for (const [who, cents] of benefits) world.files.benefits.set(who, cents)
          for (const [pseudonym, line] of lines) world.files.publication.set(pseudonym, line)
          for (const { what, cents, number } of acts) {
            const one = { towards: what === 'own' ? 'own' : String(number), on: '2026-03-10', cents, reasons: REASONS }
            if (what === 'recover')
              await actOnFile(world, recover, manager, id, {
                ...asked,
                firstOn: '2027-01-01',
                cents,
                instalments: number,
              })
            else if (what === 'waive')
              await actOnFile(world, waiveRecovery, manager, id, { number: String(number), reasons: REASONS })
            else {
              const reference = what === 'again' ? 'SAME' : `R-${received++}`
              await actOnFile(world, receiptAct, finance, id, { ...one, reference })
            }
            const file = await world.files.get(id)
            const { request, payments } = file
            const paid = payments.filter(({ state }) => state === 'paid')
            for (const { fund } of request.grant?.funding ?? []) {
              const share = shareOf(fund, file)
              if (!share || share.recoveredCents > drawnOn(fund, paid)) throw new Error(`${fund}: more than was paid`)
              if (share.committedCents !== world.files.funds.get(fund))
                throw new Error(`${fund}: the counter disagrees`)
            }
            const asking = sumOf((request.clawbacks ?? []).map((each) => ({ cents: openCents(each) })))
            if (recoveredCents(request) + asking > sumOf(paid.map((each) => ({ cents: each.amountCents }))))
              throw new Error('more is asked than was paid')
            if (
              (world.files.benefits.get(`${request.application.applicant.taxCode} 2026`) ?? 0) !== netGrantCents(file)
            )
              throw new Error('the benefits of the year disagree')
          }
        },
      ),
      { numRuns: 400 },
    )
    expect(received).toBeGreaterThan(500)
  })
})
