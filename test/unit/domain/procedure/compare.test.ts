import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NeedFacts } from '../../../../functions/domain/money/amount.ts'
import { compareRules, type Count, SMALL } from '../../../../functions/domain/procedure/compare.ts'
import { comparisonLines } from '../../../../infra/commands/compare-rules.ts'
import { anyFacts, anyRules, factsWith, rulesWith } from './facts.ts'

const many = (count: number, fields: Partial<NeedFacts>): NeedFacts[] =>
  Array.from({ length: count }, () => factsWith(fields))
const rule = (compared: ReturnType<typeof compareRules>, name: string) =>
  compared.rules.find((each) => each.rule === name)

describe('two versions of a regulation', () => {
  const before = rulesWith()

  it('are compared by gains, losses, rules and the total suggested', () => {
    const after = rulesWith({
      iseeMaxCents: { ordinary: 300_000, extraordinary: 1_500_000 },
      grantMaxCents: { ordinary: 180_000, extraordinary: 250_000 },
    })
    // 480.00 a month is needed with an ISEE of 1,440.00: 250.00 under the ceiling now, 300.00 under the new one.
    const compared = compareRules(
      [
        ...many(6, { iseeCents: 144_000 }),
        ...many(7, { iseeCents: 480_000 }),
        ...many(5, { iseeCents: 720_000 }),
        ...many(8, { resident: false }),
      ],
      before,
      after,
    )
    expect(compared).toMatchObject({
      requests: 26,
      gain: 6,
      lose: 7,
      same: 13,
      beforeCents: 6 * 150_000 + 7 * 120_000,
      afterCents: 6 * 180_000,
    })
    expect(rule(compared, 'isee')).toEqual({ rule: 'isee', gain: 0, lose: 20 })
    expect(rule(compared, 'residency')).toEqual({ rule: 'residency', gain: 0, lose: 0 })
    expect(
      rule(compareRules(many(8, { resident: false }), before, rulesWith({ residencyRequired: false })), 'residency'),
    ).toEqual({
      rule: 'residency',
      gain: 8,
      lose: 0,
    })
  })

  it('do not differ if their rules are the same', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { maxLength: 12 }), anyRules, (requests, rules) => {
        const { gain, lose, rules: changed, beforeCents, afterCents } = compareRules(requests, rules, rules)
        expect([gain, lose]).toEqual([0, 0])
        expect(changed.every((each) => each.gain === 0 && each.lose === 0)).toBe(true)
        expect(beforeCents).toBe(afterCents)
      }),
    )
  })

  it('never reveal numbers under five, not even by subtraction', () => {
    const small = (count: Count) => count !== undefined && count > 0 && count < SMALL
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), (gains, loses, sames) => {
        const after = rulesWith({
          residencyRequired: false,
          iseeMaxCents: { ordinary: 300_000, extraordinary: 1_500_000 },
        })
        const requests = [
          ...many(gains, { resident: false, iseeCents: 100_000 }),
          ...many(loses, { iseeCents: 400_000 }),
          ...many(sames, { iseeCents: 100_000 }),
        ]
        const compared = compareRules(requests, before, after)
        const cells = [compared.gain, compared.lose, compared.same]
        const counts = [compared.requests, ...cells, ...compared.rules.flatMap(({ gain, lose }) => [gain, lose])]
        expect(counts.filter(small)).toEqual([])
        for (const [index, truth] of [gains, loses, sames].entries()) expect([truth, undefined]).toContain(cells[index])
        if (compared.requests !== undefined && cells.includes(undefined)) {
          const hidden = compared.requests - cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0)
          // What is hidden may be shared out in more than one way.
          expect(cells.filter((cell) => cell === undefined).length).toBeGreaterThan(1)
          expect(hidden).toBeGreaterThanOrEqual(SMALL)
        }
        if ([gains, loses].some((number) => small(number))) expect(compared.afterCents).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('are printed without data about anybody', () => {
    const requests = many(2, { resident: false })
    const lines = comparisonLines(
      compareRules(requests, before, rulesWith({ residencyRequired: false })),
      before,
      before,
    )
    expect(lines.join('\n')).not.toMatch(/\b[1-4]\b|undefined|other/)
    expect(lines[1]).toContain('fewer than 5')
  })
})
