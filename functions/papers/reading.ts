import { daysBetween } from '../domain/base/calendar.ts'
import { actualDays, requestTerm } from '../domain/procedure/term.ts'
import type { PaperInput } from './common.ts'
import type { Request } from '../domain/file/request.ts'

/** Returns the items requested from the person, in order. */
export const requestedItems = ({ integration }: Request): string[] => integration?.items ?? []
export const givenItems = ({ integration }: Request): string[] => Object.values(integration?.texts ?? {})

/** Returns the grounds of a refusal, with the observation of the person and the answer to each. */
export function groundsOf({ notices = [], decision }: Request) {
  const notice = notices.at(-1)
  return (notice?.grounds ?? []).map((ground, index) => ({
    ground,
    observation: notice?.observations?.texts[index + 1],
    answer: decision?.answers?.[index + 1],
  }))
}

/** Returns the term of the procedure and the time taken, in days (L. 241/1990 art. 2(9-quinquies)). */
export function termFacts({ request, rules, municipality }: PaperInput, decidedOn: string) {
  const term = requestTerm(request, rules, municipality)
  const { prescribedDays, stoodDays, dueOn } = term
  return {
    ...{ prescribedDays, stoodDays, dueOn },
    actualDays: actualDays(term, decidedOn),
    lateDays: Math.max(0, daysBetween(dueOn, decidedOn)),
  }
}
