import { dayOf } from '../domain/calendar.ts'
import { canWithdraw } from '../domain/lifecycle.ts'
import type { Ask, CaseFile, Payment, Request } from '../domain/records.ts'
import { amend } from './amend.ts'
import { helpEnds } from './help.ts'
import type { Deps, Effect } from './ports.ts'
import { move } from './questions/procedure.ts'
import { resume } from './resume.ts'

/** What the fund gets back when a grant ends before all of it was released. */
export const release = ({ request, payments }: Pick<CaseFile, 'request' | 'payments'>): Effect[] => {
  const committed = request.grant && request.fundedAt ? request.grant.totalCents : 0
  const amountCents =
    committed -
    payments.filter(({ state }) => state !== 'cancelled').reduce((sum, payment) => sum + payment.amountCents, 0)
  return request.grant && amountCents > 0
    ? [
        { effect: 'releaseFund', municipality: request.municipality, fund: request.grant.fund, amountCents },
        benefit(request, -amountCents),
      ]
    : []
}

/** What was not cleared yet is paid no more when a decision falls. */
export const cancelUncleared = ({ payments }: CaseFile): Payment[] =>
  payments
    .filter(({ state }) => state === 'eligible' || state === 'published')
    .map((payment) => ({ ...payment, state: 'cancelled' }))

/** Counts an amount among the benefits of a person in the year of its commitment. */
export const benefit = (request: Request, amountCents: number): Effect => ({
  effect: 'countBenefit',
  municipality: request.municipality,
  taxCode: request.application.applicant.taxCode,
  year: Number(dayOf(request.fundedAt ?? request.receivedAt).slice(0, 4)),
  amountCents,
})

/** The citizen withdraws (rinuncia), at any time before completion: open questions fall, money not yet due is released. */
export async function withdraw(deps: Deps, id: string, reasons: string | undefined): Promise<'withdrawn' | 'tooLate'> {
  let done = false
  const file = await amend(deps, id, (current, now) => {
    const { request } = current
    done = false
    if (!canWithdraw(request.stage)) return undefined
    done = true
    return {
      ...move('withdraw', request, 'citizen', { withdrawal: { at: now, ...(reasons ? { reasons } : {}) } }),
      by: { role: 'citizen', id: 'applicant' },
      asks: supersede(current),
      effects: [...release(current), ...helpEnds(current, now)],
    }
  })
  if (!done) return file.request.stage === 'withdrawn' ? 'withdrawn' : 'tooLate'
  // What waits for an answer that nobody needs any more goes on from the record; if this is lost, the sweep does it.
  await resume(deps, id, true).catch((error: unknown) => deps.report('restart', id, error))
  return 'withdrawn'
}

/** The open questions of a file that nobody needs answered any more, when it ends. */
export const supersede = ({ asks }: CaseFile, but?: string): Ask[] =>
  asks
    .filter((ask) => ask.id !== but && ask.status === 'open' && !isAboutMoney(ask.kind))
    .map((ask) => ({ ...ask, status: 'superseded' }))

/** Payments already cleared go on to their outcome whatever happens to the request. */
const isAboutMoney = (kind: CaseFile['asks'][number]['kind']) => kind === 'outcome' || kind === 'account'
