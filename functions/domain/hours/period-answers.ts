import * as z from 'zod'
import { verificationId } from '../questions/verification.ts'

/** The maximum number of periods on a page and in an answer: each takes reads, and each answer a write. */
export const MOST_PERIODS = 50

/** Answers to questions about periods, and to no others. */
export const periodAnswers = z.strictObject({
  answers: z
    .array(z.strictObject({ ask: verificationId, answer: z.unknown() }))
    .min(1, 'required')
    .max(MOST_PERIODS, 'tooMany'),
})
export type PeriodAnswer = z.infer<typeof periodAnswers>['answers'][number]
