import { describe, expect, it } from 'vitest'
import { CONDITIONS, type Condition } from '../../../../functions/domain/money/conditions.ts'
import { routeOf, unmetConditions } from '../../../../functions/domain/money/gate.ts'
import { regulationOf } from '../../../../functions/domain/municipality/regulation.ts'
import { newWorld, SESTO } from '../../../support/memory.ts'
import { apply, play } from '../../../support/story/play.ts'
import type { Grant } from '../../../../functions/domain/money/grant.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'
import type { Payment } from '../../../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const world = newWorld()
/** Two instalments of 300.00 euro: the first is before the gate. */
const FILE = await play(world, await apply(world), {}, ({ payments }) => payments[0]?.state === 'published')
const RULES = regulationOf(SESTO, FILE.request.regulation)
const OTHER = 'IT40S0542811101000000123456'

type Changes = {
  payment?: Partial<Payment> & { noAccount?: true }
  request?: Partial<Request>
  file?: Partial<CaseFile>
  benefitsCents?: number
}

function unmet({ payment: changed = {}, request = {}, file = {}, benefitsCents = 60_000 }: Changes): Condition[] {
  const [first] = FILE.payments
  if (!first) throw new Error('nothing is before the gate')
  const { noAccount, ...fields } = changed
  const { iban: account, ...rest } = first
  const payment: Payment = { ...rest, ...(noAccount || account === undefined ? {} : { iban: account }), ...fields }
  const whole = { ...FILE, payments: [payment], request: { ...FILE.request, ...request }, ...file }
  return unmetConditions(whole, payment, { benefitsCents, rules: RULES })
}
const grantWith = (fields: Partial<Grant>): Partial<Request> => {
  const { grant } = FILE.request
  if (!grant) throw new Error('no grant')
  return { grant: { ...grant, ...fields } }
}
const without = <Field extends keyof Request>(field: Field): Partial<Request> => ({ [field]: undefined })
const PAYEE = { name: 'Immobiliare Le Rose S.r.l.', iban: OTHER, code: 'INT-7', reasons: 'Paga l’affitto arretrato.' }
const VOUCHER = { kind: 'voucher', provider: 'Mercato solidale', description: 'Buoni spesa' } as const

describe('the gate before finance', () => {
  it('clears a payment that meets every condition', () => {
    expect(unmet({})).toEqual([])
  })

  const lacks: [Condition, string, Changes][] = [
    ['decision', 'there is none', { request: without('decision') }],
    ['decision', 'it is a refusal', { request: refused() }],
    ['decision', 'it is on no paper', { request: { papers: [] } }],
    ['decision', 'it was revoked', { request: { stage: 'revoked' } }],
    ['decision', 'it was forfeited', { request: { stage: 'forfeited' } }],
    ['decision', 'it was annulled', { request: { stage: 'annulled' } }],
    ['notified', 'the person was not told', { request: without('approvalNotifiedAt') }],
    ['fund', 'nothing was committed', { request: without('fundedAt') }],
    ['fund', 'too little was', { request: grantWith({ funding: [{ fund: 'bilancio', cents: 29_999 }] }) }],
    ['fund', 'another fund was', { request: grantWith({ funding: [{ fund: 'pon-inclusione', cents: 60_000 }] }) }],
    ['hours', 'hours were taken back', { file: { postings: FILE.postings.filter(({ to }) => to !== 'verified') } }],
    ['hours', 'a cent is not released', { payment: { amountCents: 30_001, lines: [{ ...lineOf(), cents: 30_001 }] } }],
    ['publication', 'it is over the threshold', { benefitsCents: 100_001 }],
    [
      'payee',
      'the account does not exist',
      { payment: { iban: 'IT61X0542811101000000123456' }, request: payTo('IT61X0542811101000000123456') },
    ],
    ['payee', 'there is no account', { payment: { noAccount: true } }],
    ['payee', 'nobody gives the voucher', { payment: { method: 'advantage', noAccount: true } }],
    ['account', 'it is another’s', { payment: { iban: OTHER } }],
    ['account', 'the decision names somebody else', { request: grantWith({ payee: PAYEE }) }],
    ['account', 'the decision gives no money', { request: grantWith({ advantage: VOUCHER }) }],
    ['account', 'cash was not asked for', { payment: { method: 'cash', noAccount: true } }],
    ['account', 'another payment just came back from there', { file: { payments: [...FILE.payments, cameBack({})] } }],
    [
      'cash',
      'it is over the limit',
      {
        payment: {
          method: 'cash',
          noAccount: true,
          amountCents: 100_001,
          lines: [{ ...lineOf(), cents: 100_001 }],
        },
      },
    ],
  ]

  it.each(lacks)('%s: %s', (condition, _, changes) => {
    expect(unmet(changes)).toContain(condition)
  })

  it('has a test of each condition', () => {
    expect([...new Set(lacks.map(([condition]) => condition))]).toEqual([...CONDITIONS])
  })

  it('clears a payment to another account than the returned one', () => {
    for (const other of [{ iban: OTHER }, { method: 'cash' as const }, { state: 'eligible' as const }])
      expect(unmet({ file: { payments: [...FILE.payments, cameBack(other)] } })).not.toContain('account')
  })

  it('counts waived hours as given, and none beyond the release', () => {
    const [verified] = FILE.postings.filter(({ to }) => to === 'verified')
    if (!verified) throw new Error('nothing is verified')
    const none = FILE.postings.filter(({ to }) => to !== 'verified')
    const waived = { ...verified, from: 'owed' as const, to: 'waived' as const }
    expect(unmet({ file: { postings: [...none, { ...waived, minutes: 2_400 }] } })).toEqual([])
    expect(unmet({ file: { postings: [...none, { ...waived, minutes: 2_399 }] } })).toEqual(['hours'])
  })

  it('clears published payments above the threshold and unpublished ones at it', () => {
    expect(unmet({ benefitsCents: 100_001, payment: { publishedAt: world.clock.now() } })).toEqual([])
    expect(unmet({ benefitsCents: 100_000 })).toEqual([])
  })

  it('clears amounts earned before a withdrawal', () => {
    expect(unmet({ request: { stage: 'withdrawn' } })).toEqual([])
  })

  it.each([
    [{ payee: PAYEE }, { method: 'transfer', iban: OTHER, payee: { name: PAYEE.name, code: 'INT-7' } }],
    [{ advantage: VOUCHER }, { method: 'advantage', payee: { name: 'Mercato solidale' } }],
    [{}, { method: 'transfer', iban: 'IT60X0542811101000000123456' }],
  ])('determines the route of a grant: %j', (fields, route) => {
    expect(routeOf({ ...FILE.request, ...grantWith(fields) })).toEqual(route)
  })

  it('has no route if no money was asked for', () => {
    expect(routeOf({ ...FILE.request, payout: { method: 'none' } })).toBeUndefined()
  })
})

function lineOf() {
  const line = FILE.payments[0]?.lines[0]
  if (!line) throw new Error('no line')
  return line
}
function refused(): Partial<Request> {
  const { decision } = FILE.request
  if (!decision) throw new Error('no decision')
  return { decision: { ...decision, outcome: 'refused' } }
}
function payTo(iban: string): Partial<Request> {
  return { payout: { method: 'transfer', iban } }
}

/** A second instalment that the bank sent back. */
function cameBack(fields: Partial<Payment>): Payment {
  const [first] = FILE.payments
  if (!first) throw new Error('nothing is before the gate')
  return { ...first, id: `${first.request}-2`, instalment: 2, state: 'returned', ...fields }
}
