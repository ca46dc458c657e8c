import * as z from 'zod'
import { cents, writing } from '../file/application.ts'
import { findings, people } from '../activity/profile.ts'
import { day, timeOfDay } from '../base/calendar.ts'
import type { StaffMember } from '../municipality/regulation.ts'
import { ACCIDENT } from '../activity/site.ts'
import { ENDING_REVIEWS } from '../file/review.ts'

const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')
const minutes = z.int('minutes').max(24 * 60, 'minutes')
const member = z.string('choice').min(1, 'choice')
/** What takes an explicit yes and nothing else. */
const confirm = z.literal('yes', 'choice')

/** What staff do on a file, beside answering what they are asked. Messages are keys of the catalogue. */
export const DESK_ACTS = {
  reassign: z.strictObject({ to: member, reasons }),
  conflict: z.strictObject({ reasons }),
  // No reason is kept: it would say of the person what the seal is there to hide.
  seal: z.strictObject({ confirm }),
  name: z.strictObject({ member }),
  review: z.strictObject({
    kind: z.enum(ENDING_REVIEWS, 'choice'),
    grounds: reasons,
    falseDeclaration: z.boolean('choice'),
  }),
  profile: findings,
  /** All whom the person must not meet, and why that changes. */
  'keep-apart': z.strictObject({ people, reasons }),
  accident: ACCIDENT,
  /** The sheet the person signed is kept at the office: that is what is said yes to. */
  'signed-on-paper': z.strictObject({ on: day, confirm }),
  amend: z.strictObject({
    project: z.string('choice').min(1, 'choice'),
    startsOn: day,
    weekdays: z.array(z.int().min(1).max(7)).min(1, 'weekdays'),
    at: timeOfDay,
    minutesADay: minutes.min(30, 'minutes'),
    /** Months by which the activity is extended. */
    months: z.int('months').min(0, 'months').max(24, 'months').optional(),
    note: writing.max(2000, 'tooLong').optional(),
    reasons,
  }),
  /** `proposal` is when the version was written. */
  'take-back': z.strictObject({ proposal: z.string('choice').min(1, 'choice'), reasons }),
  suspend: z.strictObject({ from: day, reasons }),
  'take-up-again': z.strictObject({ on: day }),
  /** Who the person is was seen: that is what is said yes to. */
  'renew-pin': z.strictObject({ confirm }),
  waive: z.strictObject({ minutes: z.int('minutes').min(1, 'minutes').max(24_000, 'tooLarge'), reasons }),
  'end-early': z.strictObject({ on: day, reasons }),
  /** Money paid without right is asked back (Codice civile art. 2033). */
  recover: z.strictObject({
    cents: cents.min(1, 'amount'),
    /** The first day whose money is asked back; absent, all that was paid is. */
    since: day.optional(),
    instalments: z.int('recover.instalments').min(1, 'recover.instalments').max(24, 'recover.instalments'),
    firstOn: day,
    how: writing.min(10, 'reasons').max(1000, 'tooLong'),
    reasons,
  }),
  receipt: z.strictObject({
    /** The number of the clawback it is paid on, or `own`: the person brings money back that nobody asked for. */
    towards: z.string('choice').regex(/^(own|[1-9]\d?)$/, 'choice'),
    on: day,
    cents: cents.min(1, 'amount'),
    reference: z.string('required').trim().min(1, 'required').max(60, 'tooLong'),
    reasons: reasons.optional(),
  }),
  'waive-recovery': z.strictObject({ number: z.string('choice').regex(/^[1-9]\d?$/, 'choice'), reasons }),
  excuse: z.strictObject({ entry: z.string('choice').min(1, 'choice'), excused: z.boolean('choice'), reasons }),
  'break-glass': z.strictObject({ reasons: writing.min(20, 'reasons').max(4000, 'tooLong') }),
} as const

export type DeskAct = keyof typeof DESK_ACTS
export const deskAct = z.enum(Object.keys(DESK_ACTS) as [DeskAct, ...DeskAct[]])
export type DeskInput<Act extends DeskAct> = z.infer<(typeof DESK_ACTS)[Act]>

type Role = { member: Pick<StaffMember, 'role'> }

/** Who sees what is to be paid. */
export const seesMoney = ({ member }: Role): boolean => member.role === 'finance' || member.role === 'administrator'
/** Who pays, and so needs to know whom and where: nobody else gets files or tells outcomes. */
export const paysMoney = ({ member }: Role): boolean => member.role === 'finance'
