import { type NeedFacts, type Suggestion, suggestGrant } from '../../domain/money/amount.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import { evaluate, type Evaluation } from '../../domain/procedure/eligibility.ts'
import { type Municipality, regulationOf } from '../../domain/municipality/regulation.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** The facts that only the social worker knows; they override the last interview. */
export type StatedFacts = Partial<Pick<NeedFacts, 'waiver' | 'otherProgrammes' | 'expenseCents' | 'maxHours'>>

/**
 * Loads the facts for the rules: the application, earlier help to the household, a ban, and what was stated. Help of a sealed
 * file is a fact of that person's own requests only.
 */
export async function factsOf(
  { history }: Pick<Deps, 'history'>,
  request: Request,
  stated: StatedFacts = {},
): Promise<NeedFacts> {
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
  // A file sent back is assessed again: its earlier proposal no longer counts.
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
    // A payee gets a transfer, and an advantage is not cash.
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

export type Assessment = { evaluation: Evaluation; suggestion: Suggestion }

/** Evaluates a request and suggests a grant, by the regulation in force when it was received. Reads only. */
export async function assessRequest(
  deps: Pick<Deps, 'history'>,
  { request }: Pick<CaseFile, 'request'>,
  municipality: Municipality,
  stated: StatedFacts = {},
): Promise<Assessment> {
  const facts = await factsOf(deps, request, stated)
  const rules = regulationOf(municipality, request.regulation)
  return { evaluation: evaluate(facts, rules), suggestion: suggestGrant(facts, rules) }
}

/** Evaluates a request as the decision stores it. */
export const evaluateRequest = async (...given: Parameters<typeof assessRequest>): Promise<Evaluation> =>
  (await assessRequest(...given)).evaluation
