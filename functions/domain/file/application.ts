import * as z from 'zod'
import { day } from '../base/calendar.ts'
import { LANGUAGES } from '../base/languages.ts'
import { birthDateFits, iban, taxCode } from '../base/identifiers.ts'

/** Text typed by a person, without lone surrogates and control characters. */
export const writing = z
  .string()
  .trim()
  .refine((typed) => typed.isWellFormed() && !typed.includes('\0'), 'format')

/** The messages of these schemas are keys of the catalogue (`texts/it/common.json`). */
const text = (max: number) => writing.min(1, 'required').max(max, 'tooLong')

/**
 * Text in one line: names and streets appear in files and letters with a line for each. NUL is reported by `writing`.
 */
const line = (max: number) => text(max).refine((typed) => !/\p{Cc}/u.test(typed.replaceAll('\0', '')), 'format')

/** A whole number of euro cents. */
export const cents = z.int('cents').min(0, 'negative').max(100_000_000, 'tooLarge')

export const language = z.enum(LANGUAGES)

/** The applicant. Links arrive at the mail address; the telephone helps the office to call. */
const applicant = z
  .strictObject({
    firstName: line(80),
    lastName: line(80),
    taxCode,
    birthDate: day,
    email: z.email('email').max(254, 'tooLong'),
    phone: z
      .string()
      .trim()
      .regex(/^\+?[0-9 ]{6,20}$/, 'phone')
      .optional(),
  })
  .refine((person) => birthDateFits(person.taxCode, person.birthDate), { path: ['birthDate'], error: 'birthDate.fits' })

const home = z.strictObject({
  street: line(120),
  postalCode: z.string().regex(/^\d{5}$/, 'postalCode'),
  town: line(80),
  resident: z.boolean('choice'),
})

export const RELATIONS = ['spouse', 'partner', 'child', 'parent', 'sibling', 'other'] as const

/** The members of the household (nucleo familiare) other than the applicant. */
export const household = z
  .array(z.strictObject({ firstName: line(80), lastName: line(80), taxCode, relation: z.enum(RELATIONS, 'choice') }))
  .max(15, 'tooMany')

/** The kinds of help with money: monthly, or once. */
export const GRANT_KINDS = ['ordinary', 'extraordinary'] as const
export type GrantKind = (typeof GRANT_KINDS)[number]
/**
 * All kinds, with `community`: hours for the community by people with national income support (PUC), without money from the
 * municipality.
 */
export const KINDS = [...GRANT_KINDS, 'community'] as const
/** Returns the kind whose limits apply; hours without money follow those of a monthly grant. */
export const grantKindOf = ({ kind }: { kind: (typeof KINDS)[number] }): GrantKind =>
  kind === 'community' ? 'ordinary' : kind

export const WORK_STATUSES = ['unemployed', 'employed', 'student', 'retired', 'other'] as const

/**
 * The need and its reason; the ISEE in cents, as on the certificate. Health is not asked because it cannot be
 * self-declared.
 */
const need = z.strictObject({
  kind: z.enum(KINDS, 'choice'),
  reason: text(2000),
  iseeCents: cents,
  workStatus: z.enum(WORK_STATUSES, 'choice'),
  abilities: writing.max(1000, 'tooLong').optional(),
})

/**
 * The payout: a transfer to the applicant's own account, cash at the treasury within the cash limit, or none if no money is
 * asked for.
 */
export const payout = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('transfer'), iban }),
    z.strictObject({ method: z.literal('cash') }),
    z.strictObject({ method: z.literal('none') }),
  ],
  'choice',
)

/** Self-declaration and its consequences (DPR 445/2000 art. 46-47 and 76); privacy notice (GDPR art. 13). */
const declarations = z.strictObject({
  truthful: z.literal(true, 'mustAccept'),
  privacy: z.literal(true, 'mustAccept'),
})

/** An application (istanza), shared by form, API and OpenAPI document. */
export const application = z
  .strictObject({ language: language.default('it'), applicant, home, household, need, payout, declarations })
  .refine((it) => it.household.every((member) => member.taxCode !== it.applicant.taxCode), {
    path: ['household'],
    error: 'household.applicant',
  })
  .refine((it) => new Set(it.household.map((member) => member.taxCode)).size === it.household.length, {
    path: ['household'],
    error: 'household.twice',
  })
  .refine((it) => (it.need.kind === 'community') === (it.payout.method === 'none'), {
    path: ['payout', 'method'],
    error: 'payout.community',
  })
export type Application = z.infer<typeof application>

/** The sections of an application that the form asks for one step at a time, in order. */
export const SECTIONS = { applicant, home, household, need, payout, declarations } as const
export type Section = keyof typeof SECTIONS
