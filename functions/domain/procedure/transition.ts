import { addDays, dayOf, nextWorkingDay } from '../base/calendar.ts'
import { type Actor, after, lawOf, type TransitionName } from './lifecycle.ts'
import { holidaysAround, type Regulation, regulationOf } from '../municipality/regulation.ts'
import { dueOnOf } from './term.ts'
import type { AnswerContext } from '../questions/question.ts'
import type { ChangeDraft } from '../file/change.ts'
import type { Context } from '../file/context.ts'
import type { Request } from '../file/request.ts'

/** The change of stage of a transition, with its event and its law. @throws IllegalTransition */
export function move(name: TransitionName, request: Request, by: Actor, fields: Partial<Request> = {}): ChangeDraft {
  const stage = after(name, request.stage, by)
  return { act: `request.${stage}`, law: lawOf(name), request: { ...fields, stage } }
}

export const rulesOf = ({ file, municipality }: Context): Regulation =>
  regulationOf(municipality, file.request.regulation)

/** The last day of a term of some days from now: one on which offices are open (Codice civile art. 2963). */
export function lastDay({ municipality, now }: Pick<Context, 'municipality' | 'now'>, days: number): string {
  const last = addDays(dayOf(now), days)
  return nextWorkingDay(last, holidaysAround(municipality, last))
}

/** A change with the last day of the term as it is after it: counted anew from all that happened (domain/term.ts). */
export function withTerm(context: Context, change: ChangeDraft): ChangeDraft {
  const request = { ...context.file.request, ...change.request }
  return { ...change, request: { ...change.request, dueOn: dueOnOf(request, rulesOf(context), context.municipality) } }
}

/** Abstains: the file goes to somebody without a conflict, and the question is put anew (L. 241/1990 art. 6-bis). */
export const abstention = (
  { file: { request }, by, now }: Pick<AnswerContext<unknown>, 'file' | 'by' | 'now'>,
  reasons: string,
): ChangeDraft => ({
  act: 'conflict.declared',
  law: 'L. 241/1990 art. 6-bis',
  request: { conflicts: [...(request.conflicts ?? []), { member: by.id, reasons, at: now }] },
})
