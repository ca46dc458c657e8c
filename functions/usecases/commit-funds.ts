import { dayOf } from '../domain/calendar.ts'
import { type Standing, standingOf } from '../domain/standing.ts'
import { amend, NoSuchRequest } from './amend.ts'
import { tellAdministrator } from './administrator.ts'
import { helpBegins } from './help.ts'
import { type Deps, EffectRefused, SYSTEM } from './ports.ts'
import { move } from './questions/procedure.ts'
import { benefit } from './withdraw.ts'

const A_DAY = 86_400

/**
 * Reserves an approved amount on its fund, in the very write that moves the request on: the fund is never overspent.
 * A fund that is dry, closed or no longer configured keeps the request approved and waiting; the administrator is told,
 * and it is tried again every day.
 */
export async function commitFunds(deps: Deps, id: string): Promise<Standing> {
  const approved = await deps.files.load(id)
  if (!approved) throw new NoSuchRequest(id)
  const municipality = await deps.configuration.of(approved.request.municipality)
  const { grant, registryEntry, stage } = approved.request
  const fund = municipality.funds.find((candidate) => candidate.id === grant?.fund)
  if (stage === 'approved' && grant) {
    const today = dayOf(deps.clock.now())
    try {
      if (!fund || today < fund.validFrom || fund.validTo < today) throw new EffectRefused('commitFund')
      await amend(deps, id, async ({ request }, now) => {
        if (request.stage !== 'approved') return undefined
        return {
          ...move('commitFunds', request, 'system', { fundedAt: now }),
          by: SYSTEM,
          about: fund.id,
          effects: [
            {
              effect: 'commitFund',
              municipality: request.municipality,
              fund: fund.id,
              amountCents: grant.totalCents,
              limitCents: fund.budgetCents,
            },
            benefit({ ...request, fundedAt: now }, grant.totalCents),
            ...helpBegins({ ...request, fundedAt: now }),
          ],
        }
      })
    } catch (error) {
      if (!(error instanceof EffectRefused && error.effect === 'commitFund')) throw error
      await tellAdministrator(deps, municipality, registryEntry ?? id, 'fund', grant.fund)
      return { next: 'AwaitFunds', waitSeconds: A_DAY }
    }
  }
  const file = await deps.files.load(id)
  if (!file) throw new NoSuchRequest(id)
  return standingOf(file, { machine: 'contribution-request' }, deps.clock.now())
}
