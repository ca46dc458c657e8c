import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { receipt as receiptAct } from '../../../../functions/domain/acts/receipt.ts'
import { recover } from '../../../../functions/domain/acts/recover.ts'
import { seal } from '../../../../functions/domain/acts/seal.ts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../../../functions/domain/base/calendar.ts'
import { hasEnded } from '../../../../functions/domain/procedure/lifecycle.ts'
import { CAUSES, type Cause } from '../../../../functions/domain/treasury/differences.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { pseudonymOf } from '../../../../functions/domain/money/publication.ts'
import { reconcile, type ReconcileDeps } from '../../../../functions/usecases/money/reconcile.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { booksOf } from '../../../support/memory/books.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { apply, play, PARTS, REASONS, type Parts, type Scene, type Stop } from '../../../support/story/play.ts'
import { cancelUncleared, release } from '../../../../functions/domain/money/release.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'
import type { Payment } from '../../../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const staff = (role: string) => {
  const member = SESTO.staff.find((each) => each.role === role)
  if (!member) throw new Error(`nobody is ${role}`)
  return { municipality: 'I690', member }
}

const isPaid =
  (count: number): Stop =>
  ({ payments }) =>
    payments.filter(({ state }) => state === 'paid').length === count

const split: Parts = {
  assessment: (scene: Scene) => ({
    ...PARTS.assessment(scene),
    monthlyCents: 37_500,
    months: 4,
    also: [{ fund: 'pon-inclusione', cents: 30_001 }],
  }),
}
const once: Parts = {
  assessment: (scene: Scene) => ({ ...PARTS.assessment(scene), monthlyCents: 60_000, months: 1, plan: 'upfront' }),
}
const returnedOnce = (scene: Scene) =>
  scene.ask.subject === '1-1' ? { choice: 'returned', reasons: REASONS } : PARTS.outcome(scene)

const revoke = (world: World, id: string) =>
  amend(world, id, (file) => {
    const payments = cancelUncleared(file)
    return {
      act: 'request.revoked',
      by: { role: 'manager', id: 'dir-rossi' },
      request: { stage: 'revoked' },
      payments,
      effects: release({ ...file, payments }),
    }
  })

type Town = {
  world: World
  revoked: string
  paid: string
  sealed: string
  waiting: string
  small: string
  more: string
}

/** A small municipality: one file of each fate. */
async function town(): Promise<Town> {
  const world = newWorld()
  const file = async (number: number, parts: Parts = {}, until?: Stop) => {
    const id = await apply(world, applicationOf(number))
    await play(world, id, parts, until)
    return id
  }
  const sealed = await file(5, split, ({ payments }) => payments.some(({ publishedAt }) => publishedAt))
  const manager = staff('manager')
  await actOnFile(world, seal, manager, sealed, { confirm: 'yes' })
  const revoked = await file(1, split, isPaid(2))
  await revoke(world, revoked)
  const asked = { cents: 50_000, instalments: 3, firstOn: '2027-01-15', how: 'Allo sportello.', reasons: REASONS }
  await actOnFile(world, recover, manager, revoked, {
    ...asked,
    firstOn: world.clock.today() < '2026-12-01' ? '2026-12-20' : asked.firstOn,
  })
  const on = world.clock.today()
  await actOnFile(world, receiptAct, staff('finance'), revoked, { towards: '1', on, cents: 12_345, reference: 'INC-1' })
  const withdrawn = await file(2, split, isPaid(1))
  await withdraw(world, withdrawn, undefined)
  const paid = await file(3, { ...split, outcome: returnedOnce })
  await actOnFile(world, receiptAct, staff('finance'), paid, {
    towards: 'own',
    on: world.clock.today(),
    cents: 7_000,
    reference: 'INC-2',
    reasons: REASONS,
  })
  const waiting = await file(4, {}, ({ payments }) => payments.some(({ state }) => state === 'cleared'))
  // One person with two grants of 600.00: neither is above the threshold of the year by itself.
  const small = await file(6)
  const more = await apply(world, applicationOf(6, { kind: 'extraordinary' }))
  await play(world, more, once, isPaid(1))
  return { world, revoked, paid, sealed, waiting, small, more }
}

let reused: Town
beforeAll(async () => {
  reused = await town()
}, 120_000)

describe('reconciliation', () => {
  it('finds nothing if everything agrees, and its figures sum', async () => {
    const { world } = reused
    const report = await reconcile(booksOf(world), SESTO)
    expect(report.differences).toEqual([])
    expect(report.files).toBe(7)
    for (const fund of report.funds) {
      expect(fund.paidCents + fund.toPayCents + fund.notYetDueCents + fund.releasedCents).toBe(fund.grantedCents)
      expect(fund.committedCents).toBe(fund.counterCents)
    }
    expect(report.funds.reduce((sum, { recoveredCents }) => sum + recoveredCents, 0)).toBe(19_345)
    const before = await reconcile(booksOf(world), SESTO, 2025)
    expect(before.differences).toEqual([])
    expect(before.funds.every(({ grantedCents }) => grantedCents === 0)).toBe(true)
  })

  const first = (file: CaseFile, change: (payment: Payment) => Payment): CaseFile => ({
    ...file,
    payments: file.payments.map((each) => (each.instalment === 1 ? change(each) : each)),
  })
  const asked = (file: CaseFile, change: (request: Request) => Partial<Request>): CaseFile => ({
    ...file,
    request: { ...file.request, ...change(file.request) },
  })
  const inClawback = (change: object) => (file: CaseFile) =>
    asked(file, ({ clawbacks = [] }) => ({ clawbacks: clawbacks.map((each) => ({ ...each, ...change })) }))

  /** As a fault would that makes no payment of the last instalment: no record knows of it. */
  const lose = async (world: World, id: string) => {
    const { payments } = await world.files.get(id)
    const gone = payments.find(({ instalment }) => instalment === payments.length)
    await world.files.tamper(id, (file) => ({ ...file, payments: file.payments.filter((each) => each !== gone) }))
    if (hasEnded((await world.files.get(id)).request.stage))
      for (const { fund, cents } of gone?.lines ?? [])
        world.files.funds.set(fund, (world.files.funds.get(fund) ?? 0) - cents)
  }

  /** As a fault would that issues again what never came back, reference and all. */
  const issuedAgain = ({ id, issue, eligibleAt }: Payment): Partial<Payment> => ({
    issue: issue + 1,
    clearance: { reference: `${id}-${issue + 1}`, clearedAt: eligibleAt },
  })

  /** What somebody changes from outside, and how reconciliation must call it. */
  const TAMPERED: [Cause, (town: Town) => Promise<void> | void][] = [
    ['orphan', ({ world }) => world.files.tamper('0', (file) => file)],
    ['decision', ({ world, paid }) => world.files.tamper(paid, (file) => asked(file, () => ({ decision: undefined })))],
    [
      'fallen',
      ({ world, revoked }) =>
        world.files.tamper(revoked, (file) =>
          first(file, ({ clearance: _, paid: __, ...payment }) => ({ ...payment, state: 'eligible' })),
        ),
    ],
    [
      'fund',
      ({ world, paid }) =>
        world.files.tamper(paid, (file) =>
          first(file, (payment) => ({
            ...payment,
            lines: payment.lines.map((line) => ({ ...line, fund: 'piano-poverta' })),
          })),
        ),
    ],
    [
      'commitment',
      ({ world, paid }) =>
        world.files.tamper(paid, (file) =>
          first(file, (payment) => ({
            ...payment,
            amountCents: payment.amountCents + 1_000_000,
            lines: payment.lines.map((line) => ({ ...line, cents: line.cents + 1_000_000 })),
          })),
        ),
    ],
    [
      'lines',
      ({ world, paid }) =>
        world.files.tamper(paid, (file) =>
          first(file, (payment) => ({ ...payment, amountCents: payment.amountCents - 1 })),
        ),
    ],
    [
      'clearance',
      ({ world, paid }) => world.files.tamper(paid, (file) => first(file, ({ clearance: _, ...payment }) => payment)),
    ],
    [
      'clearance',
      ({ world, paid }) =>
        world.files.tamper(paid, (file) => first(file, (payment) => ({ ...payment, issue: payment.issue + 1 }))),
    ],
    [
      'reference',
      ({ world, paid, revoked }) =>
        world.files.tamper(paid, (file) =>
          first(file, (payment) => ({
            ...payment,
            clearance: { reference: `${revoked}-1-1`, clearedAt: payment.eligibleAt },
          })),
        ),
    ],
    [
      'returns',
      ({ world, paid }) => world.files.tamper(paid, (file) => first(file, (payment) => ({ ...payment, returns: [] }))),
    ],
    [
      'returns',
      ({ world, revoked }) =>
        world.files.tamper(revoked, (file) => first(file, (payment) => ({ ...payment, ...issuedAgain(payment) }))),
    ],
    [
      'returns',
      ({ world, waiting }) =>
        world.files.tamper(waiting, (file) =>
          first(file, ({ clearance: _, ...payment }) => ({ ...payment, state: 'eligible', issue: 2 })),
        ),
    ],
    [
      'returns',
      ({ world, waiting }) =>
        world.files.tamper(waiting, (file) => first(file, (payment) => ({ ...payment, state: 'returned' }))),
    ],
    [
      'outcome',
      ({ world, paid }) => world.files.tamper(paid, (file) => first(file, ({ paid: _, ...payment }) => payment)),
    ],
    [
      'missing',
      ({ world, paid }) =>
        world.files.tamper(paid, (file) => ({
          ...file,
          payments: file.payments.filter(({ instalment }) => instalment > 1),
        })),
    ],
    // The last one, with what it took given back as if nobody had earned it.
    ['missing', ({ world, paid }) => lose(world, paid)],
    ['missing', ({ world, revoked }) => lose(world, revoked)],
    ['missing', ({ world, waiting }) => lose(world, waiting)],
    [
      'hours',
      ({ world, waiting }) =>
        world.files.tamper(waiting, (file) =>
          asked(file, ({ grant }) => (grant ? { grant: { ...grant, plan: 'at_completion' } } : {})),
        ),
    ],
    ['hours', ({ world, paid }) => world.files.tamper(paid, (file) => ({ ...file, postings: [] }))],
    [
      'publicationDue',
      ({ world, paid }) => world.files.tamper(paid, (file) => first(file, ({ publishedAt: _, ...payment }) => payment)),
    ],
    [
      'publicationDue',
      async ({ world, more }) => {
        await world.files.tamper(more, (file) => first(file, ({ publishedAt: _, ...payment }) => payment))
        world.files.publication.delete(pseudonymOf((await world.files.get(more)).request))
      },
    ],
    ['publicationMissing', ({ world }) => world.files.publication.clear()],
    [
      'publicationAmount',
      ({ world }) => {
        for (const [pseudonym, line] of world.files.publication)
          world.files.publication.set(pseudonym, { ...line, amountCents: line.amountCents + 1 })
      },
    ],
    [
      'publicationStray',
      ({ world }) => {
        const [line] = world.files.publication.values()
        if (line) world.files.publication.set('stray', { ...line, pseudonym: 'stray' })
      },
    ],
    [
      'publicationSealed',
      ({ world }) => {
        const { files, cents } = world.files.sealedSum
        world.files.sealedSums.set('2026', { files: files + 1, cents })
      },
    ],
    [
      'recovered',
      ({ world, revoked }) =>
        world.files.tamper(revoked, (file) => ({
          ...file,
          payments: file.payments.map(({ paid: _, ...payment }) => ({ ...payment, state: 'cleared' })),
        })),
    ],
    [
      'outcome',
      ({ world, paid }) =>
        world.files.tamper(paid, (file) => ({
          ...file,
          payments: file.payments.map(({ paid: _, ...payment }) => ({ ...payment, state: 'ordered' })),
        })),
    ],
    ['clawback', ({ world, revoked }) => world.files.tamper(revoked, inClawback({ cents: 50_001 }))],
    ['clawback', ({ world, revoked }) => world.files.tamper(revoked, inClawback({ closedAt: '2026-09-01T08:00:00Z' }))],
    [
      'receipt',
      async ({ world, paid, revoked }) => {
        const {
          clawbacks: [
            {
              receipts: [{ on } = { on: '' }],
            } = { receipts: [] },
          ] = [],
        } = (await world.files.get(revoked)).request
        await world.files.tamper(paid, (file) =>
          asked(file, ({ clawbacks = [] }) => ({
            clawbacks: clawbacks.map((each) => ({
              ...each,
              receipts: each.receipts.map((receipt) => ({ ...receipt, on, reference: 'inc-1' })),
            })),
          })),
        )
      },
    ],
    [
      'benefits',
      ({ world }) => {
        for (const [person, cents] of world.files.benefits) world.files.benefits.set(person, cents - 1)
      },
    ],
    [
      'counter',
      ({ world }) => {
        world.files.funds.set('bilancio', (world.files.funds.get('bilancio') ?? 0) + 1)
      },
    ],
  ]

  it('knows every cause', () => {
    const tried = new Set(TAMPERED.map(([cause]) => cause))
    expect(CAUSES.filter((cause) => !tried.has(cause))).toEqual(['unreadable'])
  })

  it.each(TAMPERED.filter(([cause]) => cause !== 'orphan'))('reports its cause: %s', async (cause, tamper) => {
    const { world } = reused
    const kept = await world.files.all()
    const funds = new Map(world.files.funds)
    const publication = new Map(world.files.publication)
    const benefits = new Map(world.files.benefits)
    const { sealedSum } = world.files
    try {
      await tamper(reused)
      const { differences } = await reconcile(booksOf(world), SESTO)
      expect(differences.map((each) => each.cause)).toContain(cause)
    } finally {
      for (const file of kept) await world.files.tamper(file.request.id, () => file)
      for (const [fund, cents] of funds) world.files.funds.set(fund, cents)
      for (const [person, cents] of benefits) world.files.benefits.set(person, cents)
      world.files.publication.clear()
      for (const [pseudonym, line] of publication) world.files.publication.set(pseudonym, line)
      world.files.sealedSums.set('2026', sealedSum)
    }
    expect((await reconcile(booksOf(world), SESTO)).differences).toEqual([])
  })

  it('reports payments without a file, and unreadable files', async () => {
    const { world, paid } = reused
    const books = booksOf(world)
    const trail: ReconcileDeps['trail'] = {
      ...books.trail,
      async *payments() {
        yield { id: 'gone-1', request: 'gone' }
      },
    }
    expect((await reconcile({ ...books, trail }, SESTO)).differences).toEqual([
      { cause: 'orphan', request: 'gone', about: 'gone-1' },
    ])
    const broken = Object.assign(new Error('no'), { name: 'ZodError' })
    const files = Object.assign(Object.create(world.files), {
      load: async (id: string) => {
        if (id === paid) throw broken
        return world.files.load(id)
      },
    })
    const { differences } = await reconcile({ ...books, files }, SESTO)
    expect(differences).toContainEqual({ cause: 'unreadable', request: paid })
  })

  it('requires publication only for payments cleared above the threshold', async () => {
    const { world, small, more } = reused
    const published = async (id: string) => (await world.files.get(id)).payments.map(({ publishedAt }) => !!publishedAt)
    expect(await published(small)).toEqual([false, false])
    expect(await published(more)).toEqual([true])
    expect((await reconcile(booksOf(world), SESTO)).differences).toEqual([])
  })

  it('hides the benefits of people with a sealed file', async () => {
    const { world, small, more } = reused
    const kept = await world.files.get(small)
    const { taxCode } = kept.request.application.applicant
    const key = `${taxCode} ${dayOf(kept.request.fundedAt ?? '').slice(0, 4)}`
    const counted = world.files.benefits.get(key) ?? 0
    const own = async () =>
      (await reconcile(booksOf(world), SESTO)).differences.filter(({ cause }) => cause === 'benefits')
    world.files.benefits.set(key, counted + 1)
    const clear = await own()
    await world.files.tamper(small, (file) =>
      asked(file, () => ({ sealed: { at: world.clock.now(), named: ['dir-rossi'] } })),
    )
    const covered = await own()
    await world.files.tamper(small, () => kept)
    world.files.benefits.set(key, counted)
    expect(clear).toMatchObject([{ expectedCents: 120_000, foundCents: 120_001 }])
    expect(covered).toEqual([{ cause: 'benefits', request: small, number: kept.request.registryEntry }])
    expect(JSON.stringify([clear, covered])).not.toContain(taxCode)
    expect([small, more]).toContain(clear[0]?.request)
  })

  it('ignores differences of concurrent changes', async () => {
    const { world } = reused
    let looked = 0
    const books = booksOf(world)
    const funds: World['funds'] = {
      ...world.funds,
      async state(municipality, fund) {
        looked += 1
        const state = await world.funds.state(municipality, fund)
        return looked === 1 ? { ...state, committedCents: state.committedCents + 1 } : state
      },
    }
    expect((await reconcile({ ...books, funds }, SESTO)).differences).toEqual([])
    expect(looked).toBeGreaterThan(SESTO.funds.length)
  })

  it('does not reveal the fund of a sealed file', async () => {
    const { world, sealed } = reused
    const kept = await world.files.get(sealed)
    await world.files.tamper(sealed, (file) => ({
      ...file,
      payments: file.payments.map((payment) => ({
        ...payment,
        lines: payment.lines.map((line) => ({ ...line, fund: 'piano-poverta' })),
      })),
    }))
    const { differences } = await reconcile(booksOf(world), SESTO)
    await world.files.tamper(sealed, () => kept)
    const own = differences.filter(({ request }) => request === sealed)
    expect(own.map(({ cause }) => cause)).toContain('fund')
    expect(own.every(({ fund }) => fund === undefined)).toBe(true)
  })
})

describe('random histories of a municipality', () => {
  const life = fc.record({
    paid: fc.integer({ min: 0, max: 3 }),
    returns: fc.boolean(),
    end: fc.constantFrom('none', 'withdraw', 'revoke', 'whole'),
    receipts: fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 4 }),
  })

  it('agree to the cent: payments, returns, reissues, revocations, receipts', { timeout: 240_000 }, async () => {
    let received = 0
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), async (lives) => {
        const world = newWorld()
        for (const [index, { paid, returns, end, receipts }] of lives.entries()) {
          const id = await apply(world, applicationOf(index))
          const parts = { ...split, ...(returns ? { outcome: returnedOnce } : {}) }
          await play(world, id, parts, end === 'whole' ? undefined : isPaid(paid))
          if (end === 'withdraw') await withdraw(world, id, undefined)
          if (end === 'revoke') {
            await revoke(world, id)
            const firstOn = `${Number(world.clock.today().slice(0, 4)) + 1}-01-08`
            const asking = { cents: 25_000, instalments: 2, firstOn, how: 'Allo sportello.', reasons: REASONS }
            await actOnFile(world, recover, staff('manager'), id, asking)
          }
          for (const cents of receipts) {
            const towards = end === 'revoke' ? '1' : 'own'
            const reference = `INC-${received++}`
            const input = { towards, on: world.clock.today(), cents, reference, reasons: REASONS }
            await actOnFile(world, receiptAct, staff('finance'), id, input)
          }
          if (end === 'none') await play(world, id, parts, isPaid(paid + 1))
        }
        expect((await reconcile(booksOf(world), SESTO)).differences).toEqual([])
      }),
      { numRuns: 12 },
    )
    expect(received).toBeGreaterThan(0)
  })
})
