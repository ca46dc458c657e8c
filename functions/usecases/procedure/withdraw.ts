import { dayOf } from '../../domain/calendar.ts'
import { canWithdraw } from '../../domain/lifecycle.ts'
import { sumOf, turnOf, unspent } from '../../domain/money/funds.ts'
import type { Ask, CaseFile, Payment, Request } from '../../domain/records.ts'
import { isAtStake } from '../../domain/standing.ts'
import { amend } from '../amend.ts'
import { helpEnds } from './help.ts'
import type { Deps } from '../ports.ts'
import { move } from '../questions/procedure.ts'
import { resume } from '../resume.ts'
import { serveQueues } from './serve-queue.ts'
import type { Effect } from '../../domain/file/change.ts'

/**
 * What goes back when a grant ends before all of it was released: to each fund its part less what payments draw on it, and
 * from the benefits of the year as much. Who waited for money leaves the queue.
 */
export const release = (file: Pick<CaseFile, 'request' | 'payments'>): Effect[] => {
  const { request } = file
  const { municipality } = request
  const parts = unspent(file)
  return [
    ...leaveQueue(request),
    ...parts.map(({ fund, cents }) => ({
      effect: 'releaseFund' as const,
      municipality,
      fund,
      amountCents: cents,
    })),
    ...(parts.length > 0 ? [benefit(request, -sumOf(parts))] : []),
  ]
}

/** Not yet with finance, or back from the bank. */
const UNCLEARED: readonly Payment['state'][] = ['eligible', 'published', 'returned']

/**
 * The payments of a file after its grant was taken back: those not yet cleared, or that came back, are cancelled, so
 * `release` gives their money back; what was cleared, or ordered since, goes on to its outcome.
 */
export const cancelUncleared = ({ payments }: Pick<CaseFile, 'payments'>): Payment[] =>
  payments.map((payment) => (UNCLEARED.includes(payment.state) ? { ...payment, state: 'cancelled' } : payment))

/** Takes a request out of the queue it waits in, if it does. */
export const leaveQueue = (request: Request): Effect[] =>
  request.queuedOn
    ? [
        {
          effect: 'leaveQueue',
          municipality: request.municipality,
          fund: request.queuedOn,
          turn: turnOf(request),
        },
      ]
    : []
/** What the record forgets then. */
export const NOT_QUEUED = { queuedAt: undefined, queuedOn: undefined }

/** Counts an amount among the benefits of a person in the year of its commitment. */
export const benefit = (request: Request, amountCents: number): Effect => ({
  effect: 'countBenefit',
  municipality: request.municipality,
  taxCode: request.application.applicant.taxCode,
  year: Number(dayOf(request.fundedAt ?? request.receivedAt).slice(0, 4)),
  amountCents,
})

/** The citizen withdraws (rinuncia), at any time before completion: open questions fall, money not yet due is released. */
export async function withdraw(
  deps: Deps,
  id: string,
  reasons: string | undefined,
): Promise<'withdrawn' | 'underReview' | 'tooLate'> {
  let done = false
  const file = await amend(deps, id, (current, now) => {
    const { request } = current
    done = false
    // Who is told of a review does not escape it by withdrawing; nor is the right lost: it is ruled on first.
    if (!canWithdraw(request.stage) || isAtStake(request)) return undefined
    done = true
    return {
      ...move('withdraw', request, 'citizen', {
        withdrawal: { at: now, ...(reasons ? { reasons } : {}) },
        ...NOT_QUEUED,
      }),
      by: { role: 'citizen', id: 'applicant' },
      asks: supersede(current),
      effects: [...release(current), ...helpEnds(current, now)],
    }
  })
  if (!done && canWithdraw(file.request.stage)) return 'underReview'
  if (!done) return file.request.stage === 'withdrawn' ? 'withdrawn' : 'tooLate'
  // What waits for an answer that nobody needs any more goes on from the record; if this is lost, the sweep does it.
  await resume(deps, id, true).catch((error: unknown) => deps.report('restart', id, error))
  await serveQueues(deps, file.request)
  return 'withdrawn'
}

/** The open questions of a file that nobody needs answered any more, when it ends. */
export const supersede = ({ asks, payments }: Pick<CaseFile, 'asks' | 'payments'>, but?: string): Ask[] =>
  asks
    .filter((ask) => ask.id !== but && ask.status === 'open' && !isAboutMoney(ask, payments))
    .map((ask) => ({ ...ask, status: 'superseded' }))

/** Payments already cleared go on to their outcome whatever happens to the request; those cancelled with it do not. */
const isAboutMoney = ({ kind, subject }: Ask, payments: readonly Payment[]): boolean =>
  kind === 'outcome' ||
  (kind === 'account' &&
    !payments.some(({ instalment, state }) => state === 'cancelled' && instalment === Number(subject.split('-')[0])))
