import * as z from 'zod'
import { ANSWERS, ASK_KINDS, CONCLUSIONS, IDENTITY_CHECKS } from '../questions/answers.ts'
import { application, cents, GRANT_KINDS, language, payout } from './application.ts'
import { day, instant, timeOfDay } from '../base/calendar.ts'
import { stage } from '../procedure/lifecycle.ts'
import { evaluation } from '../procedure/eligibility.ts'
import { advantage, payee, payeeFields } from '../money/payee.ts'
import { CONDITIONS } from '../money/conditions.ts'
import { profile } from '../activity/profile.ts'
import { ISEE_WAIVERS, PAYMENT_PLANS, STAFF_ROLES } from '../municipality/regulation.ts'

/** What the store holds, parsed whenever it is read. Amounts are integer cents, hours integer minutes. */

const reasons = z.string()
/** What is written on each point of a list, by its number from 1. */
const texts = z.record(z.string(), z.string())

/** The part of a grant that one fund pays. */
export const funding = z.strictObject({ fund: z.string(), cents: cents.min(1) })
export type Funding = z.infer<typeof funding>

const sums = (parts: readonly { cents: number }[], totalCents: number) =>
  parts.reduce((sum, part) => sum + part.cents, 0) === totalCents

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

/** What is told against a request and may be answered: nothing else may be a reason of its refusal (L. 241/1990 art. 10-bis). */
export const rejectionNotice = z.strictObject({
  grounds: z.array(z.string()).min(1),
  /** The day it was given, and the last one for observations. */
  on: day,
  until: day,
  /** Observations by the number of the ground they answer, from 1; absent as long as there are none. */
  observations: z.strictObject({ texts, at: instant }).optional(),
})
export type RejectionNotice = z.infer<typeof rejectionNotice>

/** Reviews that end the request when they are upheld. */
export const ENDING_REVIEWS = ['revocation', 'forfeiture', 'annulment'] as const
/** A warning (ammonizione) changes nothing of what was granted. */
export const REVIEW_KINDS = [...ENDING_REVIEWS, 'warning'] as const
/** A decision looked at again: opened with notice and hearing, ruled on by the manager (L. 241/1990 art. 7, 21-quinquies, 21-nonies). */
export const review = z.strictObject({
  number: z.int().min(1),
  kind: z.enum(REVIEW_KINDS),
  grounds: reasons,
  /** A false declaration brings a ban on further help (DPR 445/2000 art. 75). */
  falseDeclaration: z.boolean(),
  /** Minutes of unexcused absence that it was opened for. */
  unexcusedMinutes: z.int().min(1).optional(),
  openedBy: z.string(),
  openedAt: instant,
  /** What the person says; absent when silent. */
  hearing: z.strictObject({ text: reasons, at: instant }).optional(),
  ruling: z.strictObject({ upheld: z.boolean(), reasons, by: z.string(), at: instant }).optional(),
  notifiedAt: instant.optional(),
})
export type Review = z.infer<typeof review>

/** A paper of the file as the store keeps it: fingerprints of its HTML and of its PDF (CAD art. 20). */
export const paper = z.strictObject({ id: z.string(), html: z.string(), pdf: z.string(), at: instant })
export type Paper = z.infer<typeof paper>

export const placement = z.strictObject({
  project: z.string(),
  host: z.string(),
  startsOn: day,
  weekdays: z.array(z.int()),
  /** When a shift begins, by the clock in Italy. */
  at: timeOfDay,
  minutesADay: z.int(),
  note: z.string().optional(),
  /** Why another place than those proposed: a preference was overridden, never a limit. */
  overrides: reasons.optional(),
})
export type Placement = z.infer<typeof placement>

/** One version of the agreement (patto) as it is put to the person. */
export const agreementVersion = z.strictObject({
  version: z.int().min(1),
  /** In Italian, which is the language of the act: this text binds. */
  text: z.string(),
  /** For who reads another language: it explains the text, and does not bind. */
  courtesy: z.strictObject({ language, text: z.string() }).optional(),
  /** Of the text, and of the translation where there is one. */
  sha256: z.string(),
  proposedAt: instant,
})
export type AgreementVersion = z.infer<typeof agreementVersion>

/** What happens to an activity under way that somebody is told of: the person, or who proposed what they declined or left. */
export const NEWS = [
  'suspended',
  'takenUp',
  'waived',
  'endedEarly',
  'declined',
  'takenBack',
  'lapsed',
  'uncovered',
] as const

export const period = z.strictObject({
  number: z.int().min(1),
  from: day,
  to: day,
  settledAt: instant.optional(),
  /** Not agreed, but added to make up hours: there is one. */
  makeUp: z.literal(true).optional(),
})
export type Period = z.infer<typeof period>

/** A time in which the activity stands still, for instance an illness: no shift is due, and none counts. */
export const interruption = z.strictObject({
  from: day,
  to: day.optional(),
  reasons,
  by: z.string(),
  at: instant,
})
export type Interruption = z.infer<typeof interruption>

export const accident = z.strictObject({
  number: z.int().min(1),
  on: day,
  time: timeOfDay.optional(),
  /** What happened and to whom what harm, in the words of who tells it. */
  text: reasons,
  by: z.strictObject({ role: z.string(), id: z.string() }),
  at: instant,
  notifiedAt: instant.optional(),
})
export type Accident = z.infer<typeof accident>

/** What a person says against an entry of the hours, and what was ruled on it. Silence lets the entry stand. */
export const dispute = z.strictObject({
  number: z.int().min(1),
  /** The entry it is about; where hours are missing altogether, the one that the claim made. */
  entry: z.string(),
  on: day,
  period: z.int().min(1),
  /** Minutes the person says were done; absent where it is the excuse of an absence that is claimed. */
  minutes: z.int().min(1).optional(),
  reasons,
  at: instant,
  ruling: z
    .strictObject({ upheld: z.boolean(), minutes: z.int().min(0).optional(), reasons, by: z.string(), at: instant })
    .optional(),
  notifiedAt: instant.optional(),
})
export type Dispute = z.infer<typeof dispute>

/** Why money comes back: the decision it rested on fell, or the person brings it back of their own accord. */
export const CLAWBACK_CAUSES = ['revocation', 'forfeiture', 'annulment', 'returned_by_person'] as const

/** Money that came back: to which funds, on what reference of the treasury, and who of finance recorded it. */
export const receipt = z
  .strictObject({
    id: z.string(),
    on: day,
    cents: cents.min(1),
    lines: z.array(funding).min(1),
    reference: z.string(),
    by: z.string(),
    at: instant,
  })
  .refine((it) => sums(it.lines, it.cents), 'the lines must sum to the receipt')
export type Receipt = z.infer<typeof receipt>

/** Money asked back (recupero somme, Codice civile art. 2033), with its instalments and what was received. */
export const clawback = z
  .strictObject({
    number: z.int().min(1),
    cause: z.enum(CLAWBACK_CAUSES),
    cents: cents.min(1),
    /** What each fund gets of it: receipts go back in this proportion. */
    lines: z.array(funding).min(1),
    /** The first day whose money is asked back, where what was paid for the days before stays. */
    since: day.optional(),
    reasons,
    /** How to pay, in the words of the office: the number of a notice, a counter. */
    how: z.string().optional(),
    plan: z.array(z.strictObject({ number: z.int().min(1), dueOn: day, cents: cents.min(1) })),
    receipts: z.array(receipt),
    openedBy: z.string(),
    openedAt: instant,
    toldAt: instant.optional(),
    /** The rest is asked for no more. */
    waived: z.strictObject({ reasons, by: z.string(), at: instant }).optional(),
    closedAt: instant.optional(),
  })
  .refine((it) => sums(it.lines, it.cents), 'the lines must sum to the clawback')
  .refine((it) => it.plan.length === 0 || sums(it.plan, it.cents), 'the instalments must sum to the clawback')
  .refine((it) => it.receipts.reduce((sum, each) => sum + each.cents, 0) <= it.cents, 'no more than is owed')
export type Clawback = z.infer<typeof clawback>

/** Whom the person must not meet was changed: who came to that list or went from it, and why. */
const exclusion = z.strictObject({
  people: z.array(z.string()),
  reasons,
  by: z.string(),
  at: instant,
  notifiedAt: instant.optional(),
})
export type Exclusion = z.infer<typeof exclusion>

export const request = z.strictObject({
  id: z.string(),
  municipality: z.string(),
  stage,
  /** Grows by one at each write: the guard of every one of them. */
  version: z.int().min(1),
  channel: z.enum(['form', 'api', 'desk']),
  filedBy: z.string().optional(),
  /** SHA-256 of the body an Idempotency-Key came with: the same key with another body is refused. */
  bodyHash: z.string(),
  statusSecretHash: z.string(),
  receivedAt: instant,
  application,
  /** Where money goes now, when that is no longer what the application says. */
  payout: payout.optional(),
  regulation: z.string(),
  /** Number in the register (protocollo), `year/number`. */
  registryEntry: z.string().optional(),
  dueOn: day,
  suspension: z.strictObject({ from: day, to: day.optional() }).optional(),
  caseOfficer: z.string().optional(),
  /** Staff who may not act on this file, because they said so or because it is about them (art. 6-bis). */
  conflicts: z.array(z.strictObject({ member: z.string(), reasons, at: instant })).optional(),
  /** Files that moved to another case officer, and why. */
  reassignments: z
    .array(z.strictObject({ from: z.string(), to: z.string(), reasons, by: z.string(), at: instant }))
    .optional(),
  /** Visible to the staff named here only; everyone else sees that a file exists. */
  sealed: z.strictObject({ at: instant, named: z.array(z.string()) }).optional(),
  /** Times when somebody not named saw a sealed file, for how they were told why; seen only once the others were written to. */
  openings: z
    .array(z.strictObject({ member: z.string(), reasons, at: instant, notifiedAt: instant.optional() }))
    .optional(),
  exclusions: z.array(exclusion).optional(),
  notices: z.array(rejectionNotice).optional(),
  reviews: z.array(review).optional(),
  papers: z.array(paper).optional(),
  /** Drawn for a check of what was declared (DPR 445/2000 art. 71), and what came of it. */
  sampleCheck: z
    .strictObject({
      seed: z.string(),
      at: instant,
      outcome: z.strictObject({ confirmed: z.boolean(), reasons, by: z.string(), at: instant }).optional(),
    })
    .optional(),
  /** Since when an approved request waits for money, and on which of its funds: the first that lacks it. */
  queuedAt: instant.optional(),
  queuedOn: z.string().optional(),
  waitingNotifiedAt: instant.optional(),
  /** What was asked of the person, point by point, and what came of it. */
  integration: z.strictObject({ items: z.array(z.string()).min(1), texts: texts.optional() }).optional(),
  interview: z
    .strictObject({
      on: day,
      identity: z.enum(IDENTITY_CHECKS),
      needs: z.string(),
      abilities: z.string().optional(),
      waiver: z.enum(ISEE_WAIVERS).optional(),
      otherProgrammes: z.array(z.string()).optional(),
      expenseCents: cents.optional(),
    })
    .optional(),
  proposal: z
    .strictObject({
      outcome: z.enum(['approval', 'refusal', 'inadmissibility']),
      reasons,
      grounds: z.array(z.string()).optional(),
      by: z.string(),
      at: instant,
      grant: grant.optional(),
    })
    .optional(),
  /** What the second municipality said of the proposal. */
  concurrence: z
    .strictObject({ agreed: z.boolean(), text: reasons.optional(), by: z.string(), at: instant })
    .optional(),
  sentBack: z.strictObject({ reasons, by: z.string(), at: instant }).optional(),
  decision: z
    .strictObject({
      outcome: z.enum(['approved', 'refused', 'inadmissible']),
      reasons,
      /** Of a refusal: the grounds of the notice that stand, and the answer to each observation, by ground. */
      grounds: z.array(z.string()).optional(),
      answers: texts.optional(),
      /** Whether it departs from what was proposed. */
      departs: z.boolean(),
      /** What the regulation said of the request, rule by rule, when it was decided (L. 241/1990 art. 12). */
      evaluation: evaluation.optional(),
      by: z.string(),
      at: instant,
      regulation: z.string(),
    })
    .optional(),
  grant: grant.optional(),
  /** What the person can do, when and how far from home: what places are matched with. */
  profile: profile.optional(),
  placement: placement.optional(),
  declined: reasons.optional(),
  /** A person sent to an association that inserts or trains, which says whether it can take them. */
  referral: z.strictObject({ at: instant, acceptedAt: instant.optional(), declined: reasons.optional() }).optional(),
  /** How a path of insertion ended, in the words of the association. */
  conclusion: z.strictObject({ result: z.enum(CONCLUSIONS), report: reasons, at: instant }).optional(),
  /** Places before this one, the first one first; each until the day the next one starts. */
  formerPlacements: z.array(placement).optional(),
  agreement: agreementVersion
    .extend({
      acceptedAt: instant.optional(),
      /** Signed on paper: by whom of the staff it was recorded, and the day it was signed. */
      onPaper: z.strictObject({ by: z.string(), on: day }).optional(),
    })
    .optional(),
  /** A new version of the agreement that waits for the person: what is agreed stays in force until it is accepted. */
  amendment: z
    .strictObject({
      placement,
      /** As they would be: those of an extension at the end. */
      periods: z.array(period),
      reasons,
      by: z.string(),
      at: instant,
      /** Its text, once it is put to the person. */
      agreement: agreementVersion.optional(),
    })
    .optional(),
  /** New versions, by when they were written, that ended before the person answered: taken back, or not answered in time. */
  fallenAmendments: z
    .array(
      z.strictObject({
        written: instant,
        at: instant,
        takenBack: z.strictObject({ by: z.string(), reasons }).optional(),
      }),
    )
    .optional(),
  news: z
    .array(
      // `to` is a member of staff; without it the person is told.
      z.strictObject({ about: z.enum(NEWS), at: instant, to: z.string().optional(), toldAt: instant.optional() }),
    )
    .optional(),
  fundedAt: instant.optional(),
  cover: z.strictObject({ policy: z.string(), from: day, to: day }).optional(),
  startsOn: day.optional(),
  periods: z.array(period),
  /** Checked in at the site of a host and not out yet; `step` is that of the code used, which serves once. */
  present: z.strictObject({ since: instant, step: z.int(), host: z.string().optional() }).optional(),
  /** How often the person's digits for the site were renewed, and when last: those of before open nothing. */
  pin: z.strictObject({ renewed: z.int().min(1), at: instant }).optional(),
  /** Check-ins that no check-out followed: somebody types those hours in, or nobody does. */
  forgotten: z.array(instant).optional(),
  interruptions: z.array(interruption).optional(),
  accidents: z.array(accident).optional(),
  disputes: z.array(dispute).optional(),
  /** The last day to dispute hours that the activity would end without. */
  disputesUntil: day.optional(),
  /** Ended before its time, and why. */
  endedEarly: z.strictObject({ on: day, reasons, by: z.string(), at: instant }).optional(),
  clawbacks: z.array(clawback).optional(),
  withdrawal: z.strictObject({ reasons: reasons.optional(), at: instant }).optional(),
  approvalNotifiedAt: instant.optional(),
  outcomeNotifiedAt: instant.optional(),
  closedAt: instant.optional(),
  /** Head of the trail: number of entries and hash of the last. */
  trail: z.strictObject({ length: z.int(), head: z.string() }),
})
export type Request = z.infer<typeof request>

/** What a file is called: by its number in the register, and by its id while it has none. */
export const numberOf = ({ registryEntry, id }: Pick<Request, 'registryEntry' | 'id'>): string => registryEntry ?? id

/** `partner` is the second municipality of a programme. */
export const ASK_ROLES = [...STAFF_ROLES, 'citizen', 'host', 'partner'] as const
export const addressee = z.strictObject({ role: z.enum(ASK_ROLES), id: z.string() })
export type Addressee = z.infer<typeof addressee>

/** One link sent to one person. Only the hash of its secret is kept. */
export const link = z.strictObject({
  generation: z.int().min(1),
  to: addressee,
  hash: z.string(),
  sentAt: instant.optional(),
  expiresAt: instant,
  superseded: z.boolean(),
})
export type Link = z.infer<typeof link>

export const ask = z.strictObject({
  id: z.string(),
  request: z.string(),
  kind: z.enum(ASK_KINDS),
  /** What it is about within the request: a round, a period, an instalment and issue. */
  subject: z.string(),
  to: addressee,
  status: z.enum(['open', 'answered', 'lapsed', 'superseded']),
  openedAt: instant,
  dueOn: day,
  links: z.array(link),
  reminders: z.int(),
  escalatedAt: instant.optional(),
  /** When it was told that the term of the procedure is over. */
  overdueAt: instant.optional(),
  /** What was written so far of an answer that is not sent yet, point by point. */
  kept: texts.optional(),
  answer: z
    .union([
      ANSWERS.assessment,
      ANSWERS.integration,
      ANSWERS.observations,
      ANSWERS.concurrence,
      ANSWERS.decision,
      ANSWERS.hearing,
      ANSWERS.ruling,
      ANSWERS.referral,
      ANSWERS.conclusion,
      ANSWERS.placement,
      ANSWERS.agreement,
      ANSWERS.insurance,
      ANSWERS.timesheet,
      ANSWERS.verification,
      ANSWERS.dispute,
      ANSWERS.outcome,
      ANSWERS.account,
    ])
    .optional(),
  answeredAt: instant.optional(),
  answeredBy: addressee.optional(),
})
export type Ask = z.infer<typeof ask>

/**
 * The accounts of hours of one agreement: every posting moves minutes from one to another, and `agreement` is the world
 * outside. Hours go from `owed` to `done` to `verified`, or by way of `disputed` or `waived`; beside them, those of absences
 * go to `missed`, and to `madeUp` by hours on days or at times that were not agreed.
 */
export const ACCOUNTS = ['agreement', 'owed', 'done', 'verified', 'disputed', 'waived', 'missed', 'madeUp'] as const
/** How a shift was recorded: with the code at the site, on the supervisor's sheet, from a sheet of paper, or as the person says in a dispute. */
export const RECORDED = ['code', 'sheet', 'paper', 'dispute'] as const
export const shift = z.strictObject({ starts: instant, ends: instant, recorded: z.enum(RECORDED) })
export const posting = z.strictObject({
  id: z.string(),
  request: z.string(),
  period: z.int().min(0),
  /** The entry it belongs to: a shift, an absence, a waiver. What corrects an entry belongs to it too. */
  entry: z.string(),
  on: day,
  minutes: z.int().min(1),
  from: z.enum(ACCOUNTS),
  to: z.enum(ACCOUNTS),
  by: addressee,
  at: instant,
  /** The ask or the act it came with. */
  why: z.string(),
  shift: shift.optional(),
  absence: z.strictObject({ excused: z.boolean() }).optional(),
  reasons: reasons.optional(),
})
export type Posting = z.infer<typeof posting>

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

/** Everything about one request, as one value: what use cases decide on. */
export type CaseFile = {
  request: Request
  asks: readonly Ask[]
  postings: readonly Posting[]
  payments: readonly Payment[]
}
