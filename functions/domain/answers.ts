import * as z from 'zod'
import { cents, writing } from './application.ts'
import { day } from './calendar.ts'
import { iban } from './identifiers.ts'
import { EXEMPTION_REASONS } from './regulation.ts'

const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')
const note = writing.max(2000, 'tooLong').optional()
const minutes = z
  .int('minutes')
  .min(0, 'negative')
  .max(24 * 60, 'minutes')
const choice = <Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) =>
  z.strictObject({ choice: z.literal(name), ...shape })

export const IDENTITY_CHECKS = ['document', 'spid', 'known'] as const

/** What the social worker found this person can do; those who cannot work get the contribution without hours. */
export const workAbility = z.discriminatedUnion(
  'ability',
  [
    z.strictObject({ ability: z.literal('full') }),
    z.strictObject({
      ability: z.literal('limited'),
      maxHours: z.int('hours').min(1, 'hours').max(2000, 'tooLarge'),
      limits: reasons,
    }),
    z.strictObject({ ability: z.literal('exempt'), exemption: z.enum(EXEMPTION_REASONS, 'choice') }),
  ],
  'choice',
)

/**
 * The answer to each kind of ask. A choice is always a person's explicit act, and carries reasons where the law asks for
 * them (L. 241/1990 art. 3). Messages are keys of the catalogue.
 */
export const ANSWERS = {
  assessment: z.discriminatedUnion(
    'choice',
    [
      choice('proposeApproval', {
        monthlyCents: cents.min(1, 'amount'),
        months: z.int('months').min(1, 'months').max(24, 'months'),
        programme: z.string().min(1, 'choice'),
        fund: z.string().min(1, 'choice'),
        work: workAbility,
        reasons,
      }),
      choice('proposeRefusal', { reasons }),
      choice('requestIntegration', { missing: reasons }),
    ],
    'choice',
  ),
  integration: z.discriminatedUnion('choice', [choice('send', { text: reasons })], 'choice'),
  observations: z.discriminatedUnion('choice', [choice('send', { text: reasons }), choice('none', {})], 'choice'),
  decision: z.discriminatedUnion(
    'choice',
    [choice('approve', { reasons }), choice('refuse', { reasons }), choice('sendBack', { reasons })],
    'choice',
  ),
  placement: z.discriminatedUnion(
    'choice',
    [
      choice('place', {
        project: z.string().min(1, 'choice'),
        startsOn: day,
        weekdays: z.array(z.int().min(1).max(7)).min(1, 'weekdays'),
        minutesADay: minutes.min(30, 'minutes'),
        note,
      }),
    ],
    'choice',
  ),
  agreement: z.discriminatedUnion('choice', [choice('accept', {}), choice('decline', { reasons })], 'choice'),
  insurance: z.discriminatedUnion(
    'choice',
    [
      choice('confirm', {
        policy: writing.min(3, 'required').max(60, 'tooLong'),
        coverFrom: day,
        coverTo: day,
      }),
    ],
    'choice',
  ),
  timesheet: z.discriminatedUnion(
    'choice',
    [
      choice('hours', {
        days: z
          .array(z.strictObject({ on: day, minutes: minutes.min(1, 'minutes') }))
          .min(1, 'timesheet.empty')
          .max(31, 'tooMany'),
        note,
      }),
      choice('none', { reasons }),
    ],
    'choice',
  ),
  verification: z.discriminatedUnion(
    'choice',
    [choice('verify', { note }), choice('contest', { days: z.array(day).min(1, 'contest.empty'), reasons })],
    'choice',
  ),
  outcome: z.discriminatedUnion(
    'choice',
    [
      choice('paid', { paidOn: day, order: writing.min(1, 'required').max(40, 'tooLong') }),
      choice('returned', { reasons }),
    ],
    'choice',
  ),
  account: z.discriminatedUnion('choice', [choice('account', { iban })], 'choice'),
} as const

export type AskKind = keyof typeof ANSWERS
export const ASK_KINDS = Object.keys(ANSWERS) as [AskKind, ...AskKind[]]
export type Answer<Kind extends AskKind> = z.infer<(typeof ANSWERS)[Kind]>
export type AnyAnswer = Answer<AskKind>
