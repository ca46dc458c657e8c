import * as z from 'zod'
import { day, dayOf } from '../base/calendar.ts'
import { type Effect, personal, type RecordKey } from '../file/effect.ts'
import type { Funding } from './grant.ts'
import type { Request } from '../file/request.ts'
import { sumOf, turnOf } from './funds.ts'

const fundKey = (municipality: string, fund: string): RecordKey => ({ kind: 'fund', municipality, fund })

/**
 * Commits money of a fund within its budget. Refused if a request joined its queue since `joins` was read, because it
 * may come first.
 */
export const commitFund = (
  municipality: string,
  { fund, cents }: Funding,
  { budgetCents, joins }: { budgetCents: number; joins: number },
): Effect => ({
  effect: 'commitFund',
  write: 'add',
  key: fundKey(municipality, fund),
  amounts: { cents },
  atMost: { cents: budgetCents },
  seen: { joins },
})

/** Returns money to a fund. */
export const releaseFund = (municipality: string, { fund, cents }: Funding): Effect => ({
  effect: 'releaseFund',
  write: 'add',
  key: fundKey(municipality, fund),
  amounts: { cents: -cents },
})

/** A request in the queue of a fund; turns sort in queue order. */
export const turn = z.object({ turn: z.string(), request: z.string() })

/** Puts a request in the queue of a fund, at its turn. */
export function joinQueue(request: Request, fund: string): Effect[] {
  const { municipality, id } = request
  const value = { turn: turnOf(request), request: id }
  return [
    {
      effect: 'joinQueue',
      write: 'put',
      key: { kind: 'turn', municipality, fund, turn: value.turn },
      value,
    },
    { effect: 'joinQueue', write: 'add', key: fundKey(municipality, fund), amounts: { joins: 1 } },
  ]
}

/** Takes a request out of its queue, if it waits in one. */
export function leaveQueue(request: Request): Effect[] {
  const { municipality, queuedOn } = request
  return queuedOn
    ? [
        {
          effect: 'leaveQueue',
          write: 'delete',
          key: { kind: 'turn', municipality, fund: queuedOn, turn: turnOf(request) },
        },
      ]
    : []
}

/** The fields of a request that waits in no queue. */
export const NOT_QUEUED = { queuedAt: undefined, queuedOn: undefined }

/** Adds an amount to the benefits of a person in the year of its commitment. */
export const countBenefit = (
  { municipality, application, fundedAt, receivedAt }: Request,
  amountCents: number,
): Effect => ({
  effect: 'countBenefit',
  write: 'add',
  key: {
    kind: 'benefit',
    municipality,
    person: personal('person', application.applicant.taxCode),
    year: Number(dayOf(fundedAt ?? receivedAt).slice(0, 4)),
  },
  amounts: { cents: amountCents },
})

/** Returns money to its funds and subtracts it from the benefits of the year. */
export const returnToFunds = (request: Request, lines: readonly Funding[]): Effect[] =>
  lines.length === 0
    ? []
    : [...lines.map((line) => releaseFund(request.municipality, line)), countBenefit(request, -sumOf(lines))]

/** The request that covers a need, and the last day of the cover. */
export const cover = z.object({ request: z.string(), until: day })
export type Cover = z.infer<typeof cover>

/** Records which request covers a person's need of a kind; refused if another one than `replaced` covers it now. */
export function coverNeed(
  { municipality, taxCode, need }: { municipality: string; taxCode: string; need: string },
  { request, until }: Cover,
  replaced?: string,
): Effect {
  const key: RecordKey = { kind: 'need', municipality, person: personal('person', taxCode), need }
  return replaced === undefined
    ? { effect: 'coverNeed', write: 'create', key, value: { request, until } }
    : { effect: 'coverNeed', write: 'replaceIf', key, expected: { request: replaced }, fields: { request, until } }
}
