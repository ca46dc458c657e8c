import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type NeedFacts,
  SUGGESTION_STEPS,
  type SuggestionStep,
  suggestGrant,
} from '../../../../functions/domain/money/amount.ts'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { evaluationMessagesOf } from '../../../../functions/texts/messages.ts'
import { lookUp } from '../../../../functions/texts/sentences.ts'
import { helpWithin } from '../../../../functions/domain/procedure/eligibility.ts'
import { anyFacts, anyRules, factsWith, helpWith, rulesWith } from '../procedure/facts.ts'

const suggest = (fields: Partial<NeedFacts> = {}, values: Parameters<typeof rulesWith>[0] = {}) => {
  const { steps, ...amounts } = suggestGrant(factsWith(fields), rulesWith(values))
  return { amounts, codes: steps.map(({ code }) => code), steps }
}
const NOTHING = { monthlyCents: 0, months: 0, totalCents: 0, owedMinutes: 0 }

describe('the suggested amount', () => {
  it('is the monthly gap between income and subsistence level', () => {
    // 600.00 less a twelfth of 4,800.00; the ceiling of 1,500.00 is 250.00 in six months.
    expect(suggest({ iseeCents: 480_000 }, { subsistenceMonthlyCents: 60_000 })).toMatchObject({
      amounts: { monthlyCents: 20_000, months: 6, totalCents: 120_000, owedMinutes: 160 * 60 },
      codes: ['subsistence', 'income', 'gap', 'room', 'total', 'hours'],
    })
    // Three people: scale 2.04, so 1,224.00 less 816.00.
    expect(suggest({ householdSize: 3 }).steps.find(({ code }) => code === 'gap')?.values).toEqual({ gapCents: 40_800 })
    // Seven: 2.85 and twice 0.35.
    expect(suggest({ householdSize: 7, iseeCents: 0 }).steps[0]?.values).toEqual({ size: 7, subsistenceCents: 213_000 })
  })

  it.each<[string, Partial<NeedFacts>, Parameters<typeof rulesWith>[0], object, SuggestionStep['code']]>([
    ['is nothing where nothing lacks', { iseeCents: 720_000 }, {}, NOTHING, 'noNeed'],
    ['is at least the smallest month', { iseeCents: 719_999 }, {}, { monthlyCents: 5_000, months: 6 }, 'monthlyMin'],
    [
      'is at most the largest month',
      { iseeCents: 0, householdSize: 2 },
      { grantMaxCents: { ordinary: 600_000, extraordinary: 0 } },
      { monthlyCents: 60_000, totalCents: 360_000 },
      'monthlyMax',
    ],
    ['is spread under the ceiling', { iseeCents: 0 }, {}, { monthlyCents: 25_000, months: 6 }, 'spread'],
    [
      'is what is left after help received',
      { help: [helpWith({ totalCents: 130_000 })] },
      {},
      { monthlyCents: 5_000, months: 4, totalCents: 20_000 },
      'spread',
    ],
    ['is nothing where too little is left', { help: [helpWith({ totalCents: 145_001 })] }, {}, NOTHING, 'noRoom'],
    [
      'stays within what may be paid in cash',
      { payout: 'cash' },
      {},
      { monthlyCents: 16_666, totalCents: 99_996 },
      'cash',
    ],
    [
      'has fewer hours for who can do less',
      { maxHours: 30 },
      {},
      { totalCents: 120_000, owedMinutes: 1_800 },
      'ability',
    ],
    ['has no hours for who is exempt', { maxHours: 0 }, {}, { totalCents: 120_000, owedMinutes: 0 }, 'ability'],
    [
      'at once is the expense',
      { kind: 'extraordinary', expenseCents: 80_000 },
      {},
      { monthlyCents: 80_000, months: 1, totalCents: 80_000 },
      'expense',
    ],
    [
      'at once is within the ceiling, less help',
      {
        kind: 'extraordinary',
        expenseCents: 400_000,
        help: [helpWith({ kind: 'extraordinary', totalCents: 100_000 })],
      },
      {},
      { monthlyCents: 150_000, months: 1 },
      'room',
    ],
    ['at once is never the ceiling for want of an expense', { kind: 'extraordinary' }, {}, NOTHING, 'noExpense'],
    ['is nothing where the State pays', { kind: 'community' }, {}, NOTHING, 'community'],
  ])('%s', (_, fields, values, amounts, code) => {
    const suggested = suggest(fields, values)
    expect(suggested.amounts).toMatchObject(amounts)
    expect(suggested.codes).toContain(code)
  })

  it('is always within all limits and in whole cents', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, (facts, rules) => {
        const { monthlyCents, months, totalCents, owedMinutes } = suggestGrant(facts, rules)
        const { parameters } = rules
        expect(
          [monthlyCents, months, totalCents, owedMinutes].every((each) => Number.isInteger(each) && each >= 0),
        ).toBe(true)
        expect(totalCents).toBe(monthlyCents * months)
        expect(owedMinutes).toBeLessThanOrEqual((facts.maxHours ?? Number.POSITIVE_INFINITY) * 60)
        if (totalCents === 0) {
          expect([monthlyCents, months, owedMinutes]).toEqual([0, 0, 0])
          return
        }
        if (facts.kind === 'community') throw new Error('the municipality pays nothing for hours for the community')
        const helpCents = helpWithin(facts, facts.kind, parameters.helpWindowMonths.value)
        expect(totalCents + helpCents).toBeLessThanOrEqual(parameters.grantMaxCents.value[facts.kind])
        if (facts.payout === 'cash') expect(totalCents).toBeLessThanOrEqual(parameters.cashLimitCents.value)
        if (facts.kind === 'extraordinary') {
          expect(months).toBe(1)
          expect(totalCents).toBeLessThanOrEqual(facts.expenseCents ?? 0)
          return
        }
        expect(months).toBeLessThanOrEqual(parameters.durationMonths.value)
        expect(monthlyCents).toBeGreaterThanOrEqual(parameters.monthlyCents.value.min)
        expect(monthlyCents).toBeLessThanOrEqual(parameters.monthlyCents.value.max)
      }),
      { numRuns: 2_000 },
    )
  })

  it('never grows with income or earlier help', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, fc.nat(500_000), (facts, rules, more) => {
        const one = suggestGrant(facts, rules)
        const richer = suggestGrant({ ...facts, iseeCents: facts.iseeCents + more }, rules)
        const help = helpWith({ request: 'more', kind: 'ordinary', totalCents: more })
        const helped = suggestGrant({ ...facts, help: [...facts.help, help] }, rules)
        for (const other of [richer, helped]) {
          expect(other.totalCents).toBeLessThanOrEqual(one.totalCents)
          expect(other.owedMinutes).toBeLessThanOrEqual(one.owedMinutes)
        }
        expect(richer.monthlyCents).toBeLessThanOrEqual(one.monthlyCents)
      }),
      { numRuns: 2_000 },
    )
  })

  it('derives from its steps, each with an article', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, (facts, rules) => {
        const { steps, ...amounts } = suggestGrant(facts, rules)
        const values = (code: SuggestionStep['code']) => steps.find((step) => step.code === code)?.values
        expect(steps.every(({ article }) => article.length > 3)).toBe(true)
        const last = steps.at(-1)?.code
        if (amounts.totalCents === 0) {
          expect(['noNeed', 'noRoom', 'noExpense', 'community']).toContain(last)
          return
        }
        const { subsistenceCents = 0 } = values('subsistence') ?? {}
        const gap = facts.kind === 'ordinary' ? subsistenceCents - (values('income')?.['incomeCents'] ?? 0) : undefined
        const wanted = values('monthlyMin')?.['minCents'] ?? values('monthlyMax')?.['maxCents'] ?? gap
        const room = Math.min(values('room')?.['leftCents'] ?? 0, values('cash')?.['limitCents'] ?? Infinity)
        const monthly =
          facts.kind === 'ordinary'
            ? (values('spread')?.['monthlyCents'] ?? wanted)
            : Math.min(values('expense')?.['expenseCents'] ?? 0, room)
        expect(values('total')).toEqual({
          monthlyCents: monthly,
          months: amounts.months,
          totalCents: (monthly ?? 0) * amounts.months,
        })
        expect(values('ability')?.['hours'] ?? values('hours')?.['hours']).toBe(amounts.owedMinutes / 60)
        expect(amounts).toMatchObject(values('total') ?? {})
      }),
      { numRuns: 1_000 },
    )
  })

  it('explains every step in full sentences, in every language', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyFacts, anyRules, (facts, rules) => {
        for (const { code, values } of suggestGrant(facts, rules).steps)
          for (const language of LANGUAGES) {
            seen.add(code)
            expect(lookUp(evaluationMessagesOf(language).suggestion.steps, code, values)).toMatch(/^[^{}]+\.$/)
          }
      }),
      { numRuns: 1_000 },
    )
    expect([...seen].sort()).toEqual([...SUGGESTION_STEPS].sort())
  })
})
