import * as z from 'zod'
import { application, cents, payout } from './application.ts'
import { day, instant } from '../base/calendar.ts'
import { stage } from '../procedure/lifecycle.ts'
import { evaluation } from '../procedure/eligibility.ts'
import { profile } from '../activity/profile.ts'
import { ISEE_WAIVERS } from '../municipality/regulation.ts'
import { reasons, texts } from './common.ts'
import { grant } from './grant.ts'
import { review } from './review.ts'
import { NEWS, accident, agreementVersion, dispute, exclusion, interruption, period, placement } from './activity.ts'
import { clawback } from './clawback.ts'

/** How the identity of the person was checked at the interview. */
export const IDENTITY_CHECKS = ['document', 'spid', 'known'] as const

/** How a path of insertion or training ended for the person. */
export const CONCLUSIONS = ['employed', 'qualified', 'ongoing', 'interrupted'] as const

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

/** A paper of the file as the store keeps it: fingerprints of its HTML and of its PDF (CAD art. 20). */
export const paper = z.strictObject({ id: z.string(), html: z.string(), pdf: z.string(), at: instant })
export type Paper = z.infer<typeof paper>

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

/** Returns the rejection notice that was given last. */
export const lastNotice = ({ notices }: Pick<Request, 'notices'>): RejectionNotice | undefined => notices?.at(-1)
