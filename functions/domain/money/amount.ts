import { type Facts, helpWithin } from '../procedure/eligibility.ts'
import { owedMinutes } from './plan.ts'
import type { Regulation } from '../municipality/regulation.ts'

export const STEPS = [
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

/** One step of how a suggestion came about: amounts in cents, the article that says so. */
export type Step = { code: (typeof STEPS)[number]; values: Record<string, number>; article: string }

/** What the regulation suggests to grant: a proposal that a person may depart from, never a decision. */
export type Suggestion = {
  monthlyCents: number
  months: number
  totalCents: number
  owedMinutes: number
  steps: Step[]
}

/** What is known of the need beside the facts of eligibility. */
export type Need = Facts & {
  /** The expense that an extraordinary grant is asked for. */
  expenseCents?: number | undefined
  /** Hours that the person can do in all; 0 for who is exempt, absent where nothing limits them. */
  maxHours?: number | undefined
}

const nothing = (steps: Step[]): Suggestion => ({ monthlyCents: 0, months: 0, totalCents: 0, owedMinutes: 0, steps })

/** Hundredths of one person's need that a household of some size has. */
function scaleOf(size: number, { sizes, further }: Regulation['parameters']['equivalenceScale']['value']): number {
  const known = sizes[Math.min(size, sizes.length) - 1] ?? 100
  return known + Math.max(0, size - sizes.length) * further
}

/** What may still be given: the ceiling of the kind less help in the window, and in cash within its limit. */
function roomOf(facts: Need, kind: 'ordinary' | 'extraordinary', { parameters }: Regulation, steps: Step[]): number {
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

/** The sum, and the hours that it sizes within what the person can do. */
function summed(facts: Need, rules: Regulation, monthlyCents: number, months: number, steps: Step[]): Suggestion {
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
 * By the month: what the household lacks to its subsistence level. The ISEE is the household's income of a year for one
 * person, so the same scale leads from it back to the household; a twelfth of that is the month's income.
 */
function ordinary(facts: Need, rules: Regulation): Suggestion {
  const { equivalenceScale, subsistenceMonthlyCents, monthlyCents, durationMonths } = rules.parameters
  const { min, max } = monthlyCents.value
  const { householdSize: size, iseeCents } = facts
  const scale = scaleOf(size, equivalenceScale.value)
  const subsistenceCents = Math.floor((subsistenceMonthlyCents.value * scale) / 100)
  const incomeCents = Math.floor((iseeCents * scale) / 1200)
  const gapCents = subsistenceCents - incomeCents
  const steps: Step[] = [
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
  // The months follow from the room alone and the month from both, so that who has more never gets more in all.
  const months = Math.min(durationMonths.value, Math.floor(room / Math.max(1, min)))
  const monthly = months === 0 ? 0 : Math.min(wanted, Math.floor(room / months))
  if (monthly === 0) return nothing([...steps, { code: 'noRoom', values: {}, article: monthlyCents.article }])
  if (monthly < wanted || months < durationMonths.value)
    steps.push({ code: 'spread', values: { monthlyCents: monthly, months }, article: durationMonths.article })
  return summed(facts, rules, monthly, months, steps)
}

/** At once: the expense, as far as there is room. Where the expense is not known, there is no amount to suggest. */
function extraordinary(facts: Need, rules: Regulation): Suggestion {
  const { article } = rules.parameters.grantMaxCents
  const steps: Step[] = []
  const roomCents = roomOf(facts, 'extraordinary', rules, steps)
  if (roomCents === 0) return nothing([...steps, { code: 'noRoom', values: {}, article }])
  const { expenseCents = 0 } = facts
  if (expenseCents === 0) return nothing([...steps, { code: 'noExpense', values: { roomCents }, article }])
  steps.push({ code: 'expense', values: { expenseCents }, article })
  return summed(facts, rules, Math.min(expenseCents, roomCents), 1, steps)
}

/**
 * What the regulation suggests for these facts, and how it comes to it; always within every limit. Nothing is suggested
 * where nothing is needed, nothing is left or nothing is known, and the last step says which.
 */
export function suggestGrant(facts: Need, rules: Regulation): Suggestion {
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
