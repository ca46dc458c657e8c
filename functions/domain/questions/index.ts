import type * as z from 'zod'
import { account } from './account.ts'
import { agreement } from './agreement.ts'
import { assessment } from './assessment.ts'
import { conclusion } from './conclusion.ts'
import { concurrence } from './concurrence.ts'
import { decision } from './decision.ts'
import { dispute } from './dispute.ts'
import { hearing } from './hearing.ts'
import { insurance } from './insurance.ts'
import { integration } from './integration.ts'
import { observations } from './observations.ts'
import { outcome } from './outcome.ts'
import { placement } from './placement.ts'
import { referral } from './referral.ts'
import { ruling } from './ruling.ts'
import { timesheet } from './timesheet.ts'
import { verification } from './verification.ts'
import type { Ask } from '../file/ask.ts'
import { subjectOf, writeSubject } from '../file/common.ts'
import { roundOf } from '../file/case-file.ts'
import type { WorkflowRef } from '../file/next-step.ts'
import type { Request } from '../file/request.ts'
import type { AskingContext, Question } from './question.ts'

/** Every question that the system puts to a person. */
export const QUESTIONS = {
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

export type AskKind = keyof typeof QUESTIONS
export const ASK_KINDS = Object.keys(QUESTIONS) as [AskKind, ...AskKind[]]

/** The answer to a kind of question. */
export type Answer<Kind extends AskKind> = z.infer<(typeof QUESTIONS)[Kind]['input']>

/** Returns the rules of a kind of question. */
export const questionOf = (kind: AskKind): Question => QUESTIONS[kind]

/** Returns the workflow that waits for an ask. */
export const workflowOf = (
  ask: Pick<Ask, 'kind' | 'subject'>,
  file: { request: Pick<Request, 'periods'> },
): WorkflowRef => questionOf(ask.kind).workflow(subjectOf(ask), file)

/** Returns the stored subject of a kind of question if it were asked now. */
export const nextSubject = (kind: AskKind, context: AskingContext): string =>
  writeSubject(questionOf(kind).subject?.(context) ?? { number: roundOf(context.file, kind) })
