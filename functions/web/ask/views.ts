import type { AskKind } from '../../domain/questions/index.ts'
import { account } from './account.tsx'
import { agreement } from './agreement.tsx'
import { assessment } from './assessment.tsx'
import { conclusion } from './conclusion.tsx'
import { concurrence } from './concurrence.tsx'
import { decision } from './decision.tsx'
import { dispute } from './dispute.tsx'
import { hearing } from './hearing.tsx'
import { insurance } from './insurance.tsx'
import { integration } from './integration.tsx'
import { observations } from './observations.tsx'
import { outcome } from './outcome.tsx'
import { placement } from './placement.tsx'
import { referral } from './referral.tsx'
import { ruling } from './ruling.tsx'
import { timesheet } from './timesheet.tsx'
import { verification } from './verification.tsx'
import type { QuestionView } from './view.ts'

/** The view of every question. */
export const QUESTION_VIEWS: Record<AskKind, QuestionView> = {
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
