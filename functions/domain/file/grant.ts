import * as z from 'zod'
import { GRANT_KINDS, cents } from './application.ts'
import { advantage, payee } from '../money/payee.ts'
import { PAYMENT_PLANS } from '../municipality/regulation.ts'
import { sums } from './common.ts'

/** The part of a grant that one fund pays. */
export const funding = z.strictObject({ fund: z.string(), cents: cents.min(1) })
export type Funding = z.infer<typeof funding>

/** What is granted, fixed by the proposal that the manager approves. */
const grantFields = z.strictObject({
  kind: z.enum(GRANT_KINDS),
  /** 0 where the municipality pays nothing (PUC). */
  totalCents: cents,
  monthlyCents: cents,
  months: z.int().min(1),
  /** Id of the programme it is given under. */
  programme: z.string(),
  /** Which funds pay it, in the order in which instalments draw on them; none where nothing is paid. */
  funding: z.array(funding),
  plan: z.enum(PAYMENT_PLANS),
  /** Hours that release money together, in minutes, where the plan is by modules. */
  moduleMinutes: z.int().min(1).optional(),
  /** Who gets the money in place of the person; or what the person gets in place of money. Never both. */
  payee: payee.optional(),
  advantage: advantage.optional(),
  /** Hours a week of who is enrolled without money. */
  hoursWeek: z.int().min(1).optional(),
  /** Hours to give back, in minutes; 0 for who is exempt. */
  owedMinutes: z.int().min(0),
  exemption: z.string().optional(),
  limits: z.string().optional(),
})

export const grant = grantFields
  .refine((it) => sums(it.funding, it.totalCents), 'the funds must pay the whole grant')
  .refine((it) => !(it.payee && it.advantage), 'what is no money has no payee')
  .refine(
    (it) => (it.plan === 'by_module') === (it.moduleMinutes !== undefined),
    'modules need a size, and nothing else',
  )
export type Grant = z.infer<typeof grant>
