import { type Need, type Suggestion, suggestGrant } from '../../domain/money/amount.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import { evaluate, type Evaluation } from '../../domain/procedure/eligibility.ts'
import { type Municipality, regulationOf } from '../../domain/municipality/regulation.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** What only the social worker knows, in place of what the last interview found. */
export type Stated = Partial<Pick<Need, 'waiver' | 'otherProgrammes' | 'expenseCents' | 'maxHours'>>

/**
 * The facts that the rules look at: what the application says, what the municipality gave the household before, whether
 * the applicant is banned, and what was stated. Help of a sealed file is a fact of that person's own requests only.
 */
export async function factsOf(
  { history }: Pick<Deps, 'history'>,
  request: Request,
  stated: Stated = {},
): Promise<Need> {
  const { municipality, application, interview, proposal, stage } = request
  const { applicant, home, household, need, payout } = application
  const [own, shared, banUntil] = await Promise.all([
    history.helpOf(municipality, [applicant.taxCode]),
    history.helpOf(
      municipality,
      household.map(({ taxCode }) => taxCode),
    ),
    history.banUntil(municipality, [applicant.taxCode]),
  ])
  const help = new Map(
    [...own, ...shared.filter(({ sealed }) => !sealed)]
      .filter((each) => each.request !== request.id)
      .map((each) => [each.request, each]),
  )
  // A file sent back is assessed anew: what was proposed before is no proposal any more.
  const planned = stage === 'assessment' ? undefined : proposal?.grant
  const isForOthers = planned?.payee !== undefined || planned?.advantage !== undefined
  return {
    receivedOn: dayOf(request.receivedAt),
    kind: need.kind,
    iseeCents: need.iseeCents,
    workStatus: need.workStatus,
    resident: home.resident,
    birthDate: applicant.birthDate,
    householdSize: household.length + 1,
    // Who is paid in place of the person gets a transfer, and an advantage is no cash.
    payout: isForOthers ? 'transfer' : (request.payout ?? payout).method,
    help: [...help.values()],
    banUntil,
    proposedCents: planned?.totalCents,
    waiver: interview?.waiver,
    otherProgrammes: interview?.otherProgrammes,
    expenseCents: interview?.expenseCents,
    ...stated,
  }
}

export type Assessed = { evaluation: Evaluation; suggestion: Suggestion }

/** What the regulation says of a request and suggests for it, by the version in force when it was received. Reads only. */
export async function assessRequest(
  deps: Pick<Deps, 'history'>,
  { request }: Pick<CaseFile, 'request'>,
  municipality: Municipality,
  stated: Stated = {},
): Promise<Assessed> {
  const facts = await factsOf(deps, request, stated)
  const rules = regulationOf(municipality, request.regulation)
  return { evaluation: evaluate(facts, rules), suggestion: suggestGrant(facts, rules) }
}

/** What the regulation says of a request, as the decision keeps it. */
export const evaluateRequest = async (...given: Parameters<typeof assessRequest>): Promise<Evaluation> =>
  (await assessRequest(...given)).evaluation
