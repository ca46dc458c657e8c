import { dayOf, daysBetween } from '../../domain/calendar.ts'
import { findingsOf } from '../../domain/eligibility.ts'
import type { Grant, Request } from '../../domain/records.ts'
import type { Regulation } from '../../domain/regulation.ts'
import { fill, messagesOf } from '../messages/index.ts'

/** How papers read a record. */

export const outcomeOf = ({ approved }: NonNullable<Request['decision']>): 'approved' | 'refused' =>
  approved ? 'approved' : 'refused'

export const proposedOf = ({ approve }: NonNullable<Request['proposal']>): 'approval' | 'refusal' =>
  approve ? 'approval' : 'refusal'

/** Whether the decision is another one than was proposed (L. 241/1990 art. 6(1)(e)). */
export const departs = ({ decision, proposal }: Request): boolean =>
  decision !== undefined && proposal !== undefined && decision.approved !== proposal.approve

/** What was asked of the person, and what came. */
export const askedOf = ({ missing }: Request): string[] => (missing ? [missing] : [])
export const givenOf = ({ integration }: Request): string[] => (integration ? [integration] : [])

/** Where the money of a grant comes from. */
export const fundingOf = ({ fund, totalCents }: Grant): { fund: string; amountCents: number }[] => [
  { fund, amountCents: totalCents },
]

/** What the regulation says of the request: a sentence for each rule, with its article. */
export const evaluationOf = (request: Request, rules: Regulation): { sentence: string; article: string }[] =>
  findingsOf(request, rules).map(({ code, values, article }) => ({
    sentence: fill(messagesOf('it').asks.findings[code], values, 'it'),
    article,
  }))

/** The grounds a refusal rests on, with what the person said of each and what was answered. */
export function groundsOf({ notices = [], decision }: Request) {
  const notice = notices.at(-1)
  return (notice?.grounds ?? []).map((ground, index) => ({
    ground,
    observation: notice?.observations?.texts[index + 1],
    answer: decision?.answers?.[index + 1],
  }))
}

/** The time the procedure had and the time it took, in days (L. 241/1990 art. 2(9-quinquies)). */
export function timeOf({ receivedAt, dueOn, stoodDays = 0 }: Request, rules: Regulation, decidedOn: string) {
  return {
    prescribedDays: rules.parameters.termDays.value,
    stoodDays,
    dueOn,
    actualDays: daysBetween(dayOf(receivedAt), decidedOn),
    lateDays: Math.max(0, daysBetween(dueOn, decidedOn)),
  }
}
