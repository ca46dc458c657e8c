import * as z from 'zod'
import { cents } from './application.ts'
import { day, instant } from '../base/calendar.ts'
import { payeeFields } from '../money/payee.ts'
import { CONDITIONS } from '../money/conditions.ts'
import { reasons, sumTo } from './common.ts'

export const PAYMENT_STATES = ['eligible', 'published', 'cleared', 'ordered', 'paid', 'returned', 'cancelled'] as const

/** The part of a payment that one fund pays, with what an order must quote. */
const paymentLine = z.strictObject({
  fund: z.string(),
  budgetLine: z.string(),
  cup: z.string().optional(),
  cents: cents.min(1),
})
export type PaymentLine = z.infer<typeof paymentLine>

/** A payment order (mandato) as finance reports it: its number and day. */
const paymentOrder = z.strictObject({ on: day, order: z.string() })

const paymentFields = z.strictObject({
  /** `{request}-{instalment}`, so that there is one payment per instalment. */
  id: z.string(),
  request: z.string(),
  municipality: z.string(),
  instalment: z.int().min(1),
  /** The number of the issue, from 1; it grows each time a returned payment is issued again. */
  issue: z.int().min(1),
  state: z.enum(PAYMENT_STATES),
  amountCents: cents.min(1, 'a payment of nothing is no payment'),
  lines: z.array(paymentLine).min(1),
  /** `advantage` is a voucher or a waived fee: finance sees it, no bank does. */
  method: z.enum(['transfer', 'cash', 'advantage']),
  iban: z.string().optional(),
  /** The receiver in place of the person, or the provider of the advantage; absent if the person is paid. */
  payee: payeeFields.optional(),
  eligibleAt: instant,
  dueOn: day,
  publishedAt: instant.optional(),
  /** The unmet conditions of a held payment, since when, and when the administrator was notified. */
  held: z
    .strictObject({ since: instant, unmet: z.array(z.enum(CONDITIONS)).min(1), reportedAt: instant.optional() })
    .optional(),
  clearance: z
    .strictObject({
      reference: z.string(),
      clearedAt: instant,
      /** The time at which the finance system accepted the message about it. */
      deliveredAt: instant.optional(),
      /** The last file that contains it; it goes into another one only if requested by reference. */
      exported: z.strictObject({ export: z.string(), at: instant }).optional(),
    })
    .optional(),
  /** The order for this issue; absent if finance reported only the result. */
  ordered: paymentOrder.optional(),
  paid: paymentOrder.optional(),
  /** The returned issues in order: the order each was paid by, and how it was reported as paid, if it was. */
  returns: z.array(
    z.strictObject({ reasons, at: instant, ordered: paymentOrder.optional(), paid: paymentOrder.optional() }),
  ),
})

export const payment = paymentFields.refine(
  (it) => sumTo(it.lines, it.amountCents),
  'the lines must sum to the payment',
)
export type Payment = z.infer<typeof payment>
