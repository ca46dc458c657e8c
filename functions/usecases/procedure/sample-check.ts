import { dayOf } from '../../domain/base/calendar.ts'
import { hasEnded } from '../../domain/procedure/lifecycle.ts'
import { type Municipality, regulationOf, regulationOn } from '../../domain/municipality/regulation.ts'
import { type Candidate, draw, type Drawing, riskOf } from '../../domain/procedure/sample.ts'
import { amend } from '../file/amend.ts'
import { factsOf } from './evaluate-request.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Request } from '../../domain/file/request.ts'
import type { Deps } from '../ports/deps.ts'

type Needs = Pick<Deps, 'clock' | 'configuration' | 'files' | 'history'> & {
  requestsOfYear(municipality: string, year: number): AsyncIterable<Request>
  /** Stores a draw unless one of that year and seed exists or there are no candidates; returns the stored one. */
  keepDrawing(drawing: Drawing): Promise<Drawing>
}

const householdOf = ({ application: { household } }: Request) =>
  household
    .map(({ taxCode }) => taxCode)
    .sort()
    .join()

/** Returns the candidates: requests that continue or led to a grant, and were not drawn before. */
async function candidatesOf(deps: Needs, requests: readonly Request[], municipality: Municipality) {
  const found: Candidate[] = []
  for (const request of requests) {
    const { application, grant, proposal, stage } = request
    if (request.sampleCheck || (hasEnded(stage) && stage !== 'closed')) continue
    const hasOtherHousehold = requests.some(
      (earlier) =>
        earlier.application.applicant.taxCode === application.applicant.taxCode &&
        earlier.receivedAt < request.receivedAt &&
        householdOf(earlier) !== householdOf(request),
    )
    found.push({
      id: request.id,
      benefitCents: (grant ?? proposal?.grant)?.totalCents ?? 0,
      risk: riskOf(await factsOf(deps, request), regulationOf(municipality, request.regulation), hasOtherHousehold),
    })
  }
  return found
}

/**
 * Draws requests received in a year for a check of their declarations (DPR 445/2000 art. 71), and records it in each file. A
 * draw is stored with all its inputs: the same seed gives the same draw, whatever has changed meanwhile, and an interrupted one
 * is completed.
 * @throws Error if no regulation is in force to set the percentage
 */
export async function sampleCheck(
  deps: Needs,
  { municipality: code, year, seed }: Pick<Drawing, 'municipality' | 'year' | 'seed'>,
): Promise<{ drawing: Drawing; drawn: string[] }> {
  const municipality = await deps.configuration.of(code)
  const at = deps.clock.now()
  const rules = regulationOn(municipality, dayOf(at))
  if (!rules) throw new Error(`no regulation of ${code} is in force on ${dayOf(at)}`)
  const requests = await Array.fromAsync(deps.requestsOfYear(code, year))
  const drawing: Drawing = {
    municipality: code,
    year,
    seed,
    percent: rules.parameters.sampleCheckPercent.value,
    at,
    candidates: await candidatesOf(deps, requests, municipality),
  }
  const kept = await deps.keepDrawing(drawing)
  const drawn = draw(kept.seed, kept.candidates, kept.percent)
  for (const id of drawn)
    await amend(deps, id, ({ request }, now) =>
      request.sampleCheck
        ? undefined
        : {
            act: 'request.sampled',
            by: SYSTEM,
            law: 'DPR 445/2000 art. 71',
            request: { sampleCheck: { seed, at: now } },
          },
    )
  return { drawing: kept, drawn }
}
