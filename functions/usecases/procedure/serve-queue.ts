import { dayOf } from '../../domain/base/calendar.ts'
import { isOpen, turnOf } from '../../domain/money/funds.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { resume } from '../file/resume.ts'
import type { Effect } from '../../domain/file/effect.ts'
import { commitFund } from '../../domain/money/fund-effects.ts'
import type { Request } from '../../domain/file/request.ts'
import type { FundState } from '../ports/funds.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * The state of a request's funds: commitments for all of it, or the first fund that lacks money, with the head of its queue.
 */
export type FundingCheck = { commitments: Effect[] } | { lacks: string; state: FundState }

/**
 * Checks whether the funds of a request can pay its grant now and whether it is its turn. The queue follows the order of
 * approvals: a small request waits behind a large one that does not fit yet, so the large one is not starved. A request on
 * several funds queues on the first that lacks money and reserves nothing on the others.
 */
export async function findFunding(
  { funds, clock }: Pick<Deps, 'funds' | 'clock'>,
  request: Request,
  { funds: configured }: Municipality,
): Promise<FundingCheck> {
  const { municipality } = request
  const today = dayOf(clock.now())
  const commitments: Effect[] = []
  for (const part of request.grant?.funding ?? []) {
    const state = await funds.state(municipality, part.fund)
    const fund = configured.find(({ id }) => id === part.fund)
    const isBehind = state.head !== undefined && state.head.turn < turnOf(request)
    if (isBehind || !fund || !isOpen(fund, today) || state.committedCents + part.cents > fund.budgetCents)
      return { lacks: part.fund, state }
    commitments.push(commitFund(municipality, part, { budgetCents: fund.budgetCents, joins: state.joins }))
  }
  return { commitments }
}

/**
 * Serves the head of a fund's queue if there is money for it now; once served, it serves the next. Calls may be repeated and
 * lost: each waiting request checks again every day, and the sweep calls it every hour.
 */
async function serveQueue(deps: Deps, code: string, fund: string): Promise<void> {
  const head = await deps.funds.head(code, fund)
  const file = head && (await deps.files.load(head.request))
  if (file?.request.stage !== 'approved') return
  const found = await findFunding(deps, file.request, await deps.configuration.of(code, { fresh: true }))
  // A request that has money here and lacks it elsewhere moves to that queue and lets the next one come.
  if ('commitments' in found || found.lacks !== fund) await resume(deps, file.request.id, true)
}

/** Serves the queues of every fund of a request. A failure is logged and does not stop the others. */
export async function serveQueues(deps: Deps, { municipality, grant }: Pick<Request, 'municipality' | 'grant'>) {
  for (const { fund } of grant?.funding ?? [])
    await attempt(deps, 'queue', fund, () => serveQueue(deps, municipality, fund))
}

/** Serves every queue of every municipality. Runs after an import and every hour. */
export async function serveAllQueues(deps: Deps): Promise<void> {
  for (const code of await deps.configuration.municipalities())
    for (const { id } of (await deps.configuration.of(code)).funds)
      await attempt(deps, 'queue', id, () => serveQueue(deps, code, id))
}
