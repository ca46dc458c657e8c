import { dayOf } from '../base/calendar.ts'
import { recoveredCents } from './clawback.ts'
import type { Help } from '../procedure/eligibility.ts'
import { drawnCents } from './funds.ts'
import { hasEnded, isDecisionSetAside } from '../procedure/lifecycle.ts'
import { netGrantCents } from './publication.ts'
import { type Effect, personal } from '../file/effect.ts'
import type { Request } from '../file/request.ts'
import type { CaseFile } from '../file/case-file.ts'

/**
 * Returns the tax codes that help is recorded for: the applicant and the household. For a sealed file the applicant
 * only, since the household must not know.
 */
const receivers = ({ application: { applicant, household }, sealed }: Request): string[] => [
  applicant.taxCode,
  ...(sealed ? [] : household.map(({ taxCode }) => taxCode)),
]

const helpKey = (municipality: string, taxCode: string, request: string) =>
  ({ kind: 'help', municipality, person: personal('person', taxCode), request }) as const

/** Returns the effects that record help for people; a second record of the same request replaces the first. */
export const recordHelp = (municipality: string, taxCodes: readonly string[], help: Help): Effect[] =>
  taxCodes.map((taxCode) => ({
    effect: 'recordHelp',
    write: 'put',
    key: helpKey(municipality, taxCode, help.request),
    value: help,
  }))

/** Returns the effects that remove the help of a request from the records of people. */
export const forgetHelp = (municipality: string, taxCodes: readonly string[], request: string): Effect[] =>
  taxCodes.map((taxCode) => ({
    effect: 'forgetHelp',
    write: 'delete',
    key: helpKey(municipality, taxCode, request),
  }))

/** Returns the effects that record the amount of a grant for its receivers, or remove it if nothing was paid. */
function helpEffects(request: Request, totalCents: number, ended: Pick<Help, 'endedOn'> = {}): Effect[] {
  const { id, municipality, grant, fundedAt, receivedAt, sealed } = request
  if (!grant || !fundedAt || grant.totalCents === 0) return []
  const taxCodes = receivers(request)
  // Recoveries do not remove a running grant.
  if (totalCents === 0 && ended.endedOn !== undefined) return forgetHelp(municipality, taxCodes, id)
  return recordHelp(municipality, taxCodes, {
    request: id,
    kind: grant.kind,
    programme: grant.programme,
    totalCents,
    askedOn: dayOf(receivedAt),
    on: dayOf(fundedAt),
    sealed: sealed !== undefined,
    ...ended,
  })
}

/** Records the help of a request whose money the same write commits. Hours without money are no help. */
export const recordCommittedHelp = (request: Request): Effect[] =>
  helpEffects(request, (request.grant?.totalCents ?? 0) - recoveredCents(request))

/** Records the help of a request whose grant ends: the amount drawn. */
export const recordDrawnHelp = ({ request, payments }: Pick<CaseFile, 'request' | 'payments'>, now: string): Effect[] =>
  helpEffects(request, drawnCents(payments) - recoveredCents(request), { endedOn: dayOf(now) })

/** Returns the day a grant ended, by the act that ended it; empty while it continues. */
function endOf({ stage, periods, withdrawal, reviews = [] }: Request): Pick<Help, 'endedOn'> {
  const settled = periods.flatMap(({ settledAt = [] }) => settledAt).sort()
  const at = isDecisionSetAside(stage)
    ? reviews.findLast(({ ruling, kind }) => ruling?.upheld && kind !== 'warning')?.ruling?.at
    : stage === 'completed' || stage === 'closed'
      ? settled.at(-1)
      : withdrawal?.at
  return at === undefined ? {} : { endedOn: dayOf(at) }
}

/**
 * Records the net help of a request after a recovery: only what the household kept counts towards ceilings (Codice
 * civile art. 2033).
 */
export const recordNetHelp = (file: Pick<CaseFile, 'request' | 'payments'>): Effect[] =>
  helpEffects(file.request, netGrantCents(file), endOf(file.request))

/** Removes the help of a request that is being sealed from the records of the household members. */
export function forgetHelpOfMembers({ id, municipality, application, stage }: Request, sealed: Request): Effect[] {
  const taxCodes = application.household.map(({ taxCode }) => taxCode)
  return [
    ...forgetHelp(municipality, taxCodes, id),
    // If the grant has ended, the person's own record keeps the amount paid out.
    ...(hasEnded(stage) || stage === 'completed' ? [] : recordCommittedHelp(sealed)),
  ]
}
