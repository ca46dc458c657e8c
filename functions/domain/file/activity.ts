import * as z from 'zod'
import { language } from './application.ts'
import { day, instant, timeOfDay } from '../base/calendar.ts'
import { reasons } from './common.ts'

export const placement = z.strictObject({
  project: z.string(),
  host: z.string(),
  startsOn: day,
  weekdays: z.array(z.int()),
  /** The start of a shift, by the clock in Italy. */
  at: timeOfDay,
  minutesADay: z.int(),
  note: z.string().optional(),
  /** The reasons for another place than those proposed: a preference was overridden, never a limit. */
  overrides: reasons.optional(),
})
export type Placement = z.infer<typeof placement>

/** A version of the agreement (patto) as it is proposed to the person. */
export const agreementVersion = z.strictObject({
  version: z.int().min(1),
  /** The binding text, in Italian, the language of the act. */
  text: z.string(),
  /** A translation for readers of another language; it explains the text and is not binding. */
  courtesy: z.strictObject({ language, text: z.string() }).optional(),
  /** The hash of the text and its translation. */
  sha256: z.string(),
  proposedAt: instant,
})
export type AgreementVersion = z.infer<typeof agreementVersion>

/**
 * The news of an activity under way, for the person or for the proposer of a version that was declined or not answered.
 */
export const NEWS = [
  'suspended',
  'takenUp',
  'waived',
  'endedEarly',
  'declined',
  'takenBack',
  'lapsed',
  'uncovered',
] as const

export const period = z.strictObject({
  number: z.int().min(1),
  from: day,
  to: day,
  settledAt: instant.optional(),
  /** A period added to make up hours, not agreed; there is at most one. */
  makeUp: z.literal(true).optional(),
})
export type Period = z.infer<typeof period>

/** An interruption of the activity, for instance by an illness: no shift is due or counts. */
export const interruption = z.strictObject({
  from: day,
  to: day.optional(),
  reasons,
  by: z.string(),
  at: instant,
})
export type Interruption = z.infer<typeof interruption>

export const accident = z.strictObject({
  number: z.int().min(1),
  on: day,
  time: timeOfDay.optional(),
  /** The report of what happened, and of the harm. */
  text: reasons,
  by: z.strictObject({ role: z.string(), id: z.string() }),
  at: instant,
  notifiedAt: instant.optional(),
})
export type Accident = z.infer<typeof accident>

/** A person's objection to an entry of the hours, and the ruling. */
export const dispute = z.strictObject({
  number: z.int().min(1),
  /** The entry in dispute; if hours are missing altogether, the one that the claim made. */
  entry: z.string(),
  on: day,
  period: z.int().min(1),
  /** The claimed minutes; absent if the claim is that an absence was excused. */
  minutes: z.int().min(1).optional(),
  reasons,
  at: instant,
  ruling: z
    .strictObject({ upheld: z.boolean(), minutes: z.int().min(0).optional(), reasons, by: z.string(), at: instant })
    .optional(),
  notifiedAt: instant.optional(),
})
export type Dispute = z.infer<typeof dispute>

/** A change of the people whom the person must not meet, with the reasons. */
export const exclusion = z.strictObject({
  people: z.array(z.string()),
  reasons,
  by: z.string(),
  at: instant,
  notifiedAt: instant.optional(),
})
export type Exclusion = z.infer<typeof exclusion>
