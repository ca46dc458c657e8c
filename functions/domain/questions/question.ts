import type { Answer, AskKind } from './answers.ts'
import type { Evaluation } from '../procedure/eligibility.ts'
import type { Problem } from '../base/problems.ts'
import type { WorkflowRef } from '../file/next-step.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Ask } from '../file/ask.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'

/** `evaluation` is what the regulation says of the request, for who decides on it. */
export type AnswerContext<Kind extends AskKind> = Context & {
  ask: Ask
  answer: Answer<Kind>
  by: Addressee
  evaluation?: Evaluation
}

/** One question to one person: everything the system knows about a kind of ask. */
export type Question<Kind extends AskKind> = {
  /** Whom it goes to. */
  to(context: Context & { workflow: WorkflowRef }): Addressee
  /** Who may not answer it, whoever it went to: it goes to another. */
  bars?(context: Context & { ask: Pick<Ask, 'subject'> }): readonly string[]
  /** Days in which an answer is expected. */
  days(context: Context): number
  /** Distinguishes this ask from others of its kind in the same file. */
  subject(context: Context & { workflow: WorkflowRef }): string
  /** The change of the file that comes with asking. */
  opening?(context: Context): ChangeDraft | undefined
  /** What happens when the days are over without an answer; where absent the ask stays open and escalates. */
  lapse?(context: Context): ChangeDraft
  /** The last day to answer, for questions that lapse by a day of the record and not by the day they are due; absent, it does not lapse. */
  lastDay?(context: Context): string | undefined
  /** The change that an answer brings, or what is wrong with it; nothing where it was said before and the question stays open. */
  answer(context: AnswerContext<Kind>): ChangeDraft | Problem[] | undefined
}
