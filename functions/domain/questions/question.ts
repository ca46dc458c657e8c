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

/** All that the rules know of one question to a person. `Input` is what its schema accepts as an answer. */
export type Question<Input = unknown> = {
  /** The schema of an answer. Its messages are keys of the catalogue. */
  input: z.ZodType<Input>
  /** Returns the workflow that waits for the answer. */
  workflow(about: Subject, file: { request: Pick<Request, 'periods'> }): WorkflowRef
  /** Data to load before asking or deciding. */
  needs?: readonly Need[]
  /** Returns whom the question goes to. */
  addressee(context: AskingContext): Addressee
  /** Returns the ids of those who may not answer, even if the question was sent to them. */
  bars?(context: Context & { ask: Pick<Ask, 'subject'> }): readonly string[]
  /** Returns who is asked too when the addressee does not answer; absent, the substitute of the addressee. */
  escalatesTo?(context: Context & { ask: Pick<Ask, 'to'> }): Addressee | undefined
  /** The question goes to the case officer: it moves with the file, and the file with it. */
  isForCaseOfficer?: true
  /** The legal term of the procedure depends on the answer (L. 241/1990 art. 2). */
  decidesInTerm?: true
  /** Returns the days in which an answer is expected. */
  dueInDays(context: Context): number
  /** Returns what the question is about; absent, it is the next round of its kind in the file. */
  subject?(context: AskingContext): Subject
  /** Returns the change of the file that comes with asking. */
  opening?(context: Context): ChangeDraft | undefined
  /** Returns the change once the days are over without an answer; absent, the question stays open and escalates. */
  lapse?(context: Context): ChangeDraft
  /** Returns the last day to answer, for a question that lapses by a day of the record and not by its due day. */
  lastDay?(context: Context): string | undefined
  /** Returns the change that an answer brings, or its problems; undefined if it is already on record. */
  decide(context: AnswerContext<Input>): ChangeDraft | Problem[] | undefined
  /** Returns true where the question stays open after the request has ended. */
  outlivesRequest?(about: Subject, file: Pick<CaseFile, 'payments'>): boolean
  /** An answer that ends the request also ends what its other workflows wait for. */
  restartsWorkflows?: true
}
