import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { ruleSentence } from '../../../../functions/texts/sentences.ts'
import {
  type Evaluated,
  evaluate,
  evaluation,
  type EligibilityFacts,
  RULES,
} from '../../../../functions/domain/procedure/eligibility.ts'
import type { Regulation } from '../../../../functions/domain/municipality/regulation.ts'
import { SESTO } from '../../../support/memory.ts'
import { anyFacts, anyRules, factsWith, helpWith, rulesWith } from './facts.ts'

const [RULES_2018] = SESTO.regulations
const on = (
  rule: Evaluated['rule'],
  fields: Partial<EligibilityFacts> = {},
  values: Parameters<typeof rulesWith>[0] = {},
): Evaluated => {
  const found = evaluate(factsWith(fields), rulesWith(values)).find((each) => each.rule === rule)
  if (!found) throw new Error(rule)
  return found
}
const outcomes = (cases: readonly [Partial<EligibilityFacts>, Evaluated['outcome']][], rule: Evaluated['rule']) =>
  expect(cases.map(([fields]) => on(rule, fields).outcome)).toEqual(cases.map(([, outcome]) => outcome))

describe('an evaluation', () => {
  it('has every rule in order, with article and version, for any facts', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, (facts, rules) => {
        const found = evaluation.parse(evaluate(facts, rules))
        expect(found.map(({ rule }) => rule)).toEqual(RULES)
        for (const { version, article } of found) expect([version, article.length > 3]).toEqual([rules.version, true])
      }),
    )
  })

  it('is a full sentence in every language, for any facts', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyFacts, anyRules, (facts, rules) => {
        for (const each of evaluate(facts, rules))
          for (const language of LANGUAGES) {
            const text = ruleSentence(each, language)
            expect(text).toMatch(/^\S.*\.$|^\S.*\)\.$/)
            expect(text).not.toMatch(/[{}]|undefined|^\w+\.\w+/)
            seen.add(`${each.rule} ${each.outcome} ${each.values['because'] ?? ''}`)
          }
      }),
      { numRuns: 1_000 },
    )
    // Every sentence of the catalogue is reached: none is left over.
    expect(seen.size).toBe(29)
  })

  it('cites the article of each rule’s parameter', () => {
    if (!RULES_2018) throw new Error('no regulation')
    const { parameters }: Regulation = RULES_2018
    const articles = Object.fromEntries(evaluate(factsWith(), RULES_2018).map(({ rule, article }) => [rule, article]))
    expect(articles).toEqual({
      isee: parameters.iseeMaxCents.article,
      residency: parameters.residencyRequired.article,
      workAge: parameters.workAge.article,
      ban: parameters.falseDeclarationBanYears.article,
      help: parameters.helpWindowMonths.article,
      openGrant: parameters.helpWindowMonths.article,
      duration: parameters.durationMonths.article,
      otherProgrammes: parameters.helpWindowMonths.article,
      cash: parameters.cashLimitCents.article,
    })
  })
})

describe('the ISEE', () => {
  it('counts up to the ceiling of the kind, to the cent', () =>
    outcomes(
      [
        [{ iseeCents: 900_000 }, 'met'],
        [{ iseeCents: 900_001 }, 'notMet'],
        [{ kind: 'extraordinary', iseeCents: 1_500_000 }, 'met'],
        [{ kind: 'extraordinary', iseeCents: 1_500_001 }, 'notMet'],
        [{ kind: 'community', iseeCents: 9_000_000 }, 'waived'],
      ],
      'isee',
    ))

  it('is waived for a reason in the regulation, and only if needed', () => {
    const above = { iseeCents: 900_001, waiver: 'urgent' } as const
    expect(on('isee', above)).toMatchObject({ outcome: 'waived', values: { because: 'urgent', maxCents: 900_000 } })
    expect(on('isee', above, { iseeWaivers: ['anti_violence'] }).outcome).toBe('notMet')
    expect(on('isee', { ...above, iseeCents: 1 }).outcome).toBe('met')
  })
})

describe('the person', () => {
  it('is helped outside the working age, which limits the hours only', () =>
    outcomes(
      [
        [{ birthDate: '2008-03-02' }, 'met'],
        [{ birthDate: '2008-03-03' }, 'toCheck'],
        [{ birthDate: '1960-03-03' }, 'met'],
        [{ birthDate: '1960-03-02' }, 'toCheck'],
      ],
      'workAge',
    ))

  it('with income support owes no hours from 60 on or when retired', () => {
    const community = (fields: Partial<EligibilityFacts>) => on('workAge', { kind: 'community', ...fields })
    expect(community({ birthDate: '1966-03-03' }).outcome).toBe('met')
    expect(community({ birthDate: '1966-03-02' })).toMatchObject({
      outcome: 'toCheck',
      article: 'DL 48/2023 art. 6(5)',
      values: { because: 'free', age: 60 },
    })
    expect(community({ workStatus: 'retired' }).outcome).toBe('toCheck')
  })

  it('must be resident if the regulation requires it', () => {
    outcomes(
      [
        [{}, 'met'],
        [{ resident: false }, 'notMet'],
      ],
      'residency',
    )
    expect(on('residency', { resident: false }, { residencyRequired: false }).outcome).toBe('waived')
  })

  it('is banned through the last day', () =>
    outcomes(
      [
        [{}, 'met'],
        [{ banUntil: '2026-03-01' }, 'met'],
        [{ banUntil: '2026-03-02' }, 'notMet'],
      ],
      'ban',
    ))
})

describe('help that the household received', () => {
  it('counts by kind, within the window, against the ceiling', () => {
    const help = [
      helpWith({ request: 'a', totalCents: 60_000, on: '2025-03-03' }),
      helpWith({ request: 'b', totalCents: 30_000, on: '2026-03-20' }),
      helpWith({ request: 'early', on: '2025-03-02' }),
      helpWith({ request: 'once', kind: 'extraordinary' }),
    ]
    expect(on('help', { help })).toMatchObject({
      outcome: 'met',
      values: { months: 12, helpCents: 90_000, maxCents: 150_000, leftCents: 60_000 },
    })
    expect(on('help', { help }, { helpWindowMonths: 13 }).values).toMatchObject({ helpCents: 150_000, leftCents: 0 })
  })

  it('must leave room for the smallest grant', () => {
    const left = (leftCents: number) => ({ help: [helpWith({ totalCents: 150_000 - leftCents })] })
    outcomes(
      [
        [left(5_000), 'met'],
        [left(4_999), 'notMet'],
        [left(-10_000), 'notMet'],
      ],
      'help',
    )
    expect(on('help', left(-10_000)).values).toMatchObject({ leftCents: 0 })
    expect(on('help', { ...left(0), kind: 'extraordinary' }).outcome).toBe('met')
  })

  it('of the same kind rules out another grant while it continues', () => {
    const open = (kind: 'ordinary' | 'extraordinary') => {
      const { endedOn: _, ...rest } = helpWith({ kind })
      return { help: [rest] }
    }
    outcomes(
      [
        [{ help: [helpWith()] }, 'met'],
        [open('ordinary'), 'notMet'],
        [open('extraordinary'), 'met'],
      ],
      'openGrant',
    )
  })

  it('makes a consecutive grant an extension, up to the maximum', () => {
    const first = helpWith({ request: '1', askedOn: '2024-12-01', on: '2025-01-01', endedOn: '2025-06-20' })
    const second = helpWith({ request: '2', askedOn: '2025-07-10', on: '2025-08-01', endedOn: '2026-02-10' })
    expect(on('duration').values).toEqual({ months: 6 })
    expect(on('duration', { help: [second] })).toMatchObject({
      outcome: 'met',
      values: { before: 1, extensions: 1, because: 'extension' },
    })
    for (const help of [
      [first, second],
      [second, first],
    ])
      expect(on('duration', { help })).toMatchObject({ outcome: 'notMet', values: { before: 2 } })
    expect(on('duration', { help: [first, second] }, { extensions: 2 }).outcome).toBe('met')
    // A month between the end and the next request is a break, before this request or earlier.
    expect(on('duration', { help: [{ ...second, endedOn: '2026-02-02' }] }).values).toEqual({ months: 6 })
    expect(on('duration', { help: [{ ...second, endedOn: '2026-02-03' }] }).values).toMatchObject({ before: 1 })
    expect(on('duration', { help: [{ ...first, endedOn: '2025-06-10' }, second] }).values).toMatchObject({ before: 1 })
    expect(on('duration', { kind: 'extraordinary', help: [first, second] }).outcome).toBe('met')
  })

  it('from other programmes is left to the social worker', () => {
    outcomes(
      [
        [{}, 'met'],
        [{ otherProgrammes: [] }, 'met'],
        [{ otherProgrammes: ['ADI'] }, 'toCheck'],
      ],
      'otherProgrammes',
    )
  })
})

it('cash is within its limit, once there is a proposal', () =>
  outcomes(
    [
      [{ proposedCents: 500_000 }, 'met'],
      [{ payout: 'cash' }, 'toCheck'],
      [{ payout: 'cash', proposedCents: 100_000 }, 'met'],
      [{ payout: 'cash', proposedCents: 100_001 }, 'notMet'],
    ],
    'cash',
  ))
