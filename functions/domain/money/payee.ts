import * as z from 'zod'
import { writing } from '../file/application.ts'
import { iban, taxCode } from '../base/identifiers.ts'

/** What a bank and the treasury show of a name: at most 70 characters (SEPA), and something to read among them. */
const name = writing
  .min(1, 'required')
  .max(70, 'tooLong')
  .refine((typed) => /[\p{L}\d]/u.test(typed), 'format')

/** Customer, contract or pupil, as the payee calls it: goes into the text of the transfer. */
const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9 ./-]{1,35}$/, 'payee.code')

/** A payee as finance is told of it. Tax code and VAT number have one check: that of provisional codes is the one of VAT numbers. */
export const payeeFields = z.strictObject({ name, taxCode: taxCode.optional(), code: code.optional() })

/** A landlord, a utility, a school: who is paid in place of the person (quietanzante), and why. */
export const payee = payeeFields.extend({
  iban,
  reasons: writing.min(10, 'reasons').max(1000, 'tooLong'),
})
export type Payee = z.infer<typeof payee>

/** Help that is not money (vantaggio economico): a voucher, or a fee that need not be paid. */
export const ADVANTAGES = ['voucher', 'feeWaiver'] as const
export const advantage = z.strictObject({
  kind: z.enum(ADVANTAGES, 'choice'),
  /** Who gives it: a shop, the office of school meals. */
  provider: name,
  description: writing.min(3, 'required').max(500, 'tooLong'),
})
export type Advantage = z.infer<typeof advantage>

/** Where a grant goes, as an assessment proposes it: to the person, to somebody in their place, or not as money. */
export const destination = z.discriminatedUnion(
  'to',
  [
    z.strictObject({ to: z.literal('person') }),
    payee.extend({ to: z.literal('payee') }),
    advantage.extend({ to: z.literal('advantage') }),
  ],
  'choice',
)
export type Destination = z.infer<typeof destination>
export const DESTINATIONS = ['person', 'payee', 'advantage'] as const satisfies readonly Destination['to'][]
