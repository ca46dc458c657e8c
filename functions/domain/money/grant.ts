import * as z from 'zod'
import { GRANT_KINDS, cents } from '../file/application.ts'
import { advantage, payee } from './payee.ts'
import { PAYMENT_PLANS } from '../municipality/regulation.ts'
import { sumTo } from '../file/common.ts'

/** The part of a grant that one fund pays. */
export const funding = z.strictObject({ fund: z.string(), cents: cents.min(1) })
export type Funding = z.infer<typeof funding>

/** A grant, fixed by the proposal that the manager approves. */
const grantFields = z.strictObject({
  kind: z.enum(GRANT_KINDS),
  /** Zero if the municipality pays nothing (PUC). */
  totalCents: cents,
  monthlyCents: cents,
  months: z.int().min(1),
  /** The id of its programme. */
  programme: z.string(),
  /** The funds that pay it, in the order in which instalments draw on them; none if nothing is paid. */
  funding: z.array(funding),
  plan: z.enum(PAYMENT_PLANS),
  /** The minutes of a module, whose hours release money together, if the plan is by modules. */
  moduleMinutes: z.int().min(1).optional(),
  /** The payee in place of the person, or the advantage instead of money. Never both. */
  payee: payee.optional(),
  advantage: advantage.optional(),
  /** The hours per week of a person enrolled without money. */
  hoursWeek: z.int().min(1).optional(),
  /** The minutes to give back; 0 if exempt. */
  owedMinutes: z.int().min(0),
  exemption: z.string().optional(),
  limits: z.string().optional(),
})

export const grant = grantFields
  .refine((it) => sumTo(it.funding, it.totalCents), 'the funds must pay the whole grant')
  .refine((it) => !(it.payee && it.advantage), 'what is no money has no payee')
  .refine(
    (it) => (it.plan === 'by_module') === (it.moduleMinutes !== undefined),
    'modules need a size, and nothing else',
  )
export type Grant = z.infer<typeof grant>
