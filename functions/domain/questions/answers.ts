import * as z from 'zod'
import { cents, GRANT_KINDS, writing } from '../file/application.ts'
import { day, timeOfDay } from '../base/calendar.ts'
import { iban } from '../base/identifiers.ts'
import { destination } from '../money/payee.ts'
import { findings as profile } from '../activity/profile.ts'
import { EXEMPTION_REASONS, ISEE_WAIVERS, PAYMENT_PLANS } from '../municipality/regulation.ts'

const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')
const note = writing.max(2000, 'tooLong').optional()
/** Number of a payment order (mandato). */
const order = writing.min(1, 'required').max(40, 'tooLong')
const minutes = z
  .int('minutes')
  .min(0, 'negative')
  .max(24 * 60, 'minutes')
const choice = <Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) =>
  z.strictObject({ choice: z.literal(name), ...shape })

/** Things listed one by one, which others answer one by one: documents that are missing, grounds against a request. */
const points = z.array(writing.min(3, 'point').max(1000, 'tooLong')).min(1, 'required').max(12, 'tooMany')
/** What is written on each point, by its number from 1. */
const texts = z.record(z.string().regex(/^[1-9]\d?$/), writing.min(1, 'required').max(4000, 'tooLong'))
/** Abstains because of a conflict of interest (L. 241/1990 art. 6-bis): the file goes to somebody else. */
const abstain = choice('abstain', { reasons })

export const IDENTITY_CHECKS = ['document', 'spid', 'known'] as const
/** What an assessment establishes about the person, whatever it proposes. */
const findings = {
  interviewOn: day,
  identity: z.enum(IDENTITY_CHECKS, 'choice'),
  needs: reasons,
  abilities: writing.max(2000, 'tooLong').optional(),
  /** Why the ISEE ceiling does not count, help from elsewhere, and the expense that an extraordinary grant is for. */
  waiver: z.enum(ISEE_WAIVERS, 'choice').optional(),
  otherProgrammes: points.optional(),
  expenseCents: cents.optional(),
  /** What places are matched with; without it, what was known before. */
  profile: profile.optional(),
}

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

/** How a path of insertion or training ended for the person. */
export const CONCLUSIONS = ['employed', 'qualified', 'ongoing', 'interrupted'] as const

/**
 * The answer to each kind of ask. A choice is always a person's explicit act, and carries reasons where the law asks for
 * them (L. 241/1990 art. 3). Messages are keys of the catalogue.
 */
export const ANSWERS = {
  assessment: z.discriminatedUnion(
    'choice',
    [
      choice('proposeApproval', {
        ...findings,
        kind: z.enum(GRANT_KINDS, 'choice').optional(),
        plan: z.enum(PAYMENT_PLANS, 'choice').optional(),
        monthlyCents: cents.min(1, 'amount'),
        months: z.int('months').min(1, 'months').max(24, 'months'),
        programme: z.string().min(1, 'choice'),
        fund: z.string().min(1, 'choice'),
        /** Parts of the amount that other funds pay; the main one takes the rest. */
        also: z
          .array(z.strictObject({ fund: z.string('choice').min(1, 'choice'), cents: cents.min(1, 'amount') }))
          .max(3, 'tooMany')
          .optional(),
        /** Absent, the money goes where the person asked. */
        destination: destination.optional(),
        work: workAbility,
        reasons,
      }),
      choice('enrol', {
        ...findings,
        programme: z.string().min(1, 'choice'),
        months: z.int('months').min(1, 'months').max(24, 'months'),
        hoursWeek: z.int('hours').min(1, 'hours').max(40, 'tooLarge'),
        work: workAbility,
        reasons,
      }),
      // Somebody may be refused without having been met; whoever was met has it on record.
      choice('proposeRefusal', {
        grounds: points,
        interviewOn: findings.interviewOn.optional(),
        identity: findings.identity.optional(),
        needs: findings.needs.optional(),
      }),
      choice('requestIntegration', { items: points }),
      choice('proposeInadmissibility', { reasons }),
      abstain,
    ],
    'choice',
  ),
  /** `keep` saves what is there so far and leaves the question open. */
  integration: z.discriminatedUnion('choice', [choice('send', { texts }), choice('keep', { texts })], 'choice'),
  observations: z.discriminatedUnion('choice', [choice('send', { texts }), choice('none', {})], 'choice'),
  concurrence: z.discriminatedUnion('choice', [choice('agree', { note }), choice('object', { reasons })], 'choice'),
  decision: z.discriminatedUnion(
    'choice',
    [
      // Approving as proposed rests on the proposal's reasons (art. 3(3)); departing from it needs its own (art. 6(1)(e)).
      choice('approve', {
        monthlyCents: cents.min(1, 'amount').optional(),
        months: z.int('months').min(1, 'months').max(24, 'months').optional(),
        reasons: reasons.optional(),
      }),
      choice('refuse', { grounds: points, answers: texts.optional(), reasons }),
      choice('sendBack', { reasons }),
      choice('declareInadmissible', { reasons }),
      abstain,
    ],
    'choice',
  ),
  hearing: z.discriminatedUnion('choice', [choice('send', { text: reasons }), choice('none', {})], 'choice'),
  ruling: z.discriminatedUnion(
    'choice',
    [choice('uphold', { reasons }), choice('dismiss', { reasons }), abstain],
    'choice',
  ),
  referral: z.discriminatedUnion('choice', [choice('accept', { note }), choice('decline', { reasons })], 'choice'),
  conclusion: z.discriminatedUnion(
    'choice',
    [choice('conclude', { result: z.enum(CONCLUSIONS, 'choice'), report: reasons })],
    'choice',
  ),
  placement: z.discriminatedUnion(
    'choice',
    [
      choice('place', {
        project: z.string().min(1, 'choice'),
        startsOn: day,
        weekdays: z.array(z.int().min(1).max(7)).min(1, 'weekdays'),
        /** When a shift begins; without it, when the project opens. */
        at: timeOfDay.optional(),
        minutesADay: minutes.min(30, 'minutes'),
        note,
        /** Why another one than the first of those proposed. */
        overrides: reasons.optional(),
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
  /** What was recorded is countersigned: what is missing is added, absences are noted, what is wrong is struck out. */
  timesheet: z.discriminatedUnion(
    'choice',
    [
      choice('hours', {
        days: z
          .array(z.strictObject({ on: day, from: timeOfDay.optional(), minutes: minutes.min(1, 'minutes') }))
          .max(31, 'tooMany'),
        absences: z
          .array(z.strictObject({ on: day, excused: z.boolean('choice'), reasons: reasons.optional() }))
          .max(31, 'tooMany')
          .optional(),
        /** Ids of entries, and why they are wrong. */
        struck: z.array(z.string()).max(31, 'tooMany').optional(),
        reasons: reasons.optional(),
        note,
      }),
      choice('none', { reasons }),
    ],
    'choice',
  ),
  /** Entries are contested by their ids, or all those of a day. */
  verification: z.discriminatedUnion(
    'choice',
    [
      choice('verify', { note }),
      choice('contest', { entries: z.array(z.string()).optional(), days: z.array(day).optional(), reasons }),
    ],
    'choice',
  ),
  /** On what a person says of their hours. Without minutes all that they claim is upheld. */
  dispute: z.discriminatedUnion(
    'choice',
    [choice('uphold', { minutes: minutes.min(1, 'minutes').optional(), reasons }), choice('dismiss', { reasons })],
    'choice',
  ),
  outcome: z.discriminatedUnion(
    'choice',
    [
      /** Leaves the question open: the payment is still to be made. */
      choice('ordered', { orderedOn: day, order }),
      /** The number may be left out where the order was told before. */
      choice('paid', { paidOn: day, order: order.optional() }),
      choice('returned', { reasons }),
    ],
    'choice',
  ),
  /** Another account; or, of a voucher that came back, that it is given again. */
  account: z.discriminatedUnion('choice', [choice('account', { iban }), choice('again', { reasons })], 'choice'),
} as const

export type AskKind = keyof typeof ANSWERS
export const ASK_KINDS = Object.keys(ANSWERS) as [AskKind, ...AskKind[]]
export type Answer<Kind extends AskKind> = z.infer<(typeof ANSWERS)[Kind]>
export type AnyAnswer = Answer<AskKind>
