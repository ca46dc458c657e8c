import * as z from 'zod'
import { day, instant } from '../base/calendar.ts'
import { reasons } from '../file/common.ts'
import { addressee } from '../file/addressee.ts'

/**
 * The accounts of hours of one agreement. Every posting moves minutes from one to another; `agreement` is the external
 * account. Hours go from `owed` to `done` to `verified`, or by way of `disputed` or `waived`; beside them, those of
 * absences go to `missed`, and to `madeUp` by hours on days or at times that were not agreed.
 */
export const ACCOUNTS = ['agreement', 'owed', 'done', 'verified', 'disputed', 'waived', 'missed', 'madeUp'] as const

/**
 * The ways to record a shift: by the code at the site, on the supervisor's sheet, from a sheet of paper, or by a dispute.
 */
const RECORDED = ['code', 'sheet', 'paper', 'dispute'] as const

const shift = z.strictObject({ starts: instant, ends: instant, recorded: z.enum(RECORDED) })

export const posting = z.strictObject({
  id: z.string(),
  request: z.string(),
  period: z.int().min(0),
  /** The entry it belongs to: a shift, an absence, a waiver. Corrections belong to the same entry. */
  entry: z.string(),
  on: day,
  minutes: z.int().min(1),
  from: z.enum(ACCOUNTS),
  to: z.enum(ACCOUNTS),
  by: addressee,
  at: instant,
  /** The ask or the act that caused it. */
  why: z.string(),
  shift: shift.optional(),
  absence: z.strictObject({ excused: z.boolean() }).optional(),
  reasons: reasons.optional(),
})
export type Posting = z.infer<typeof posting>
