import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import { addDays, daysBetween } from '../../../../functions/domain/base/calendar.ts'
import { owedMinutes, periodsFrom, releasedCents } from '../../../../functions/domain/money/plan.ts'
import { PAYMENT_PLANS, type Regulation } from '../../../../functions/domain/municipality/regulation.ts'
import { SESTO, withRules } from '../../../support/memory.ts'
import type { Grant } from '../../../../functions/domain/money/grant.ts'
import { ACCOUNTS, type Posting } from '../../../../functions/domain/hours/posting.ts'

const rulesWith = (values: Parameters<typeof withRules>[0]): Regulation => {
  const [rules] = withRules(values).regulations
  if (!rules) throw new Error('no regulation')
  return rules
}
const [RULES = rulesWith({})] = SESTO.regulations

const grantOf = (fields: Partial<Grant>): Grant => ({
  kind: 'ordinary',
  totalCents: 60_000,
  monthlyCents: 30_000,
  months: 2,
  programme: 'baratto',
  funding: [{ fund: 'bilancio', cents: fields.totalCents ?? 60_000 }],
  plan: 'by_verified_hours',
  owedMinutes: 80 * 60,
  ...fields,
})

describe('the hours owed for an amount', () => {
  it.each([
    [60_000, undefined, 80],
    [65_999, undefined, 80],
    [66_000, undefined, 88],
    [5_000, undefined, 8],
    [1, undefined, 8],
    [60_000, 30, 30],
    [60_000, 81, 80],
    [5_000, 3, 3],
  ])('for %i cents, at most %s hours, are %i', (cents, most, hours) => {
    expect(owedMinutes(cents, RULES, most)).toBe(hours * 60)
  })

  it('are whole modules unless the person can do less, never more than the amount sizes beyond the first module', () => {
    const amounts = fc.record({
      cents: fc.integer({ min: 1, max: 1_000_000 }),
      hourValueCents: fc.integer({ min: 1, max: 2_000 }),
      moduleHours: fc.integer({ min: 1, max: 40 }),
      most: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(amounts, ({ cents, hourValueCents, moduleHours, most }) => {
        const hours = owedMinutes(cents, rulesWith({ hourValueCents, moduleHours }), most) / 60
        const sized = Math.max(moduleHours, cents / hourValueCents)
        expect(hours).toBeGreaterThan(0)
        expect(hours).toBeLessThanOrEqual(sized)
        if (most !== undefined) expect(hours).toBeLessThanOrEqual(most)
        if (hours !== most) expect(hours % moduleHours).toBe(0)
      }),
    )
  })
})

describe('periods', () => {
  it('follow one another without gap or overlap, at the end of February too', () => {
    expect(periodsFrom('2026-01-31', 3)).toEqual([
      { number: 1, from: '2026-01-31', to: '2026-02-27' },
      { number: 2, from: '2026-02-28', to: '2026-03-30' },
      { number: 3, from: '2026-03-31', to: '2026-04-29' },
    ])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 24 }), (days, months) => {
        const periods = periodsFrom(addDays('2026-01-01', days), months)
        expect(periods).toHaveLength(months)
        for (const [index, { from, to }] of periods.entries()) {
          expect(daysBetween(from, to)).toBeGreaterThanOrEqual(26)
          if (index > 0) expect(from).toBe(addDays(periods[index - 1]?.to ?? '', 1))
        }
      }),
    )
  })
})

describe('the released part of a grant', () => {
  /** Instalments as they are made: what is released so far less what was paid before. */
  function instalments(grant: Grant, minutes: readonly number[]): number[] {
    let paid = 0
    let verified = 0
    return minutes.flatMap((more, index) => {
      verified += more
      const complete = index === minutes.length - 1
      const amount = releasedCents(grant, { verifiedMinutes: verified, settledPeriods: index + 1, complete }) - paid
      paid += amount
      return [amount]
    })
  }
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

  const story = fc.record({
    totalCents: fc.integer({ min: 1, max: 1_000_000 }),
    months: fc.integer({ min: 1, max: 24 }),
    plan: fc.constantFrom(...PAYMENT_PLANS),
    owed: fc.integer({ min: 1, max: 30_000 }),
    minutes: fc.array(fc.nat(5_000), { minLength: 1, maxLength: 25 }),
  })

  it('is never negative and never above the grant, whatever is verified', () => {
    fc.assert(
      fc.property(story, ({ minutes, owed, ...fields }) => {
        const amounts = instalments(grantOf({ ...fields, owedMinutes: owed }), minutes)
        expect(amounts.filter((amount) => amount < 0 || !Number.isInteger(amount))).toEqual([])
        expect(sum(amounts)).toBeLessThanOrEqual(fields.totalCents)
      }),
    )
  })

  it('is the whole grant, to the cent, when every hour owed is verified', () => {
    fc.assert(
      fc.property(story, ({ minutes, owed, ...fields }) => {
        const rest = Math.max(0, owed - sum(minutes))
        expect(sum(instalments(grantOf({ ...fields, owedMinutes: owed }), [...minutes, rest]))).toBe(fields.totalCents)
      }),
    )
  })

  it('is the whole grant, to the cent, when the months of somebody exempt are over', () => {
    fc.assert(
      fc.property(story, ({ totalCents, months, plan }) => {
        const amounts = instalments(grantOf({ totalCents, months, plan, owedMinutes: 0 }), Array(months).fill(0))
        expect(sum(amounts)).toBe(totalCents)
        expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it.each([
    ['upfront', 0, false, 60_000],
    ['by_verified_hours', 0, false, 0],
    ['by_verified_hours', 2_400, false, 30_000],
    ['by_verified_hours', 1, false, 12],
    ['by_verified_hours', 9_999, true, 60_000],
    ['at_completion', 2_400, false, 0],
    ['at_completion', 2_400, true, 30_000],
    ['at_completion', 4_800, true, 60_000],
  ] as const)('%s with %i minutes verified, complete %s: %i cents', (plan, verifiedMinutes, complete, cents) => {
    expect(releasedCents(grantOf({ plan }), { verifiedMinutes, settledPeriods: 1, complete })).toBe(cents)
  })
})

describe('the ledger of hours', () => {
  const posting = fc.record({
    minutes: fc.integer({ min: 1, max: 1_000 }),
    from: fc.constantFrom(...ACCOUNTS),
    to: fc.constantFrom(...ACCOUNTS),
    on: fc.constantFrom('2026-03-02', '2026-03-03'),
  })
  const full = (parts: Pick<Posting, 'minutes' | 'from' | 'to' | 'on'>, index: number): Posting => ({
    id: String(index),
    request: 'r',
    period: 1,
    entry: String(index),
    by: { role: 'host', id: 'h' },
    at: '2026-03-03T08:00:00Z',
    why: 'test',
    ...parts,
  })

  it('balances to zero over all accounts', () => {
    fc.assert(
      fc.property(fc.array(posting), (parts) => {
        const postings = parts.map(full)
        expect(sumOf(ACCOUNTS.map((account) => balance(postings, account)))).toBe(0)
      }),
    )
  })
  const sumOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

  it('is incoming less outgoing minutes', () => {
    const on = '2026-03-02'
    const postings = [
      { minutes: 480, from: 'agreement', to: 'owed', on } as const,
      { minutes: 240, from: 'owed', to: 'done', on } as const,
      { minutes: 60, from: 'done', to: 'owed', on } as const,
      { minutes: 180, from: 'done', to: 'verified', on } as const,
    ].map(full)
    expect(ACCOUNTS.map((account) => balance(postings, account))).toEqual([-480, 300, 0, 180, 0, 0, 0, 0])
  })
})
