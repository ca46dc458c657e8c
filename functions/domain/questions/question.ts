import type * as z from 'zod'
import type { Problem } from '../base/problems.ts'
import type { Evaluation } from '../procedure/eligibility.ts'
import type { Addressee } from '../file/addressee.ts'
import type { Ask } from '../file/ask.ts'
import type { Subject } from '../file/common.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import type { WorkflowRef } from '../file/next-step.ts'
import type { Request } from '../file/request.ts'
/** The input of the decision on an answer. */
export type AnswerContext<Input> = Context & {
  ask: Ask
  answer: Input
  by: Addressee
  /** The evaluation of the request by the regulation; present for a question that needs it. */
  evaluation?: Evaluation
}

/** The file on which a question is asked, and the workflow that asks it. */
export type AskingContext = Context & { workflow: WorkflowRef }

/**
 * Data that the rules of a question read beside the file: the evaluation of the request, the places taken at hosts, the open
 * files of each member of staff, the configuration read without cache, or the writer of agreement texts.
 */
export type Need = 'evaluation' | 'places' | 'loads' | 'freshConfiguration' | 'agreementText'

/** The rules of one question to a person. `Input` is the type of its answers. */
export type Question<Input = unknown> = {
  /** The schema of an answer. Its messages are keys of the catalogue. */
  input: z.ZodType<Input>
  /** Returns the workflow that waits for the answer. */
  workflow(about: Subject, file: { request: Pick<Request, 'periods'> }): WorkflowRef
  /** Data to load before asking or deciding. */
  needs?: readonly Need[]
  /** Returns the addressee. */
  addressee(context: AskingContext): Addressee
  /** Returns the ids of those who may not answer, even if the question was sent to them. */
  bars?(context: Context & { ask: Pick<Ask, 'subject'> }): readonly string[]
  /** Returns the additional addressee of an escalation; by default the substitute. */
  escalatesTo?(context: Context & { ask: Pick<Ask, 'to'> }): Addressee | undefined
  /** True if the question moves with the file to another case officer, and the file with the question. */
  isForCaseOfficer?: true
  /** True if the legal term of the procedure depends on the answer (L. 241/1990 art. 2). */
  decidesInTerm?: true
  /** Returns the days in which an answer is expected. */
  dueInDays(context: Context): number
  /** Returns the subject; by default the next round of its kind in the file. */
  subject?(context: AskingContext): Subject
  /** Returns the change that is written with the question. */
  opening?(context: Context): ChangeDraft | undefined
  /** Returns the change when the question lapses; a question without it stays open and escalates. */
  lapse?(context: Context): ChangeDraft
  /** Returns the last day to answer, for a question that lapses on a recorded day instead of its due day. */
  lastDay?(context: Context): string | undefined
  /** Returns the change that an answer brings, or its problems; undefined if it is already on record. */
  decide(context: AnswerContext<Input>): ChangeDraft | Problem[] | undefined
  /** Returns true if the question stays open after the request has ended. */
  outlivesRequest?(about: Subject, file: Pick<CaseFile, 'payments'>): boolean
  /** True if an answer that ends the request restarts its other workflows. */
  restartsWorkflows?: true
}
