import { addDays, addMonths, dayOf } from '../../domain/base/calendar.ts'
import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import { notifyAdministrator } from './notify-administrator.ts'
import { amend, NoSuchRequest } from '../file/amend.ts'
import { recordCommittedHelp } from '../../domain/money/household-help.ts'
import { move } from '../../domain/procedure/transition.ts'
import { findFunding, serveQueues } from './serve-queue.ts'
import { notifyPerson } from './notify-person.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Effect } from '../../domain/file/effect.ts'
import { countBenefit, coverNeed, joinQueue, leaveQueue, NOT_QUEUED } from '../../domain/money/fund-effects.ts'
import type { Grant } from '../../domain/money/grant.ts'
import { numberOf, type Request } from '../../domain/file/request.ts'
import { Conflict, EffectRefused } from '../ports/errors.ts'
import type { Deps } from '../ports/deps.ts'

/** The number of attempts against concurrent changes of a fund or a need before the workflow tries again later. */
const ATTEMPTS = 10

/**
 * Commits the approved amount on its funds in the same write that moves the request on, so that no fund is overspent, the
 * order of approvals is kept and no need is funded twice. Otherwise the request stays approved: in the queue of the first
 * fund that lacks money, or until a person has checked another request that covers the same need. The workflow tries again
 * every day and when money arrives.
 */
export async function commitFunds(deps: Deps, id: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const file = await deps.files.load(id)
    if (!file) throw new NoSuchRequest(id)
    const { request } = file
    const { grant } = request
    if (request.stage !== 'approved' || !grant) return
    // Waiting requests must not miss a budget that was just imported.
    const municipality = await deps.configuration.of(request.municipality, { fresh: request.queuedOn !== undefined })

    const needs = await coverNeeds(deps, request, grant)
    if ('coveredBy' in needs) {
      // A request that does not wait for money must not block others.
      if (request.queuedOn) await leave(deps, request)
      await notifyAdministrator(deps, municipality, numberOf(request), 'doubleFunding', needs.coveredBy)
      return
    }
    const found = await findFunding(deps, request, municipality)
    if ('commitments' in found) {
      if (await fund(deps, request, grant, [...found.commitments, ...needs.effects])) await serveQueues(deps, request)
    } else if (request.queuedOn !== found.lacks) {
      // Checks again once queued: money that arrived before then found an empty queue.
      await join(deps, request, found.lacks)
    } else {
      if (!request.waitingNotifiedAt) await notifyWaiting(deps, id)
      if (found.state.head?.request === id)
        // The fund of a sealed file may reveal the programme.
        await notifyAdministrator(deps, municipality, numberOf(request), 'fund', request.sealed ? id : found.lacks)
      return
    }
  }
  throw new Conflict('the funds change too fast')
}

/**
 * Returns the effects that cover the needs of the applicant and the household for the months of a grant, or the other request
 * that covers one of them now: `-` if one of the two is sealed, since a common household must not be revealed.
 */
async function coverNeeds(
  { files, history, clock }: Deps,
  { id, municipality, application, sealed }: Request,
  { kind, totalCents, months }: Grant,
): Promise<{ effects: Effect[] } | { coveredBy: string }> {
  if (totalCents === 0) return { effects: [] }
  const today = dayOf(clock.now())
  const until = addDays(addMonths(today, months), -1)
  const effects: Effect[] = []
  for (const { taxCode } of [application.applicant, ...application.household]) {
    const held = await history.coverOf(municipality, taxCode, kind)
    const holds = held && held.request !== id && held.until >= today
    const holder = holds ? await files.load(held.request) : undefined
    if (holder && !hasEnded(holder.request.stage))
      return { coveredBy: sealed || holder.request.sealed ? '-' : numberOf(holder.request) }
    effects.push(coverNeed({ municipality, taxCode, need: kind }, { request: id, until }, held?.request))
  }
  return { effects }
}

/** Commits money and needs and moves the request on; returns false if one of them changed since it was read. */
async function fund(deps: Deps, { id }: Request, grant: Grant, effects: readonly Effect[]): Promise<boolean> {
  try {
    await amend(deps, id, ({ request }, now) =>
      request.stage === 'approved'
        ? {
            ...move('commitFunds', request, 'system', { fundedAt: now, ...NOT_QUEUED }),
            by: SYSTEM,
            about: grant.funding.map((part) => part.fund).join(' '),
            effects: [
              ...effects,
              ...leaveQueue(request),
              ...(grant.totalCents > 0 ? [countBenefit({ ...request, fundedAt: now }, grant.totalCents)] : []),
              ...recordCommittedHelp({ ...request, fundedAt: now }),
            ],
          }
        : undefined,
    )
    return true
  } catch (error) {
    if (error instanceof EffectRefused) return false
    throw error
  }
}

/** Moves the request to the queue of a fund, at its turn. */
async function join(deps: Deps, waiting: Request, fund: string): Promise<void> {
  const { id, queuedOn } = waiting
  await amend(deps, id, ({ request }, now) =>
    request.stage === 'approved' && request.queuedOn === queuedOn
      ? {
          act: 'request.queued',
          by: SYSTEM,
          about: fund,
          request: { queuedAt: request.queuedAt ?? now, queuedOn: fund },
          effects: [...leaveQueue(request), ...joinQueue(request, fund)],
        }
      : undefined,
  )
  if (queuedOn) await serveQueues(deps, waiting)
}

/** Takes the request out of its queue, because it no longer waits for money. */
async function leave(deps: Deps, waiting: Request): Promise<void> {
  await amend(deps, waiting.id, ({ request }) =>
    request.queuedOn
      ? {
          act: 'request.unqueued',
          by: SYSTEM,
          about: request.queuedOn,
          request: NOT_QUEUED,
          effects: leaveQueue(request),
        }
      : undefined,
  )
  await serveQueues(deps, waiting)
}

/** Notifies the person once that the request is approved and waits for money. */
async function notifyWaiting(deps: Deps, id: string): Promise<void> {
  await notifyPerson(deps, id, ({ request }) =>
    request.waitingNotifiedAt
      ? undefined
      : {
          letter: { template: 'waiting' },
          change: (now) => ({
            act: 'request.notified',
            law: 'L. 241/1990 art. 3',
            request: { waitingNotifiedAt: now },
          }),
        },
  )
}
