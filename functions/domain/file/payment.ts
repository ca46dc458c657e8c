import * as z from 'zod'
import { cents } from './application.ts'
import { day, instant } from '../base/calendar.ts'
import { payeeFields } from '../money/payee.ts'
import { CONDITIONS } from '../money/conditions.ts'
import { reasons, sums } from './common.ts'

export const PAYMENT_STATES = ['eligible', 'published', 'cleared', 'ordered', 'paid', 'returned', 'cancelled'] as const

/** What one payment takes of one fund, with what an order must quote of it. */
export const paymentLine = z.strictObject({
  fund: z.string(),
  budgetLine: z.string(),
  cup: z.string().optional(),
  cents: cents.min(1),
})
export type PaymentLine = z.infer<typeof paymentLine>

/** What finance tells of a payment order (mandato): its number, and the day. */
const paymentOrder = z.strictObject({ on: day, order: z.string() })

const paymentFields = z.strictObject({
  /** `{request}-{instalment}`: what it is for, so there can be only one. */
  id: z.string(),
  request: z.string(),
  municipality: z.string(),
  instalment: z.int().min(1),
  /** 1 at first; one more each time the bank returned it and it is issued again. */
  issue: z.int().min(1),
  state: z.enum(PAYMENT_STATES),
  amountCents: cents.min(1, 'a payment of nothing is no payment'),
  lines: z.array(paymentLine).min(1),
  /** `advantage`: a voucher or a waived fee. Finance sees it, no bank does. */
  method: z.enum(['transfer', 'cash', 'advantage']),
  iban: z.string().optional(),
  /** Who gets it in place of the person, or provides the advantage; absent where the person gets the money. */
  payee: payeeFields.optional(),
  eligibleAt: instant,
  dueOn: day,
  publishedAt: instant.optional(),
  /** Kept from finance: since when, what is missing, and when the administrator heard of it. */
  held: z
    .strictObject({ since: instant, unmet: z.array(z.enum(CONDITIONS)).min(1), reportedAt: instant.optional() })
    .optional(),
  clearance: z
    .strictObject({
      reference: z.string(),
      clearedAt: instant,
      /** When finance's own software took the message of it. */
      toldAt: instant.optional(),
      /** The file that finance last had it in: it comes into no other one unless asked for by name. */
      exported: z.strictObject({ export: z.string(), at: instant }).optional(),
    })
    .optional(),
  /** The order for this issue, and the day it was issued; absent where finance told only what became of it. */
  ordered: paymentOrder.optional(),
  paid: paymentOrder.optional(),
  /** Of each issue that came back, the first one first: the order it was paid by, and how it was told as paid, where it was. */
  returns: z.array(
    z.strictObject({ reasons, at: instant, ordered: paymentOrder.optional(), paid: paymentOrder.optional() }),
  ),
})

export const payment = paymentFields.refine((it) => sums(it.lines, it.amountCents), 'the lines must sum to the payment')
export type Payment = z.infer<typeof payment>
