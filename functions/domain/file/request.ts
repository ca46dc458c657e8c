import * as z from 'zod'
import { application, cents, payout } from './application.ts'
import { day, instant } from '../base/calendar.ts'
import { stage } from '../procedure/lifecycle.ts'
import { evaluation } from '../procedure/eligibility.ts'
import { profile } from '../activity/profile.ts'
import { ISEE_WAIVERS } from '../municipality/regulation.ts'
import { reasons, texts } from './common.ts'
import { grant } from '../money/grant.ts'
import { review } from './review.ts'
import { NEWS, accident, agreementVersion, dispute, exclusion, interruption, period, placement } from './activity.ts'
import { clawback } from './clawback.ts'

/** The ways to check the identity of the person at the interview. */
export const IDENTITY_CHECKS = ['document', 'spid', 'known'] as const

/** The results of a path of insertion or training. */
export const CONCLUSIONS = ['employed', 'qualified', 'ongoing', 'interrupted'] as const

/** A notice of the grounds against a request, to which a refusal is limited (L. 241/1990 art. 10-bis). */
const rejectionNotice = z.strictObject({
  grounds: z.array(z.string()).min(1),
  /** The day of the notice, and the last one for observations. */
  on: day,
  until: day,
  /** Observations by the number of the ground they answer, from 1; absent if there are none. */
  observations: z.strictObject({ texts, at: instant }).optional(),
})
export type RejectionNotice = z.infer<typeof rejectionNotice>

/** A paper in the record: the fingerprints of its HTML and PDF (CAD art. 20). */
const paper = z.strictObject({ id: z.string(), html: z.string(), pdf: z.string(), at: instant })

export const request = z.strictObject({
  id: z.string(),
  municipality: z.string(),
  stage,
  /** Grows by one with each write and guards all of them. */
  version: z.int().min(1),
  channel: z.enum(['form', 'api', 'desk']),
  filedBy: z.string().optional(),
  /** SHA-256 of the body that an Idempotency-Key came with: the same key with another body is rejected. */
  bodyHash: z.string(),
  statusSecretHash: z.string(),
  receivedAt: instant,
  application,
  /** The payout now, if it is no longer that of the application. */
  payout: payout.optional(),
  regulation: z.string(),
  /** The register number (protocollo), `year/number`. */
  registryEntry: z.string().optional(),
  dueOn: day,
  suspension: z.strictObject({ from: day, to: day.optional() }).optional(),
  caseOfficer: z.string().optional(),
  /** Staff who may not act on this file, because they declared a conflict or it is about them (art. 6-bis). */
  conflicts: z.array(z.strictObject({ member: z.string(), reasons, at: instant })).optional(),
  /** Reassignments to another case officer, with the reasons. */
  reassignments: z
    .array(z.strictObject({ from: z.string(), to: z.string(), reasons, by: z.string(), at: instant }))
    .optional(),
  /** Visible only to the staff named here; others see that a file exists. */
  sealed: z.strictObject({ at: instant, named: z.array(z.string()) }).optional(),
  /**
   * Openings of a sealed file by staff not named on it, with the reasons; it shows only after the others were notified.
   */
  openings: z
    .array(z.strictObject({ member: z.string(), reasons, at: instant, notifiedAt: instant.optional() }))
    .optional(),
  exclusions: z.array(exclusion).optional(),
  notices: z.array(rejectionNotice).optional(),
  reviews: z.array(review).optional(),
  papers: z.array(paper).optional(),
  /** Drawn for a check of its declarations (DPR 445/2000 art. 71), with the result. */
  sampleCheck: z
    .strictObject({
      seed: z.string(),
      at: instant,
      outcome: z.strictObject({ confirmed: z.boolean(), reasons, by: z.string(), at: instant }).optional(),
    })
    .optional(),
  /** Since when an approved request waits for money, and on which fund: the first that lacks it. */
  queuedAt: instant.optional(),
  queuedOn: z.string().optional(),
  waitingNotifiedAt: instant.optional(),
  /** The items asked of the person, point by point, and the answers. */
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
  /** The answer of the second municipality to the proposal. */
  concurrence: z
    .strictObject({ agreed: z.boolean(), text: reasons.optional(), by: z.string(), at: instant })
    .optional(),
  sentBack: z.strictObject({ reasons, by: z.string(), at: instant }).optional(),
  decision: z
    .strictObject({
      outcome: z.enum(['approved', 'refused', 'inadmissible']),
      reasons,
      /** For a refusal: the grounds of the notice that still apply, and the answer to each observation, by ground. */
      grounds: z.array(z.string()).optional(),
      answers: texts.optional(),
      /** True if the decision departs from the proposal. */
      departs: z.boolean(),
      /** The evaluation by the regulation at the decision (L. 241/1990 art. 12). */
      evaluation: evaluation.optional(),
      by: z.string(),
      at: instant,
      regulation: z.string(),
    })
    .optional(),
  grant: grant.optional(),
  /** The work the person can do, their free time, and how far from home; input of the matching. */
  profile: profile.optional(),
  placement: placement.optional(),
  declined: reasons.optional(),
  /** A referral to an association that inserts or trains, which says whether it can take the person. */
  referral: z.strictObject({ at: instant, acceptedAt: instant.optional(), declined: reasons.optional() }).optional(),
  /** The end of a path of insertion, as the association reports it. */
  conclusion: z.strictObject({ result: z.enum(CONCLUSIONS), report: reasons, at: instant }).optional(),
  /** Earlier placements in order; each was in force until the next one started. */
  formerPlacements: z.array(placement).optional(),
  agreement: agreementVersion
    .extend({
      acceptedAt: instant.optional(),
      /** Signed on paper: the member of staff who recorded it, and the day it was signed. */
      onPaper: z.strictObject({ by: z.string(), on: day }).optional(),
    })
    .optional(),
  /** A new version of the agreement that waits for the person; the current one stays in force until it is accepted. */
  amendment: z
    .strictObject({
      placement,
      /** The periods of the new version, with those of an extension at the end. */
      periods: z.array(period),
      reasons,
      by: z.string(),
      at: instant,
      /** The text, once it is proposed to the person. */
      agreement: agreementVersion.optional(),
    })
    .optional(),
  /** New versions, by when they were written, that ended without an answer: taken back, or not answered in time. */
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
      // `to` is a member of staff; without it the person is notified.
      z.strictObject({ about: z.enum(NEWS), at: instant, to: z.string().optional(), notifiedAt: instant.optional() }),
    )
    .optional(),
  fundedAt: instant.optional(),
  cover: z.strictObject({ policy: z.string(), from: day, to: day }).optional(),
  startsOn: day.optional(),
  periods: z.array(period),
  /** Checked in at the site of a host; `step` is that of the code, which is valid once. */
  present: z.strictObject({ since: instant, step: z.int(), host: z.string().optional() }).optional(),
  /** The number of PIN renewals and the last one: earlier PINs are invalid. */
  pin: z.strictObject({ renewed: z.int().min(1), at: instant }).optional(),
  /** Check-ins without a check-out; the hours need to be typed. */
  forgotten: z.array(instant).optional(),
  interruptions: z.array(interruption).optional(),
  accidents: z.array(accident).optional(),
  disputes: z.array(dispute).optional(),
  /** The last day to dispute hours, if the activity would otherwise end with hours missing. */
  disputesUntil: day.optional(),
  /** Ended early, with the reasons. */
  endedEarly: z.strictObject({ on: day, reasons, by: z.string(), at: instant }).optional(),
  clawbacks: z.array(clawback).optional(),
  withdrawal: z.strictObject({ reasons: reasons.optional(), at: instant }).optional(),
  approvalNotifiedAt: instant.optional(),
  outcomeNotifiedAt: instant.optional(),
  closedAt: instant.optional(),
  /** The head of the trail: the number of entries, and the hash of the last. */
  trail: z.strictObject({ length: z.int(), head: z.string() }),
})
export type Request = z.infer<typeof request>

/** Returns the name of a file: its register number, or its id while it has none. */
export const numberOf = ({ registryEntry, id }: Pick<Request, 'registryEntry' | 'id'>): string => registryEntry ?? id

/** Returns the latest rejection notice. */
export const lastNotice = ({ notices }: Pick<Request, 'notices'>): RejectionNotice | undefined => notices?.at(-1)
