import * as z from 'zod'
import { placementOn } from '../activity/placements.ts'
import { dayOf } from '../base/calendar.ts'
import { CONCLUSIONS } from '../file/request.ts'
import { choice, reasons } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion(
  'choice',
  [choice('conclude', { result: z.enum(CONCLUSIONS, 'choice'), report: reasons })],
  'choice',
)
type Input = z.infer<typeof input>

/** The question on how the path ended for the person, asked of the association. */
export const conclusion: Question<Input> = {
  input,
  workflow: requestWorkflow,
  addressee: ({ file, now }) => ({ role: 'host', id: placementOn(file.request, dayOf(now))?.host ?? '' }),
  dueInDays: () => 14,
  decide: ({ answer, now }) => ({
    act: 'referral.concluded',
    law: 'Regolamento, accordo con le associazioni',
    request: { conclusion: { result: answer.result, report: answer.report, at: now } },
  }),
}
