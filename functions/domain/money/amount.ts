import { type EligibilityFacts, helpWithin } from '../procedure/eligibility.ts'
import { owedMinutes } from './plan.ts'
import type { Regulation } from '../municipality/regulation.ts'

export const SUGGESTION_STEPS = [
  'subsistence',
  'income',
  'gap',
  'noNeed',
  'monthlyMin',
  'monthlyMax',
  'room',
  'cash',
  'noRoom',
  'spread',
  'expense',
  'noExpense',
  'total',
  'hours',
  'ability',
  'community',
] as const

/** A step of the calculation of a suggestion: amounts in cents, and the article behind it. */
export type SuggestionStep = {
  code: (typeof SUGGESTION_STEPS)[number]
  values: Record<string, number>
  article: string
}

/** The grant that the regulation suggests to the social worker; it is never a decision. */
export type Suggestion = {
  monthlyCents: number
  months: number
  totalCents: number
  owedMinutes: number
  steps: SuggestionStep[]
}

/** The facts about the need, besides those of eligibility. */
export type NeedFacts = EligibilityFacts & {
  /** The expense that an extraordinary grant is for. */
  expenseCents?: number | undefined
  /** The hours that the person can do in all: 0 if exempt, undefined if unlimited. */
  maxHours?: number | undefined
}

const nothing = (steps: SuggestionStep[]): Suggestion => ({
  monthlyCents: 0,
  months: 0,
  totalCents: 0,
  owedMinutes: 0,
  steps,
})

/** Returns the need of a household by its size, in hundredths of one person's need. */
function scaleOf(size: number, { sizes, further }: Regulation['parameters']['equivalenceScale']['value']): number {
  const known = sizes[Math.min(size, sizes.length) - 1] ?? 100
  return known + Math.max(0, size - sizes.length) * further
}

/**
 * Returns the amount that may still be granted: the ceiling of the kind less help in the window; in cash at most the cash
 * limit.
 */
function roomOf(
  facts: NeedFacts,
  kind: 'ordinary' | 'extraordinary',
  { parameters }: Regulation,
  steps: SuggestionStep[],
): number {
  const { grantMaxCents, helpWindowMonths, cashLimitCents } = parameters
  const maxCents = grantMaxCents.value[kind]
  const helpCents = helpWithin(facts, kind, helpWindowMonths.value)
  const leftCents = Math.max(0, maxCents - helpCents)
  const { article } = helpCents > 0 ? helpWindowMonths : grantMaxCents
  steps.push({ code: 'room', values: { maxCents, helpCents, leftCents }, article })
  if (facts.payout !== 'cash' || leftCents <= cashLimitCents.value) return leftCents
  steps.push({ code: 'cash', values: { limitCents: cashLimitCents.value }, article: cashLimitCents.article })
  return cashLimitCents.value
}

/** Completes a suggestion with the total and the hours, within what the person can do. */
function summed(
  facts: NeedFacts,
  rules: Regulation,
  monthlyCents: number,
  months: number,
  steps: SuggestionStep[],
): Suggestion {
  const { grantMaxCents, hourValueCents, exemptionReasons } = rules.parameters
  const totalCents = monthlyCents * months
  steps.push({ code: 'total', values: { monthlyCents, months, totalCents }, article: grantMaxCents.article })
  const sized = owedMinutes(totalCents, rules)
  const owed = owedMinutes(totalCents, rules, facts.maxHours)
  steps.push({
    code: 'hours',
    values: { hours: sized / 60, hourCents: hourValueCents.value },
    article: hourValueCents.article,
  })
  if (owed < sized) steps.push({ code: 'ability', values: { hours: owed / 60 }, article: exemptionReasons.article })
  return { monthlyCents, months, totalCents, owedMinutes: owed, steps }
}

/**
 * Suggests a monthly grant: what the household lacks to its subsistence level. The ISEE is a year's income divided by the
 * equivalence scale, so multiplying by the scale and dividing by twelve gives the monthly income.
 */
function ordinary(facts: NeedFacts, rules: Regulation): Suggestion {
  const { equivalenceScale, subsistenceMonthlyCents, monthlyCents, durationMonths } = rules.parameters
  const { min, max } = monthlyCents.value
  const { householdSize: size, iseeCents } = facts
  const scale = scaleOf(size, equivalenceScale.value)
  const subsistenceCents = Math.floor((subsistenceMonthlyCents.value * scale) / 100)
  const incomeCents = Math.floor((iseeCents * scale) / 1200)
  const gapCents = subsistenceCents - incomeCents
  const steps: SuggestionStep[] = [
    { code: 'subsistence', values: { size, subsistenceCents }, article: subsistenceMonthlyCents.article },
    { code: 'income', values: { iseeCents, incomeCents }, article: equivalenceScale.article },
  ]
  if (gapCents <= 0)
    return nothing([...steps, { code: 'noNeed', values: {}, article: subsistenceMonthlyCents.article }])
  steps.push({ code: 'gap', values: { gapCents }, article: subsistenceMonthlyCents.article })
  if (gapCents < min) steps.push({ code: 'monthlyMin', values: { minCents: min }, article: monthlyCents.article })
  if (gapCents > max) steps.push({ code: 'monthlyMax', values: { maxCents: max }, article: monthlyCents.article })
  const wanted = Math.min(Math.max(gapCents, min), max)
  const room = roomOf(facts, 'ordinary', rules, steps)
  // The months depend on the room only, so that a higher income never gives a higher total.
  const months = Math.min(durationMonths.value, Math.floor(room / Math.max(1, min)))
  const monthly = months === 0 ? 0 : Math.min(wanted, Math.floor(room / months))
  if (monthly === 0) return nothing([...steps, { code: 'noRoom', values: {}, article: monthlyCents.article }])
  if (monthly < wanted || months < durationMonths.value)
    steps.push({ code: 'spread', values: { monthlyCents: monthly, months }, article: durationMonths.article })
  return summed(facts, rules, monthly, months, steps)
}

/** Suggests a single grant: the expense, up to the room. Without a known expense there is no suggestion. */
function extraordinary(facts: NeedFacts, rules: Regulation): Suggestion {
  const { article } = rules.parameters.grantMaxCents
  const steps: SuggestionStep[] = []
  const roomCents = roomOf(facts, 'extraordinary', rules, steps)
  if (roomCents === 0) return nothing([...steps, { code: 'noRoom', values: {}, article }])
  const { expenseCents = 0 } = facts
  if (expenseCents === 0) return nothing([...steps, { code: 'noExpense', values: { roomCents }, article }])
  steps.push({ code: 'expense', values: { expenseCents }, article })
  return summed(facts, rules, Math.min(expenseCents, roomCents), 1, steps)
}

/**
 * Returns the grant that the regulation suggests for these facts, with the steps of the calculation; always within every limit.
 * Without a need, room or known facts the suggestion is zero, and the last step says why.
 */
export function suggestGrant(facts: NeedFacts, rules: Regulation): Suggestion {
  switch (facts.kind) {
    case 'ordinary':
      return ordinary(facts, rules)
    case 'extraordinary':
      return extraordinary(facts, rules)
    case 'community': {
      const { article, value } = rules.parameters.communityHoursWeek
      return nothing([{ code: 'community', values: value, article }])
    }
  }
}
