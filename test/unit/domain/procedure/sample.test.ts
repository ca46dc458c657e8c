import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, draw, riskOf, weightOf } from '../../../../functions/domain/procedure/sample.ts'
import { factsWith, helpWith, rulesWith } from './facts.ts'

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[0-9a-z]{26}$/),
    benefitCents: fc.nat(250_000),
    risk: fc.integer({ min: 1, max: 5 }),
  }),
  { selector: ({ id }) => id, maxLength: 60 },
)
const percents = fc.integer({ min: 0, max: 100 })
const town = (count: number, of: (index: number) => Partial<Candidate> = () => ({})): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({ id: `request-${index}`, benefitCents: 0, risk: 1, ...of(index) }))

describe('a draw', () => {
  it('depends on the seed only, not on the order of candidates', () => {
    fc.assert(
      fc.property(fc.string(), candidates, percents, (seed, from, percent) => {
        expect(draw(seed, [...from].reverse(), percent)).toEqual(draw(seed, from, percent))
      }),
    )
    expect(draw('a', town(50), 20)).not.toEqual(draw('b', town(50), 20))
  })

  it('can be reproduced with other tools', () => {
    // In Python: sorted by math.log((int(sha256(f'lotto/{id}').hexdigest()[:13], 16) + 0.5) / 2**52) / weight.
    const from = town(6, (index) => ({ risk: 1 + (index % 3), benefitCents: index * 50_000 }))
    expect(draw('lotto', from, 100).map((id) => id.slice(8))).toEqual(['2', '1', '4', '5', '0', '3'])
    expect(draw('lotto', from, 34)).toEqual(['request-2', 'request-1', 'request-4'])
  })

  it('draws the percentage rounded up, without repetition, and at least one', () => {
    fc.assert(
      fc.property(fc.string(), candidates, percents, (seed, from, percent) => {
        const drawn = draw(seed, from, percent)
        expect(drawn).toHaveLength(Math.ceil((from.length * percent) / 100))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn.every((id) => from.some((each) => each.id === id))).toBe(true)
        if (percent > 0 && from.length > 0) expect(drawn.length).toBeGreaterThan(0)
        if (percent === 100) expect(drawn.length).toBe(from.length)
      }),
    )
  })

  it('draws in proportion to weight', () => {
    // One in five weighs 8 times as much: of the first ones drawn, 8 in 12 are of them.
    const from = town(50, (index) => (index % 5 === 0 ? { risk: 4, benefitCents: 100_000 } : {}))
    const firsts = Array.from({ length: 3_000 }, (_, seed) => draw(`seed ${seed}`, from, 1)[0] ?? '')
    const heavy = firsts.filter((id) => Number(id.slice(8)) % 5 === 0).length
    expect(heavy / firsts.length).toBeCloseTo(8 / 12, 1)
    expect(Math.abs(heavy / firsts.length - 8 / 12)).toBeLessThan(0.03)
  })

  it('draws equally if all weights are equal', () => {
    const times = new Map<string, number>()
    for (let seed = 0; seed < 3_000; seed++)
      for (const id of draw(`seed ${seed}`, town(20), 10)) times.set(id, (times.get(id) ?? 0) + 1)
    // Two of twenty each time: 300 each, give or take five standard deviations.
    expect(times.size).toBe(20)
    for (const count of times.values()) expect(Math.abs(count - 300)).toBeLessThan(85)
  })
})

describe('the weight of a candidate', () => {
  it('is the risk and grows with the benefit', () => {
    const weights = [
      { risk: 1, benefitCents: 0 },
      { risk: 2, benefitCents: 0 },
      { risk: 1, benefitCents: 100_000 },
      { risk: 3, benefitCents: 250_000 },
    ].map((each) => weightOf({ id: 'x', ...each }))
    expect(weights).toEqual([1, 2, 2, 10.5])
  })

  it('adds one per sign: ISEE close to the ceiling, earlier help, cash, another household', () => {
    const rules = rulesWith()
    const risk = (fields: Parameters<typeof factsWith>[0], other = false) => riskOf(factsWith(fields), rules, other)
    expect(risk({})).toBe(1)
    expect([810_000, 810_001, 900_000, 900_001].map((iseeCents) => risk({ iseeCents }))).toEqual([1, 2, 2, 1])
    expect(risk({ help: [helpWith()] })).toBe(2)
    expect(risk({ payout: 'cash' })).toBe(2)
    expect(risk({}, true)).toBe(2)
    expect(risk({ iseeCents: 900_000, help: [helpWith()], payout: 'cash' }, true)).toBe(5)
    expect(risk({ kind: 'community', payout: 'none', iseeCents: 0 })).toBe(1)
  })
})
