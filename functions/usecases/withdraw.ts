import { dayOf } from '../domain/calendar.ts'
import { canWithdraw } from '../domain/lifecycle.ts'
import type { Ask, CaseFile, Payment, Request } from '../domain/records.ts'
import { amend } from './amend.ts'
import { helpEnds } from './help.ts'
import type { Deps, Effect } from './ports.ts'
import { move } from './questions/procedure.ts'
import { resume } from './resume.ts'

const sumOf = (payments: readonly Payment[]): number => payments.reduce((sum, { amountCents }) => sum + amountCents, 0)

/** What the fund still holds for a request: what no hour released went back when the activity was completed. */
const heldCents = ({ request, payments }: Pick<CaseFile, 'request' | 'payments'>): number => {
  if (!request.grant || !request.fundedAt) return 0
  return request.stage === 'completed' || request.stage === 'closed' ? sumOf(payments) : request.grant.totalCents
}

/** What the fund gets back when a grant ends before all of it was released. */
export const release = ({ request, payments }: Pick<CaseFile, 'request' | 'payments'>): Effect[] => {
  const amountCents = heldCents({ request, payments }) - sumOf(payments.filter(({ state }) => state !== 'cancelled'))
  return request.grant && amountCents > 0
    ? [
        { effect: 'releaseFund', municipality: request.municipality, fund: request.grant.fund, amountCents },
        benefit(request, -amountCents),
      ]
    : []
}

/** What was not cleared yet, or came back from the bank, is paid no more when a decision falls. */
export const cancelUncleared = ({ payments }: CaseFile): Payment[] =>
  payments
    .filter(({ state }) => state === 'eligible' || state === 'published' || state === 'returned')
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
export const supersede = ({ asks, payments }: Pick<CaseFile, 'asks' | 'payments'>, but?: string): Ask[] =>
  asks
    .filter((ask) => ask.id !== but && ask.status === 'open' && !isAboutMoney(ask, payments))
    .map((ask) => ({ ...ask, status: 'superseded' }))

/** Payments already cleared go on to their outcome whatever happens to the request; those cancelled with it do not. */
const isAboutMoney = ({ kind, subject }: Ask, payments: readonly Payment[]): boolean =>
  kind === 'outcome' ||
  (kind === 'account' &&
    !payments.some(({ instalment, state }) => state === 'cancelled' && instalment === Number(subject.split('-')[0])))
