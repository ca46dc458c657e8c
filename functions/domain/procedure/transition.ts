import { addDays, dayOf, nextWorkingDay } from '../base/calendar.ts'
import { type Actor, stageAfter, lawOf, type TransitionName } from './lifecycle.ts'
import { holidaysAround, type Regulation, regulationOf } from '../municipality/regulation.ts'
import { dueOnOf } from './term.ts'
import type { AnswerContext } from '../questions/question.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import type { Request } from '../file/request.ts'

/**
 * Returns the change of a transition, with its event and its law.
 * @throws IllegalTransition if the stage or the actor does not allow it
 */
export function move(name: TransitionName, request: Request, by: Actor, fields: Partial<Request> = {}): ChangeDraft {
  const stage = stageAfter(name, request.stage, by)
  return { act: `request.${stage}`, law: lawOf(name), request: { ...fields, stage } }
}

export const rulesOf = ({ file, municipality }: Context): Regulation =>
  regulationOf(municipality, file.request.regulation)

/** Returns the last day of a term of some days from now: a working day (Codice civile art. 2963). */
export function lastDayOfTerm({ municipality, now }: Pick<Context, 'municipality' | 'now'>, days: number): string {
  const last = addDays(dayOf(now), days)
  return nextWorkingDay(last, holidaysAround(municipality, last))
}

/** Returns a change with the due date as it is after it, computed again from all events. */
export function withTerm(context: Context, change: ChangeDraft): ChangeDraft {
  const request = { ...context.file.request, ...change.request }
  return { ...change, request: { ...change.request, dueOn: dueOnOf(request, rulesOf(context), context.municipality) } }
}

/**
 * Records an abstention: the file goes to a member without a conflict, and the question is asked again (L. 241/1990 art.
 * 6-bis).
 */
export const abstention = (
  { file: { request }, by, now }: Pick<AnswerContext<unknown>, 'file' | 'by' | 'now'>,
  reasons: string,
): ChangeDraft => ({
  act: 'conflict.declared',
  law: 'L. 241/1990 art. 6-bis',
  request: { conflicts: [...(request.conflicts ?? []), { member: by.id, reasons, at: now }] },
})
