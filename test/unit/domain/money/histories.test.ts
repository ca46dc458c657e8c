import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, minutesAfter } from '../../../../functions/domain/base/calendar.ts'
import { drawnOn, sumOf } from '../../../../functions/domain/money/funds.ts'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import { isDecisionSetAside } from '../../../../functions/domain/procedure/lifecycle.ts'
import { periodsFrom } from '../../../../functions/domain/money/plan.ts'
import { PAYMENT_PLANS, regulationOf } from '../../../../functions/domain/municipality/regulation.ts'
import type { Difference } from '../../../../functions/domain/treasury/differences.ts'
import { Reconciler } from '../../../../functions/domain/treasury/reconcile.ts'
import { decideClearance } from '../../../../functions/usecases/money/clear-payment.ts'
import { nextInstalment } from '../../../../functions/domain/money/instalments.ts'
import { netGrantCents, pseudonymOf } from '../../../../functions/domain/money/publication.ts'
import { account } from '../../../../functions/domain/questions/account.ts'
import { outcome } from '../../../../functions/domain/questions/outcome.ts'
import { outcomeOf } from '../../../../functions/domain/treasury/outcome.ts'
import { newWorld, SESTO } from '../../../support/memory.ts'
import { apply, atStage, play } from '../../../support/story/play.ts'
import type { Change } from '../../../../functions/domain/file/change.ts'
import type { Effect } from '../../../../functions/domain/file/effect.ts'
import { cancelUncleared, release } from '../../../../functions/domain/money/release.ts'
import { type Grant, grant as grantSchema } from '../../../../functions/domain/money/grant.ts'
import type { Review } from '../../../../functions/domain/file/review.ts'
import type { Ask } from '../../../../functions/domain/file/ask.ts'
import type { Addressee } from '../../../../functions/domain/file/addressee.ts'
import type { Posting } from '../../../../functions/domain/hours/posting.ts'
import { type Payment, payment as paymentSchema } from '../../../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/**
 * Random lives of a grant, on the pure core: what is made of payments, what the gate lets through, what comes back from the
 * bank and what goes back to the funds is decided by the functions that the system runs. The test only says when.
 */

const world = newWorld()
const ID = await apply(world)
const START = await play(world, ID, {}, atStage('active'))
const NOW = world.clock.now()
/** The moments at which one thing after another happens. */
const MOMENTS = Array.from({ length: 64 }, (_, index) => minutesAfter(NOW, 10 * (index + 1)))
const FUNDS = ['bilancio', 'pon-inclusione', 'piano-poverta']
const IBANS = ['IT60X0542811101000000123456', 'IT40S0542811101000000123456'] as const
const RULES = regulationOf(SESTO, START.request.regulation)
const BY: Addressee = { role: 'finance', id: 'rag-neri' }

const ASK: Ask = {
  id: '',
  request: ID,
  kind: 'outcome',
  subject: '',
  to: BY,
  status: 'open',
  openedAt: NOW,
  dueOn: '2026-05-01',
  links: [],
  reminders: 0,
}

/** A life as numbers: the cheapest thing to make a hundred thousand times, and to shrink. */
const life = fc.record({
  totalCents: fc.integer({ min: 1, max: 300_000 }),
  months: fc.integer({ min: 1, max: 12 }),
  plan: fc.constantFrom(...PAYMENT_PLANS),
  owedMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12_000 })),
  moduleMinutes: fc.integer({ min: 1, max: 900 }),
  /** Cuts of the total into parts of funds, in hundredths. */
  cuts: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: FUNDS.length - 1 }),
  goes: fc.constantFrom('person', 'payee', 'advantage', 'cash'),
  benefitsCents: fc.constantFrom(0, 100_000, 100_001),
  acts: fc.array(fc.integer({ min: 0, max: 2 ** 20 }), { maxLength: 16 }),
  ending: fc.constantFrom('complete', 'whole', 'withdraw', 'revoke', 'annul', 'none'),
})
type Life =
  typeof life extends fc.Arbitrary<infer Value> ? Omit<Value, 'benefitsCents'> & { benefitsCents?: number } : never

function grantOf({ totalCents, months, plan, owedMinutes, moduleMinutes, cuts, goes }: Life): Grant {
  const parts = cuts
    .map((percent, index) => ({ fund: FUNDS[index + 1] ?? '', cents: Math.floor((totalCents * percent) / 200) }))
    .filter(({ cents }) => cents > 0)
  return {
    kind: 'ordinary',
    totalCents,
    monthlyCents: Math.floor(totalCents / months),
    months,
    programme: 'baratto',
    funding: [{ fund: FUNDS[0] ?? '', cents: totalCents - sumOf(parts) }, ...parts],
    plan,
    ...(plan === 'by_module' ? { moduleMinutes } : {}),
    ...(goes === 'payee' ? { payee: { name: 'Casa Srl', iban: IBANS[0], reasons: 'Paga l’affitto.' } } : {}),
    ...(goes === 'advantage' ? { advantage: { kind: 'voucher', provider: 'Mercato', description: 'Spesa' } } : {}),
    owedMinutes,
  }
}

/** Plays one life, and keeps the books beside it: what the funds hold, which references finance got, what it paid. */
class Books {
  file: CaseFile
  /** By fund, in cents. */
  readonly held = new Map<string, number>()
  /** Of the benefits of the person in the year, in cents. */
  counted: number
  readonly references: string[] = []
  /** By which order each reference was to be paid. */
  readonly orders = new Map<string, string>()
  readonly paid: string[] = []
  bounced = 0
  readonly lived: Life
  /** Minutes were taken back that were confirmed before. */
  tookBack = false
  #moments = 0

  /** What the gate is told: what is counted, where the life says nothing else. */
  get benefitsCents(): number {
    return this.lived.benefitsCents ?? this.counted
  }

  get now(): string {
    return MOMENTS[this.#moments] ?? NOW
  }

  constructor(lived: Life) {
    this.lived = lived
    const grant = grantOf(lived)
    this.file = {
      ...START,
      request: {
        ...START.request,
        stage: 'active',
        grant,
        payout: lived.goes === 'cash' ? { method: 'cash' } : { method: 'transfer', iban: IBANS[0] },
        // One more than agreed: hours may be made up.
        periods: periodsFrom('2026-03-16', lived.months + 1),
      },
      postings: lived.owedMinutes > 0 ? [this.posting('agreement', 'owed', lived.owedMinutes)] : [],
      payments: [],
    }
    for (const { fund, cents } of grant.funding) this.held.set(fund, cents)
    this.counted = grant.totalCents
  }

  posting(from: Posting['from'], to: Posting['to'], minutes: number): Posting {
    return {
      id: '',
      request: ID,
      period: 1,
      entry: '',
      on: '2026-03-16',
      minutes,
      from,
      to,
      by: BY,
      at: this.now,
      why: '',
    }
  }

  write({ request, payments = [], effects = [], postings = [] }: Omit<Partial<Change>, 'by'>): void {
    this.file = {
      ...this.file,
      request: { ...this.file.request, ...request },
      postings: [...this.file.postings, ...postings],
      payments: [...this.file.payments.filter(({ id }) => !payments.some((other) => other.id === id)), ...payments],
    }
    for (const effect of effects) this.book(effect)
  }

  book(effect: Effect): void {
    if (effect.write !== 'add') return
    const { key, amounts } = effect
    if (key.kind === 'fund') this.held.set(key.fund, (this.held.get(key.fund) ?? 0) + (amounts['cents'] ?? 0))
    if (key.kind === 'benefit') this.counted += amounts['cents'] ?? 0
  }

  move(from: Posting['from'], to: Posting['to'], wanted: number): void {
    const minutes = Math.min(wanted, balance(this.file.postings, from))
    if (minutes > 0 && from === 'verified') this.tookBack = true
    if (minutes > 0) this.write({ postings: [this.posting(from, to, minutes)] })
  }

  /** A period is settled; several at once are what two handlers do that both come first. */
  settle(complete: boolean): void {
    const [open, next] = this.file.request.periods.filter(({ settledAt }) => !settledAt)
    // With the last one the activity ends.
    if (!complete && !next) return
    const all = this.file.request.periods.map((each) =>
      each === open || (complete && this.lived.owedMinutes === 0) ? { ...each, settledAt: this.now } : each,
    )
    const periods = complete ? all.filter(({ settledAt }) => settledAt) : all
    const ahead = { ...this.file, request: { ...this.file.request, periods } }
    const payments = nextInstalment(ahead, SESTO, this.now, complete)
    const request = { periods, ...(complete ? { stage: 'completed' as const } : {}) }
    const end = { request: this.file.request, payments: [...this.file.payments, ...payments] }
    this.write({ request, payments, effects: complete ? release(end) : [] })
  }

  publish(instalment: number): void {
    const payment = this.file.payments.find((each) => each.instalment === instalment)
    if (payment?.state !== 'eligible') return
    const isDue = this.benefitsCents > RULES.parameters.publishThresholdYearCents.value
    this.write({ payments: [{ ...payment, state: 'published', ...(isDue ? { publishedAt: NOW } : {}) }] })
  }

  clear(instalment: number): void {
    const change = decideClearance(this.file, instalment, { benefitsCents: this.benefitsCents, rules: RULES }, this.now)
    if (!change) return
    this.write(change)
    const cleared = this.file.payments.find((each) => each.instalment === instalment)?.clearance
    if (change.act === 'payment.cleared') this.references.push(cleared?.reference ?? '')
  }

  /** Finance tells an order: again, or another one, it changes nothing. */
  order(instalment: number, number: number): void {
    const payment = this.file.payments.find((each) => each.instalment === instalment)
    if (payment?.state !== 'cleared' && payment?.state !== 'ordered') return
    const order = `M-${number}`
    const change = outcomeOf(this.file, payment, { choice: 'ordered', orderedOn: dayOf(this.now), order }, this.now)
    if (!change || Array.isArray(change)) return
    const { reference = '' } = payment.clearance ?? {}
    if (this.orders.has(reference)) throw new Error(`${reference} is ordered twice`)
    this.orders.set(reference, order)
    this.write(change)
  }

  /** Finance, or whoever gives a new account, answers: by the questions' own rules, as `answerAsk` does where one is open. */
  answer(instalment: number, isPaid: boolean): void {
    const payment = this.file.payments.find((each) => each.instalment === instalment)
    if (!payment) return
    const subject = `${instalment}-${payment.issue}`
    const asked = {
      ask: { ...ASK, id: subject, subject },
      file: this.file,
      municipality: SESTO,
      now: this.now,
      by: BY,
    }
    const reasons = 'Conto chiuso da tempo.'
    // What was paid may come back from the bank, as long as the decision stands.
    const bounces = payment.state === 'paid' && !isPaid && !isDecisionSetAside(this.file.request.stage)
    const change =
      payment.state === 'cleared' || payment.state === 'ordered' || bounces
        ? outcome.decide({
            ...asked,
            answer: !isPaid
              ? { choice: 'returned', reasons }
              : { choice: 'paid', paidOn: dayOf(this.now), ...(payment.ordered ? {} : { order: '1' }) },
          })
        : payment.state === 'returned'
          ? account.decide({
              ...asked,
              answer:
                payment.method === 'advantage' ? { choice: 'again', reasons } : { choice: 'account', iban: IBANS[1] },
            })
          : undefined
    if (!change) return
    if (Array.isArray(change)) throw new Error(JSON.stringify(change))
    if (change.act === 'payment.paid') this.paid.push(payment.clearance?.reference ?? '')
    if (bounces) this.bounced += 1
    this.write(change)
  }

  act(number: number): void {
    this.#moments += 1
    const [what, which, much] = [number % 9, (Math.floor(number / 9) % 4) + 1, Math.floor(number / 36) % 4_000]
    // The last ones first: what is late is met more often.
    const instalment = Math.max(1, this.file.payments.length - which + 1)
    if (what < 5) this.giveBack(what, much)
    else if (what === 5) this.publish(instalment)
    else if (what === 6) {
      this.clear(instalment)
      this.clear(instalment)
      // Finance orders some at once, some later, and one of them by two numbers.
      if (much % 3 > 0) for (const order of [much % 3, much % 2]) this.order(instalment, order)
    } else this.answer(instalment, what === 7)
  }

  /** Hours are confirmed, waived, taken back because they were confirmed by mistake; or a month is over. */
  giveBack(what: number, much: number): void {
    if (this.file.request.stage !== 'active') return
    if (what === 0) this.move('owed', 'verified', much)
    else if (what === 1) this.move('owed', 'waived', Math.floor(much / 8))
    else if (what === 2) this.move('verified', 'owed', Math.floor(much / 4))
    else this.settle(false)
  }

  end(): void {
    this.#moments += 1
    const { request } = this.file
    const { ending, owedMinutes } = this.lived
    if (ending === 'whole') this.move('owed', 'verified', owedMinutes)
    if (ending === 'whole' || ending === 'complete' || ending === 'annul') this.settle(true)
    const withdrawal = { at: this.now }
    if (ending === 'withdraw')
      this.write({ effects: release(this.file), request: { ...request, stage: 'withdrawn', withdrawal } })
    if (ending === 'revoke') this.fall()
  }

  /** The decision falls, while hours are given or after. */
  fall(): void {
    this.#moments += 1
    const { request } = this.file
    const payments = cancelUncleared(this.file)
    const why = { reasons: 'Non spettava.', by: BY.id, at: this.now }
    const review: Review = {
      ...{ number: 1, kind: 'revocation', grounds: why.reasons, falseDeclaration: false },
      ...{ openedBy: BY.id, openedAt: this.now, ruling: { upheld: true, ...why } },
    }
    const effects = release({ request, payments })
    this.write({ effects, payments, request: { ...request, stage: 'revoked', reviews: [review] } })
  }

  /** All that must hold at every moment. */
  check(): void {
    const { request, payments } = this.file
    const { grant } = request
    if (!grant) throw new Error('no grant')
    const wrong = (what: string) => new Error(`${what}: ${JSON.stringify(payments)}`)
    if (payments.some(({ amountCents }) => !Number.isInteger(amountCents) || amountCents < 1))
      throw wrong('a payment of nothing')
    if (payments.some(({ lines, amountCents }) => sumOf(lines) !== amountCents || lines.some(({ cents }) => cents < 1)))
      throw wrong('lines that do not sum to the payment')
    if (new Set(payments.map(({ id }) => id)).size < payments.length) throw wrong('an instalment twice')
    if (payments.some(({ id, instalment }) => id !== `${ID}-${instalment}` || instalment > payments.length))
      throw wrong('an id that does not say what it is for')
    if (new Set(this.references).size < this.references.length) throw wrong('cleared twice')
    if (new Set(this.paid).size < this.paid.length) throw wrong('paid twice')
    for (const { id, issue, state, ordered, paid } of payments) {
      const known = this.orders.get(`${id}-${issue}`)
      const isWithFinance = state === 'ordered' || state === 'paid'
      if (ordered?.order !== (isWithFinance ? known : undefined)) throw wrong('an order that is not of this issue')
      if (state === 'ordered' ? !known : state === 'cleared' && known) throw wrong('ordered without an order')
      if (paid && paid.order !== (known ?? '1')) throw wrong('paid by another order')
    }
    // What rested on a decision that fell is paid, under way to be, or never will be.
    const goesOn: readonly string[] = ['cleared', 'ordered', 'paid', 'cancelled']
    if (request.stage === 'revoked' && payments.some(({ state }) => !goesOn.includes(state)))
      throw wrong('to be paid after the revocation')
    if (payments.some(({ state, paid }) => (state === 'paid') !== (paid !== undefined)))
      throw wrong('paid without an order, or not paid with one')
    for (const { fund, cents } of grant.funding) {
      const drawn = drawnOn(fund, payments)
      if (drawn > cents) throw wrong(`${fund} above its commitment`)
      if (drawn > (this.held.get(fund) ?? 0)) throw wrong(`${fund} pays more than it still holds`)
      // Once it has ended, the fund holds what payments draw on it, and nothing else.
      if (request.stage !== 'active' && drawn !== this.held.get(fund)) throw wrong(`${fund} keeps what nobody gets`)
    }
  }
}

function live(lived: Life, look: (books: Books) => void = () => undefined): Books {
  const books = new Books(lived)
  if (lived.plan === 'upfront') books.write({ payments: nextInstalment(books.file, SESTO, NOW, false) })
  const then = (act: () => void) => {
    const before = books.file
    act()
    if (books.file === before) return
    books.check()
    look(books)
  }
  for (const number of lived.acts) then(() => books.act(number))
  then(() => books.end())
  // And once more after the end: finance answers late, handlers come twice.
  for (const number of lived.acts) then(() => books.act(number))
  if (lived.ending === 'annul') then(() => books.fall())
  return books
}

describe('a hundred thousand lives of a grant', () => {
  it('pay each instalment once, within the commitment, never zero, and to the cent', () => {
    const seen = {
      cleared: 0,
      ordered: 0,
      orderedPaid: 0,
      orderedBack: 0,
      paid: 0,
      again: 0,
      bounced: 0,
      held: 0,
      cancelled: 0,
      split: 0,
      whole: 0,
      modules: 0,
    }
    fc.assert(
      fc.property(life, (lived) => {
        const { file, references, orders, paid, bounced } = live(lived)
        const standing = file.payments.filter(({ state }) => state !== 'cancelled')
        const total = standing.reduce((sum, { amountCents }) => sum + amountCents, 0)
        if (lived.ending === 'whole' && total !== lived.totalCents)
          throw new Error(`${total} of ${lived.totalCents} cents`)
        seen.cleared += references.length
        seen.ordered += orders.size
        seen.orderedPaid += file.payments.filter(({ ordered, state }) => ordered && state === 'paid').length
        seen.orderedBack += file.payments.filter(({ returns }) => returns.some(({ ordered }) => ordered)).length
        seen.paid += paid.length
        seen.again += file.payments.filter(({ issue }) => issue > 1).length
        seen.bounced += bounced
        seen.held += file.payments.filter(({ held }) => held).length
        seen.cancelled += file.payments.length - standing.length
        seen.split += file.payments.filter(({ lines }) => lines.length > 1).length
        seen.whole += lived.ending === 'whole' ? 1 : 0
        seen.modules += lived.plan === 'by_module' ? standing.length : 0
      }),
      { numRuns: 100_000 },
    )
    // A property of lives in which nothing happens would prove nothing.
    for (const [what, count] of Object.entries(seen))
      expect(count, what).toBeGreaterThan(what === 'bounced' ? 200 : 500)
  }, 240_000)

  it('produce grants and payments that the schemas accept', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const { file } = live(lived)
        expect(grantSchema.safeParse(file.request.grant).error).toBeUndefined()
        for (const payment of file.payments) expect(paymentSchema.safeParse(payment).error).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })
})

/** What reconciliation says of a file, where everything beside it is as the books have it. */
function differencesOf({ held, counted }: Books, file: CaseFile, lines: ReadonlyMap<string, number>): Difference[] {
  const published = {
    ...{
      year: YEAR,
      pseudonym: pseudonymOf(file.request),
      cents: netGrantCents(file),
      sealed: false,
      benefitsCents: counted,
    },
    thresholdCents: RULES.parameters.publishThresholdYearCents.value,
  }
  const reconciler = new Reconciler({ counters: held, lines: new Map([[YEAR, lines]]), sealed: new Map() })
  reconciler.addFile(file, published)
  return reconciler.report().differences
}

const YEAR = 2026
/** The lines of the public list that a file has. */
const linesOf = (file: CaseFile): Map<string, number> =>
  file.payments.some(({ publishedAt }) => publishedAt) && netGrantCents(file) > 0
    ? new Map([[pseudonymOf(file.request), netGrantCents(file)]])
    : new Map()

/** Every way to spoil a payment; none where it would be spoilt by nothing. */
const SPOILT: Record<string, (file: CaseFile, payment: Payment) => Payment | 'gone' | undefined> = {
  gone: (_, { state }) => (state === 'cancelled' ? undefined : 'gone'),
  returned: (_, payment) =>
    payment.returns.length > 0 && payment.state !== 'cancelled'
      ? { ...payment, returns: payment.returns.slice(1) }
      : undefined,
  issued: (_, { clearance, ...payment }) =>
    payment.state === 'cancelled'
      ? undefined
      : {
          ...payment,
          issue: payment.issue + 1,
          ...(clearance ? { clearance: { ...clearance, reference: `${payment.id}-${payment.issue + 1}` } } : {}),
        },
  // Once a grant ended with less, it may no longer be above the threshold.
  unpublished: ({ request }, { publishedAt, ...payment }) =>
    publishedAt && payment.clearance && request.stage === 'active' ? payment : undefined,
}

/** Of somebody who gets no other help: what the gate is told is what is counted of this grant. */
const alone = life.map(({ benefitsCents: _, ...lived }): Life => lived)

describe('the reconciliation of such lives', () => {
  it('finds withdrawn hours only, at any moment', () => {
    let taken = 0
    fc.assert(
      fc.property(alone, (lived) => {
        live(lived, (books) => {
          const found = differencesOf(books, books.file, linesOf(books.file))
          const hours = found.filter(({ cause }) => cause === 'hours')
          taken += hours.length
          if (found.length > (books.tookBack ? hours.length : 0)) throw new Error(JSON.stringify(found))
        })
      }),
      { numRuns: 10_000 },
    )
    expect(taken).toBeGreaterThan(10)
  }, 240_000)

  it.each(Object.entries(SPOILT))(
    'finds every payment that is %s',
    (_, spoil) => {
      let spoilt = 0
      fc.assert(
        fc.property(alone, fc.nat(), (lived, which) => {
          const books = live(lived)
          const { file } = books
          const payment = file.payments[which % Math.max(1, file.payments.length)]
          const wrong = payment && spoil(file, payment)
          if (!payment || !wrong) return
          spoilt += 1
          const payments = file.payments.flatMap((each) => (each !== payment ? each : wrong === 'gone' ? [] : wrong))
          const known = new Set(differencesOf(books, file, linesOf(file)).map((each) => JSON.stringify(each)))
          const found = differencesOf(books, { ...file, payments }, linesOf(file))
          if (!found.some((each) => !known.has(JSON.stringify(each)))) throw new Error(JSON.stringify(file.payments))
        }),
        { numRuns: 10_000 },
      )
      expect(spoilt).toBeGreaterThan(25)
    },
    240_000,
  )
})
