import * as z from 'zod'
import { cents } from './application.ts'
import { day, instant } from '../base/calendar.ts'
import { reasons, sumTo } from './common.ts'
import { funding } from '../money/grant.ts'

/** The causes of a clawback: the decision was revoked, forfeited or annulled, or the person pays back voluntarily. */
const CLAWBACK_CAUSES = ['revocation', 'forfeiture', 'annulment', 'returned_by_person'] as const

/**
 * Money received on a clawback: the funds it goes to, the treasury's reference, and the member of finance who recorded it.
 */
const receipt = z
  .strictObject({
    id: z.string(),
    on: day,
    cents: cents.min(1),
    lines: z.array(funding).min(1),
    reference: z.string(),
    by: z.string(),
    at: instant,
  })
  .refine((it) => sumTo(it.lines, it.cents), 'the lines must sum to the receipt')
export type Receipt = z.infer<typeof receipt>

/** Money asked back (recupero somme, Codice civile art. 2033), with its instalments and receipts. */
export const clawback = z
  .strictObject({
    number: z.int().min(1),
    cause: z.enum(CLAWBACK_CAUSES),
    cents: cents.min(1),
    /** The shares of the funds: receipts go back in this proportion. */
    lines: z.array(funding).min(1),
    /** The first day whose money is asked back, if payments for earlier days stay. */
    since: day.optional(),
    reasons,
    /** Payment instructions as written by the office, for instance a notice number or a counter. */
    how: z.string().optional(),
    plan: z.array(z.strictObject({ number: z.int().min(1), dueOn: day, cents: cents.min(1) })),
    receipts: z.array(receipt),
    openedBy: z.string(),
    openedAt: instant,
    notifiedAt: instant.optional(),
    /** The rest is waived. */
    waived: z.strictObject({ reasons, by: z.string(), at: instant }).optional(),
    closedAt: instant.optional(),
  })
  .refine((it) => sumTo(it.lines, it.cents), 'the lines must sum to the clawback')
  .refine((it) => it.plan.length === 0 || sumTo(it.plan, it.cents), 'the instalments must sum to the clawback')
  .refine((it) => it.receipts.reduce((sum, each) => sum + each.cents, 0) <= it.cents, 'no more than is owed')
export type Clawback = z.infer<typeof clawback>
