import * as z from 'zod'
import { instant } from '../base/calendar.ts'
import { reasons } from './common.ts'

/** The reviews that end the request when upheld. */
export const ENDING_REVIEWS = ['revocation', 'forfeiture', 'annulment'] as const

/** All reviews, with the warning (ammonizione), which changes nothing that was granted. */
export const REVIEW_KINDS = [...ENDING_REVIEWS, 'warning'] as const

/**
 * A review of a decision: opened with notice and hearing, ruled on by the manager (L. 241/1990 art. 7, 21-quinquies,
 * 21-nonies).
 */
export const review = z.strictObject({
  number: z.int().min(1),
  kind: z.enum(REVIEW_KINDS),
  grounds: reasons,
  /** A false declaration leads to a ban on further help (DPR 445/2000 art. 75). */
  falseDeclaration: z.boolean(),
  /** The minutes of unexcused absence that opened it. */
  unexcusedMinutes: z.int().min(1).optional(),
  openedBy: z.string(),
  openedAt: instant,
  /** The person's statement; absent if there was none. */
  hearing: z.strictObject({ text: reasons, at: instant }).optional(),
  ruling: z.strictObject({ upheld: z.boolean(), reasons, by: z.string(), at: instant }).optional(),
  notifiedAt: instant.optional(),
})
export type Review = z.infer<typeof review>
