import * as z from 'zod'
import { toCitizen } from '../procedure/who-may.ts'
import { choice, note } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

/** How the service was for the person. */
const MARKS = ['well', 'badly'] as const

const input = z.discriminatedUnion(
  'choice',
  [choice('rate', { mark: z.enum(MARKS, 'choice'), note }), choice('none', {})],
  'choice',
)
type Input = z.infer<typeof input>

/** The person says how the service was, once a path of insertion is concluded. */
export const feedback: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: toCitizen,
  dueInDays: () => 14,
  lapse: () => ({ act: 'feedback.lapsed' }),
  decide: () => ({ act: 'feedback.given' }),
}
