import type { AskKind } from './answers.ts'
import { agreement, insurance, timesheet, verification } from './activity.ts'
import { account, outcome } from './money.ts'
import { assessment } from './assessment.ts'
import { decision } from './decision.ts'
import { dispute } from './dispute.ts'
import { integration, observations } from './participation.ts'
import { conclusion, concurrence, referral } from './programmes.ts'
import { placement } from './placement.ts'
import { hearing, ruling } from './review.ts'
import type { Question } from './question.ts'

/** Every question the system asks a person. */
export const QUESTIONS: { [Kind in AskKind]: Question<Kind> } = {
  assessment,
  integration,
  observations,
  concurrence,
  decision,
  hearing,
  ruling,
  referral,
  conclusion,
  placement,
  agreement,
  insurance,
  timesheet,
  verification,
  dispute,
  outcome,
  account,
}
