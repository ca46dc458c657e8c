import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  drawnCents,
  drawnOn,
  fundingOf,
  paymentLines,
  sumOf,
  unspent,
  refunded,
} from '../../../../functions/domain/money/funds.ts'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import { minutesByFund } from '../../../../functions/domain/treasury/fund-report.ts'
import { newWorld, SESTO } from '../../../support/memory.ts'
import { apply, atStage, play } from '../../../support/story/play.ts'
import { cancelUncleared } from '../../../../functions/domain/money/release.ts'
import type { Funding } from '../../../../functions/domain/money/grant.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'
import type { Payment } from '../../../../functions/domain/file/payment.ts'

const ON = '2026-03-02'
const FUNDS = SESTO.funds.map(({ id }) => id)

describe('splitting an amount over funds', () => {
  it.each<[string, Parameters<typeof fundingOf>[0], number, Funding[]]>([
    ['one fund', { fund: 'bilancio' }, 60_000, [{ fund: 'bilancio', cents: 60_000 }]],
    [
      'two funds: the main one pays the rest, and is drawn on first',
      { fund: 'bilancio', also: [{ fund: 'pon-inclusione', cents: 10_001 }] },
      60_000,
      [
        { fund: 'bilancio', cents: 49_999 },
        { fund: 'pon-inclusione', cents: 10_001 },
      ],
    ],
    ['nothing to pay', { fund: 'puc' }, 0, []],
  ])('%s', (_, chosen, total, funding) => {
    expect(fundingOf(chosen, total, SESTO, 'baratto', ON)).toEqual({ funding })
  })

  const also = (fund: string, cents = 100) => ({ fund: 'bilancio', also: [{ fund, cents }] })
  const closed: Municipality = {
    ...SESTO,
    funds: SESTO.funds.map((fund) => (fund.id === 'bilancio' ? { ...fund, validFrom: '2026-03-03' } : fund)),
  }
  it.each<[string, Parameters<typeof fundingOf>[0], string, string[], Municipality?]>([
    ['no such fund', { fund: 'altro' }, 'baratto', ['fund choice']],
    ['no such second fund', also('altro'), 'baratto', ['also.0.fund choice']],
    ['the same fund twice', also('bilancio'), 'baratto', ['also.0.fund fund.twice']],
    ['a fund for other programmes', { fund: 'pon-inclusione' }, 'percorso-a', ['fund fund.programme']],
    ['a second fund for other programmes', also('fesr'), 'baratto', ['also.0.fund fund.programme']],
    ['all of it', also('pon-inclusione', 60_000), 'baratto', ['also.0.cents fund.rest']],
    ['a fund that opens tomorrow', { fund: 'bilancio' }, 'baratto', ['fund fund.closed'], closed],
    [
      'every problem at once',
      { ...also('altro', 60_001), fund: 'fesr' },
      'baratto',
      ['fund fund.programme', 'also.0.fund choice', 'also.0.cents fund.rest'],
    ],
    [
      'a fund reserved to other people',
      { fund: 'fesr' },
      'giovani',
      ['fund fund.group'],
      { ...SESTO, funds: SESTO.funds.map((fund) => (fund.groups ? { ...fund, groups: ['percorso-protetto'] } : fund)) },
    ],
    ['a programme that is told elsewhere', { fund: 'bilancio' }, 'altro', []],
  ])('refuses %s', (_, chosen, programme, problems, municipality = SESTO) => {
    const found = fundingOf(chosen, 60_000, municipality, programme, ON)
    expect(Array.isArray(found) ? found.map(({ field, code }) => `${field} ${code}`) : []).toEqual(problems)
  })

  it('always sums to the amount', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 2 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), parts, (total, cents) => {
        const chosen = ['pon-inclusione', 'piano-poverta'].slice(0, cents.length)
        const found = fundingOf(
          { fund: 'bilancio', also: chosen.map((fund, index) => ({ fund, cents: cents[index] ?? 0 })) },
          total,
          SESTO,
          'baratto',
          ON,
        )
        if (Array.isArray(found)) expect(sumOf(cents.map((each) => ({ cents: each })))).toBeGreaterThanOrEqual(total)
        else expect(sumOf(found.funding)).toBe(total)
      }),
    )
  })
})

const world = newWorld()
const REQUEST = (await play(world, await apply(world), {}, atStage('funded'))).request
const requestWith = (funding: Funding[]): Request => ({
  ...REQUEST,
  ...(REQUEST.grant ? { grant: { ...REQUEST.grant, funding, totalCents: sumOf(funding) } } : {}),
})
const paymentOf = (lines: Payment['lines'], instalment: number, state: Payment['state']): Payment => ({
  id: `x-${instalment}`,
  request: 'x',
  municipality: 'I690',
  instalment,
  issue: 1,
  state,
  amountCents: sumOf(lines),
  lines,
  method: 'cash',
  eligibleAt: `${ON}T08:00:00Z`,
  dueOn: ON,
  returns: [],
})
const fundings = fc
  .array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((cents, index): Funding => ({ fund: FUNDS[index] ?? '', cents })))
const shares = fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 12 })
/** Instalments of these sizes, as long as something is left; then all the rest if `whole`. */
function paid(funding: Funding[], sizes: readonly number[], whole: boolean): Payment[] {
  const payments: Payment[] = []
  for (const size of whole ? [...sizes, Number.POSITIVE_INFINITY] : sizes) {
    const amount = Math.min(size, sumOf(funding) - drawnCents(payments))
    if (amount === 0) continue
    const lines = paymentLines({ funding }, payments, amount, SESTO)
    expect(sumOf(lines)).toBe(amount)
    payments.push(paymentOf(lines, payments.length + 1, 'paid'))
  }
  return payments
}

describe('instalments of a grant on several funds', () => {
  it('draw on the funds in order, and quote the data that an order needs', () => {
    const funding = [
      { fund: 'bilancio', cents: 30_000 },
      { fund: 'pon-inclusione', cents: 10_000 },
    ]
    const payments = paid(funding, [25_000, 10_000], true)
    expect(payments.map(({ lines }) => lines.map(({ fund, cents }) => `${fund} ${cents}`))).toEqual([
      ['bilancio 25000'],
      ['bilancio 5000', 'pon-inclusione 5000'],
      ['pon-inclusione 5000'],
    ])
    expect(payments[2]?.lines).toEqual([
      { fund: 'pon-inclusione', budgetLine: '1204.20', cup: 'E41E26000010006', cents: 5_000 },
    ])
  })

  it('take exactly its share from each fund', () => {
    fc.assert(
      fc.property(fundings, shares, fc.boolean(), (funding, sizes, whole) => {
        const payments = paid(funding, sizes, whole)
        for (const { fund, cents } of funding) {
          expect(drawnOn(fund, payments)).toBeLessThanOrEqual(cents)
          if (whole) expect(drawnOn(fund, payments)).toBe(cents)
        }
      }),
    )
  })

  it('sum to the grant with the returned amount, fund by fund, whatever was cancelled', () => {
    const states = fc.array(fc.constantFrom<Payment['state']>('eligible', 'published', 'cleared', 'paid', 'returned'), {
      minLength: 12,
      maxLength: 12,
    })
    fc.assert(
      fc.property(fundings, shares, states, (funding, sizes, ends) => {
        const before = paid(funding, sizes, false).map((payment, index) => ({
          ...payment,
          state: ends[index] ?? 'eligible',
        }))
        const payments = cancelUncleared({ payments: before })
        for (const [index, payment] of payments.entries())
          expect(payment.state).toBe(
            ['eligible', 'published', 'returned'].includes(before[index]?.state ?? '')
              ? 'cancelled'
              : before[index]?.state,
          )
        const back = unspent({ request: requestWith(funding), payments })
        for (const { fund, cents } of funding)
          expect(drawnOn(fund, payments) + sumOf(back.filter((part) => part.fund === fund))).toBe(cents)
      }),
    )
  })

  it('draw on the same funds in proportion, to the cent, if the amount changes', () => {
    fc.assert(
      fc.property(fundings, fc.integer({ min: 1, max: 1_000_000 }), (funding, totalCents) => {
        const parts = refunded(funding, totalCents)
        expect(sumOf(parts)).toBe(totalCents)
        expect(parts.every(({ cents }) => cents > 0)).toBe(true)
        expect(refunded(funding, sumOf(funding))).toEqual(funding)
      }),
    )
  })

  it('return nothing before money was committed', () => {
    const { fundedAt: _, ...request } = REQUEST
    expect(unspent({ request, payments: [] })).toEqual([])
  })
})

it('minutes split over the funds of a grant sum to all of them', () => {
  fc.assert(
    fc.property(fundings, fc.nat(100_000), (funding, minutes) => {
      const parts = funding.map(({ fund }) => minutesByFund(funding, fund, minutes))
      expect(parts.every((part) => part >= 0)).toBe(true)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(minutes)
    }),
  )
})
