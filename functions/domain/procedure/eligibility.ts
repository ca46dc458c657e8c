import * as z from 'zod'
import { cents, GRANT_KINDS, type GrantKind, type KINDS, type WORK_STATUSES } from '../file/application.ts'
import { addMonths, ageOn, day } from '../base/calendar.ts'
import type { ISEE_WAIVERS, Regulation } from '../municipality/regulation.ts'

/** Help that a household received: a grant to one member counts for all. */
export const help = z.strictObject({
  request: z.string(),
  kind: z.enum(GRANT_KINDS),
  programme: z.string(),
  /** The committed amount while it continues, the released amount once it has ended. */
  totalCents: cents,
  /** The days of the request, of the commitment and of the end, which is absent while it continues. */
  askedOn: day,
  on: day,
  endedOn: day.optional(),
  /** True if it comes from a sealed file: known on the person's own files only, never on those of the household. */
  sealed: z.boolean(),
})
export type Help = z.infer<typeof help>

/** The facts that the rules use. ISEE and amounts in cents. */
export type EligibilityFacts = {
  receivedOn: string
  kind: (typeof KINDS)[number]
  iseeCents: number
  resident: boolean
  birthDate: string
  workStatus: (typeof WORK_STATUSES)[number]
  /** The number of people in the household, the applicant included. */
  householdSize: number
  payout: 'transfer' | 'cash' | 'none'
  /** The help that the household received on other requests, each once. */
  help: readonly Help[]
  /** The last day of a ban after a false declaration. */
  banUntil?: string | undefined
  /** Stated by the social worker: the reason to waive the ISEE ceiling, and the help of other programmes. */
  waiver?: (typeof ISEE_WAIVERS)[number] | undefined
  otherProgrammes?: readonly string[] | undefined
  /** The proposed total, once there is a proposal. */
  proposedCents?: number | undefined
}

export const RULES = [
  'isee',
  'residency',
  'workAge',
  'ban',
  'help',
  'openGrant',
  'duration',
  'otherProgrammes',
  'cash',
] as const
const OUTCOMES = ['met', 'notMet', 'waived', 'toCheck'] as const

/**
 * The evaluation of a request: every rule, always in the same order, with its article, its version and the values it was
 * applied to. `because` among the values distinguishes reasons for the same outcome.
 */
export const evaluation = z.array(
  z.strictObject({
    rule: z.enum(RULES),
    outcome: z.enum(OUTCOMES),
    article: z.string(),
    version: z.string(),
    values: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
)
export type Evaluation = z.infer<typeof evaluation>
export type Evaluated = Evaluation[number]

type Parameters = Regulation['parameters']
type Rule = (facts: EligibilityFacts, parameters: Parameters) => Pick<Evaluated, 'outcome' | 'article' | 'values'>

/** The law by which income support has already established the need. */
const COMMUNITY_LAW = 'DL 48/2023 art. 6'
/** The age from which people with income support are exempt from hours (DL 48/2023 art. 6(5)). */
const COMMUNITY_FREE_AGE = 60

/** The months without a grant after which the next one is not consecutive. */
const BREAK_MONTHS = 1

/**
 * Returns the help of a kind within the window that ends with this request, in cents, including help after its receipt.
 */
export function helpWithin(
  facts: Pick<EligibilityFacts, 'help' | 'receivedOn'>,
  kind: GrantKind,
  months: number,
): number {
  const since = addMonths(facts.receivedOn, -months)
  return facts.help
    .filter((each) => each.kind === kind && each.on > since)
    .reduce((sum, { totalCents }) => sum + totalCents, 0)
}

/** Returns how many consecutive ordinary grants of the household came before this request. */
function grantsInARow({ help, receivedOn }: EligibilityFacts): number {
  let next = receivedOn
  let count = 0
  const ordinary = help.filter(({ kind }) => kind === 'ordinary').sort((a, b) => (a.on < b.on ? 1 : -1))
  for (const { askedOn, endedOn = next } of ordinary)
    if (next < addMonths(endedOn, BREAK_MONTHS)) {
      count++
      next = askedOn
    } else break
  return count
}

const RULE: Record<(typeof RULES)[number], Rule> = {
  isee({ kind, iseeCents, waiver }, { iseeMaxCents, iseeWaivers }) {
    if (kind === 'community') return { outcome: 'waived', article: COMMUNITY_LAW, values: { because: kind } }
    const values = { iseeCents, maxCents: iseeMaxCents.value[kind] }
    if (iseeCents <= values.maxCents) return { outcome: 'met', article: iseeMaxCents.article, values }
    return waiver && iseeWaivers.value.includes(waiver)
      ? { outcome: 'waived', article: iseeWaivers.article, values: { ...values, because: waiver } }
      : { outcome: 'notMet', article: iseeMaxCents.article, values }
  },

  residency({ resident }, { residencyRequired: { article, value } }) {
    if (!value) return { outcome: 'waived', article, values: {} }
    return { outcome: resident ? 'met' : 'notMet', article, values: {} }
  },

  // The age limits the hours only: people who cannot work are helped without them.
  workAge({ kind, birthDate, receivedOn, workStatus }, { workAge: { article, value } }) {
    const age = ageOn(birthDate, receivedOn)
    if (kind === 'community' && (age >= COMMUNITY_FREE_AGE || workStatus === 'retired'))
      return { outcome: 'toCheck', article: `${COMMUNITY_LAW}(5)`, values: { age, because: 'free' } }
    const values = { age, ...value }
    if (age < value.min) return { outcome: 'toCheck', article, values: { ...values, because: 'young' } }
    if (age > value.max) return { outcome: 'toCheck', article, values: { ...values, because: 'old' } }
    return { outcome: 'met', article, values }
  },

  ban({ banUntil, receivedOn }, { falseDeclarationBanYears: { article, value: years } }) {
    return banUntil && banUntil >= receivedOn
      ? { outcome: 'notMet', article, values: { years, until: banUntil } }
      : { outcome: 'met', article, values: { years } }
  },

  help(facts, { grantMaxCents, helpWindowMonths, monthlyCents }) {
    const { article, value: months } = helpWindowMonths
    const { kind } = facts
    if (kind === 'community') return { outcome: 'waived', article: COMMUNITY_LAW, values: {} }
    const maxCents = grantMaxCents.value[kind]
    const helpCents = helpWithin(facts, kind, months)
    const leftCents = Math.max(0, maxCents - helpCents)
    // The remaining amount must allow the smallest grant.
    const smallest = kind === 'ordinary' ? Math.max(1, monthlyCents.value.min) : 1
    const values = { months, helpCents, maxCents, leftCents }
    return { outcome: leftCents >= smallest ? 'met' : 'notMet', article, values }
  },

  openGrant({ help, kind }, { helpWindowMonths: { article } }) {
    const open = help.filter((each) => each.kind === kind && !each.endedOn).length
    return { outcome: open === 0 ? 'met' : 'notMet', article, values: { open } }
  },

  duration(facts, { durationMonths, extensions }) {
    const { article, value: months } = durationMonths
    if (facts.kind !== 'ordinary') return { outcome: 'met', article, values: { because: 'once' } }
    const before = grantsInARow(facts)
    if (before === 0) return { outcome: 'met', article, values: { months } }
    const values = { months, before, extensions: extensions.value, because: 'extension' }
    return { outcome: before <= extensions.value ? 'met' : 'notMet', article: extensions.article, values }
  },

  otherProgrammes({ otherProgrammes = [] }, { helpWindowMonths: { article } }) {
    return otherProgrammes.length > 0
      ? { outcome: 'toCheck', article, values: { programmes: otherProgrammes.join(', ') } }
      : { outcome: 'met', article, values: {} }
  },

  cash({ payout, proposedCents }, { cashLimitCents: { article, value: limitCents } }) {
    if (payout !== 'cash') return { outcome: 'met', article, values: { because: 'other' } }
    if (proposedCents === undefined) return { outcome: 'toCheck', article, values: { limitCents } }
    const values = { proposedCents, limitCents }
    return { outcome: proposedCents <= limitCents ? 'met' : 'notMet', article, values }
  },
}

/** Evaluates the facts by a regulation. The result informs the people who propose and decide. */
export const evaluate = (facts: EligibilityFacts, { parameters, version }: Regulation): Evaluation =>
  RULES.map((rule) => ({ rule, version, ...RULE[rule](facts, parameters) }))
