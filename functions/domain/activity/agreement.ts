import type { Language } from '../base/languages.ts'
import { addDays, dayOf } from '../base/calendar.ts'
import { type Shift, shiftFrom } from '../hours/hours.ts'
import { periodsFrom } from '../money/plan.ts'
import { roundOf } from '../file/case-file.ts'
import { sha256 } from '../file/trail.ts'
import { rulesOf } from '../procedure/transition.ts'
import type { Context } from '../file/context.ts'
import type { AgreementVersion, Period, Placement } from '../file/activity.ts'
import type { Grant } from '../money/grant.ts'
import type { Host, Municipality, Project } from '../municipality/regulation.ts'
import { numberOf } from '../file/request.ts'

/** The content of a proposed version: placement, months, and the reasons for the change if one is in force. */
type Proposal = { placement: Placement; periods: readonly Period[]; reasons?: string }

/** A figure of the regulation, with its article. */
type Rule = { value: number; article: string }

/** The terms of a version of the agreement, as values: its text adds words only. */
type AgreementTerms = {
  /** The number of the request. */
  number: string
  version: number
  person: string
  office: Municipality['office']
  project: Project
  host: Host
  placement: Placement
  /** The first shift: when every shift begins and ends. */
  shift: Shift
  grant: Grant
  endsOn: string
  /** Days on which the host is closed. */
  closed: readonly { from: string; to: string }[]
  /** For a version that changes one in force: the reasons, and the last day to accept it. */
  change?: { reasons: string; acceptBy: string }
  /** Days to dispute hours in. */
  disputeDays: Rule
  /** Hours of absence without a reason after which the person is warned, and may lose the contribution. */
  warnHours: Rule
  forfeitHours: Rule
}

/** Writes the terms of a version of the agreement in a language. */
export type WriteAgreement = (terms: AgreementTerms, language: Language) => string

/**
 * Returns the terms of a version.
 * @throws Error if there is nothing to agree on, which the lifecycle table rules out
 */
function termsOf(context: Context, { placement, periods, reasons }: Proposal, version: number): AgreementTerms {
  const { file, municipality, now } = context
  const { request } = file
  const { grant, application } = request
  const project = municipality.projects.find((candidate) => candidate.id === placement.project)
  const host = municipality.hosts.find((candidate) => candidate.id === placement.host)
  if (!grant || !project || !host) throw new Error(`${request.id} has no place to agree on`)
  const { disputeDays, warnUnexcusedHours, forfeitUnexcusedHours } = rulesOf(context).parameters
  const { firstName, lastName } = application.applicant
  const endsOn = periods.at(-1)?.to ?? placement.startsOn
  const since = reasons ? dayOf(now) : placement.startsOn
  return {
    number: numberOf(request),
    version,
    person: `${firstName} ${lastName}`,
    office: municipality.office,
    project,
    host,
    placement,
    shift: shiftFrom(placement.startsOn, placement.at, placement.minutesADay),
    grant,
    endsOn,
    closed: host.closed.filter(({ from, to }) => to >= since && from <= endsOn),
    ...(reasons ? { change: { reasons, acceptBy: addDays(placement.startsOn, -1) } } : {}),
    disputeDays,
    warnHours: warnUnexcusedHours,
    forfeitHours: forfeitUnexcusedHours,
  }
}

/** Hashes a version: the binding text, and the translation that was read with it. */
export const agreementHash = ({ text, courtesy }: Pick<AgreementVersion, 'text' | 'courtesy'>): string =>
  sha256([text, ...(courtesy ? [courtesy.text] : [])].join('\n\n'))

/**
 * Returns the next version of the agreement (patto), fixed when it is proposed. Its Italian text binds; a translation stands
 * beside it for people who asked in another language, and one hash covers both. The version number counts proposals.
 * @throws Error if the context has nothing that writes an agreement
 */
export function nextVersion(context: Context, proposal: Proposal): AgreementVersion {
  const { file, writeAgreement } = context
  if (!writeAgreement) throw new Error(`${file.request.id}: nothing writes its agreement`)
  const { language } = file.request.application
  const version = roundOf(file, 'agreement')
  const terms = termsOf(context, proposal, version)
  const texts = {
    text: writeAgreement(terms, 'it'),
    ...(language === 'it' ? {} : { courtesy: { language, text: writeAgreement(terms, language) } }),
  }
  return { version, ...texts, sha256: agreementHash(texts), proposedAt: context.now }
}

/**
 * Returns what the first agreement is proposed for.
 * @throws Error if the file has no placement
 */
export function firstProposal({ request: { id, placement, grant } }: Context['file']): Proposal {
  if (!placement || !grant) throw new Error(`${id} has no place to agree on`)
  return { placement, periods: periodsFrom(placement.startsOn, grant.months) }
}
