import { dayOf } from '../base/calendar.ts'
import { recoveredCents } from './clawback.ts'
import type { Help } from '../procedure/eligibility.ts'
import { drawnCents } from './funds.ts'
import { hasEnded, hasFallen } from '../procedure/lifecycle.ts'
import { comesTo } from './publication.ts'
import type { Effect } from '../file/change.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/** Whom help counts for: the applicant and who lives with them. Who lives with somebody under protection must not know. */
const receivers = ({ application: { applicant, household }, sealed }: Request): string[] => [
  applicant.taxCode,
  ...(sealed ? [] : household.map(({ taxCode }) => taxCode)),
]

function record(request: Request, totalCents: number, ended: Pick<Help, 'endedOn'> = {}): Effect[] {
  const { id, municipality, grant, fundedAt, receivedAt, sealed } = request
  if (!grant || !fundedAt || grant.totalCents === 0) return []
  const taxCodes = receivers(request)
  // A grant that goes on is there whatever came back of it.
  return totalCents === 0 && ended.endedOn !== undefined
    ? [{ effect: 'forgetHelp', municipality, taxCodes, request: id }]
    : [
        {
          effect: 'recordHelp',
          municipality,
          taxCodes,
          help: {
            request: id,
            kind: grant.kind,
            programme: grant.programme,
            totalCents,
            askedOn: dayOf(receivedAt),
            on: dayOf(fundedAt),
            sealed: sealed !== undefined,
            ...ended,
          },
        },
      ]
}

/** Help of a request whose money is committed in this very write; hours without money are none. */
export const helpBegins = (request: Request): Effect[] =>
  record(request, (request.grant?.totalCents ?? 0) - recoveredCents(request))

/** Help of a request whose grant ends now: what was released of it stays, and where nothing was there was no help. */
export const helpEnds = ({ request, payments }: Pick<CaseFile, 'request' | 'payments'>, now: string): Effect[] =>
  record(request, drawnCents(payments) - recoveredCents(request), { endedOn: dayOf(now) })

/** The day a grant ended, as the act that ended it says; none while it goes on. */
function endOf({ stage, periods, withdrawal, reviews = [] }: Request): Pick<Help, 'endedOn'> {
  const settled = periods.flatMap(({ settledAt = [] }) => settledAt).sort()
  const at = hasFallen(stage)
    ? reviews.findLast(({ ruling, kind }) => ruling?.upheld && kind !== 'warning')?.ruling?.at
    : stage === 'completed' || stage === 'closed'
      ? settled.at(-1)
      : withdrawal?.at
  return at === undefined ? {} : { endedOn: dayOf(at) }
}

/**
 * Help of a request of which money came back: what stayed with the household counts towards ceilings, and no more (Codice
 * civile art. 2033). It ended on the day it ended on.
 */
export const helpComesTo = (file: Pick<CaseFile, 'request' | 'payments'>): Effect[] =>
  record(file.request, comesTo(file), endOf(file.request))

/** Help of a request that is being sealed: forgotten under everyone's key but the person's own. */
export function helpSealed({ id, municipality, application, stage }: Request, sealed: Request): Effect[] {
  const taxCodes = application.household.map(({ taxCode }) => taxCode)
  return [
    ...(taxCodes.length > 0 ? [{ effect: 'forgetHelp' as const, municipality, taxCodes, request: id }] : []),
    // Of one that has ended the person's own entry says what was released, and stays.
    ...(hasEnded(stage) || stage === 'completed' ? [] : helpBegins(sealed)),
  ]
}
