import * as z from 'zod'
import { writing } from '../file/application.ts'
import { iban, taxCode } from '../base/identifiers.ts'

/** A name of at most 70 characters (SEPA), at least one of them printable. */
const name = writing
  .min(1, 'required')
  .max(70, 'tooLong')
  .refine((typed) => /[\p{L}\d]/u.test(typed), 'format')

/** The customer, contract or pupil code of the payee; it goes into the text of the transfer. */
const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9 ./-]{1,35}$/, 'payee.code')

/** The fields of a payee for finance. Tax codes and VAT numbers are both valid, since they share a check digit. */
export const payeeFields = z.strictObject({ name, taxCode: taxCode.optional(), code: code.optional() })

/** A payee in place of the person (quietanzante), such as a landlord, a utility or a school, with the reason. */
export const payee = payeeFields.extend({
  iban,
  reasons: writing.min(10, 'reasons').max(1000, 'tooLong'),
})

/** The kinds of help in place of money (vantaggio economico): a voucher or a waived fee. */
const ADVANTAGES = ['voucher', 'feeWaiver'] as const
export const advantage = z.strictObject({
  kind: z.enum(ADVANTAGES, 'choice'),
  /** The provider: a shop, the office of school meals. */
  provider: name,
  description: writing.min(3, 'required').max(500, 'tooLong'),
})

/** The destination of a grant, as an assessment proposes it: the person, a payee in their place, or an advantage. */
export const destination = z.discriminatedUnion(
  'to',
  [
    z.strictObject({ to: z.literal('person') }),
    payee.extend({ to: z.literal('payee') }),
    advantage.extend({ to: z.literal('advantage') }),
  ],
  'choice',
)
