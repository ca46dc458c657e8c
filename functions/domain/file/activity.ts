import * as z from 'zod'
import { language } from './application.ts'
import { day, instant, timeOfDay } from '../base/calendar.ts'
import { reasons } from './common.ts'

export const placement = z.strictObject({
  project: z.string(),
  host: z.string(),
  startsOn: day,
  weekdays: z.array(z.int()),
  /** When a shift begins, by the clock in Italy. */
  at: timeOfDay,
  minutesADay: z.int(),
  note: z.string().optional(),
  /** Why another place than those proposed: a preference was overridden, never a limit. */
  overrides: reasons.optional(),
})
export type Placement = z.infer<typeof placement>

/** One version of the agreement (patto) as it is put to the person. */
export const agreementVersion = z.strictObject({
  version: z.int().min(1),
  /** In Italian, which is the language of the act: this text binds. */
  text: z.string(),
  /** For who reads another language: it explains the text, and does not bind. */
  courtesy: z.strictObject({ language, text: z.string() }).optional(),
  /** Of the text, and of the translation where there is one. */
  sha256: z.string(),
  proposedAt: instant,
})
export type AgreementVersion = z.infer<typeof agreementVersion>

/** What happens to an activity under way that somebody is told of: the person, or who proposed what they declined or left. */
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
  /** Not agreed, but added to make up hours: there is one. */
  makeUp: z.literal(true).optional(),
})
export type Period = z.infer<typeof period>

/** A time in which the activity stands still, for instance an illness: no shift is due, and none counts. */
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
  /** What happened and to whom what harm, in the words of who tells it. */
  text: reasons,
  by: z.strictObject({ role: z.string(), id: z.string() }),
  at: instant,
  notifiedAt: instant.optional(),
})
export type Accident = z.infer<typeof accident>

/** What a person says against an entry of the hours, and what was ruled on it. Silence lets the entry stand. */
export const dispute = z.strictObject({
  number: z.int().min(1),
  /** The entry it is about; where hours are missing altogether, the one that the claim made. */
  entry: z.string(),
  on: day,
  period: z.int().min(1),
  /** Minutes the person says were done; absent where it is the excuse of an absence that is claimed. */
  minutes: z.int().min(1).optional(),
  reasons,
  at: instant,
  ruling: z
    .strictObject({ upheld: z.boolean(), minutes: z.int().min(0).optional(), reasons, by: z.string(), at: instant })
    .optional(),
  notifiedAt: instant.optional(),
})
export type Dispute = z.infer<typeof dispute>

/** Whom the person must not meet was changed: who came to that list or went from it, and why. */
export const exclusion = z.strictObject({
  people: z.array(z.string()),
  reasons,
  by: z.string(),
  at: instant,
  notifiedAt: instant.optional(),
})
export type Exclusion = z.infer<typeof exclusion>
