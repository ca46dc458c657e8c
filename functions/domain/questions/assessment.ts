import * as z from 'zod'
import { findings as profile } from '../activity/profile.ts'
import { profileProblems, profileWith } from '../activity/profile-change.ts'
import { ageOn, day, dayOf } from '../base/calendar.ts'
import type { Problem } from '../base/problems.ts'
import { cents, GRANT_KINDS, grantKindOf, writing } from '../file/application.ts'
import type { Context } from '../file/context.ts'
import type { Grant } from '../money/grant.ts'
import { IDENTITY_CHECKS, type Request } from '../file/request.ts'
import { fundingOf } from '../money/funds.ts'
import { amountProblems } from '../money/grant-limits.ts'
import { destination } from '../money/payee.ts'
import { owedMinutes } from '../money/plan.ts'
import { EXEMPTION_REASONS, ISEE_WAIVERS, PAYMENT_PLANS, type Programme } from '../municipality/regulation.ts'
import { abstention, move, rulesOf, withTerm } from '../procedure/transition.ts'
import { assessorOf, officerOf } from '../procedure/who-may.ts'
import { abstain, choice, points, reasons } from './fields.ts'
import type { AnswerContext, Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

/** Findings about the person, common to all outcomes of an assessment. */
const findings = {
  interviewOn: day,
  identity: z.enum(IDENTITY_CHECKS, 'choice'),
  needs: reasons,
  abilities: writing.max(2000, 'tooLong').optional(),
  /** The ground on which the ISEE ceiling does not apply. */
  waiver: z.enum(ISEE_WAIVERS, 'choice').optional(),
  otherProgrammes: points.optional(),
  expenseCents: cents.optional(),
  /** Limits of the matching; without it, the earlier profile stays. */
  profile: profile.optional(),
}

/** The ability to work found by the social worker; those who cannot work get the contribution without hours. */
const workAbility = z.discriminatedUnion(
  'ability',
  [
    z.strictObject({ ability: z.literal('full') }),
    z.strictObject({
      ability: z.literal('limited'),
      maxHours: z.int('hours').min(1, 'hours').max(2000, 'tooLarge'),
      limits: reasons,
    }),
    z.strictObject({ ability: z.literal('exempt'), exemption: z.enum(EXEMPTION_REASONS, 'choice') }),
  ],
  'choice',
)

const input = z.discriminatedUnion(
  'choice',
  [
    choice('proposeApproval', {
      ...findings,
      kind: z.enum(GRANT_KINDS, 'choice').optional(),
      plan: z.enum(PAYMENT_PLANS, 'choice').optional(),
      monthlyCents: cents.min(1, 'amount'),
      months: z.int('months').min(1, 'months').max(24, 'months'),
      programme: z.string().min(1, 'choice'),
      fund: z.string().min(1, 'choice'),
      /** The parts that other funds pay; the main fund pays the rest. */
      also: z
        .array(z.strictObject({ fund: z.string('choice').min(1, 'choice'), cents: cents.min(1, 'amount') }))
        .max(3, 'tooMany')
        .optional(),
      /** The destination of the money; absent for the account in the application. */
      destination: destination.optional(),
      work: workAbility,
      reasons,
    }),
    choice('enrol', {
      ...findings,
      programme: z.string().min(1, 'choice'),
      months: z.int('months').min(1, 'months').max(24, 'months'),
      hoursWeek: z.int('hours').min(1, 'hours').max(40, 'tooLarge'),
      work: workAbility,
      reasons,
    }),
    // A person may be refused without an interview; an interview is always recorded.
    choice('proposeRefusal', {
      grounds: points,
      interviewOn: findings.interviewOn.optional(),
      identity: findings.identity.optional(),
      needs: findings.needs.optional(),
    }),
    choice('requestIntegration', { items: points }),
    choice('proposeInadmissibility', { reasons }),
    abstain,
  ],
  'choice',
)
type Input = z.infer<typeof input>

type Assessed = Extract<Input, { choice: 'proposeApproval' | 'enrol' }>
type Assessing<Choice extends Assessed['choice']> = AnswerContext<Input> & {
  answer: Extract<Assessed, { choice: Choice }>
}

/** Returns a function that adds a problem at a field to a list. */
const reporter =
  (problems: Problem[]) =>
  (field: string, code: string, values?: Problem['values']): void =>
    void problems.push({ field, code, ...(values ? { values } : {}) })

/** Returns the exemption and the limits found by the assessment. */
const workOf = ({ work }: Assessed): Pick<Grant, 'exemption' | 'limits'> => ({
  ...(work.ability === 'exempt' ? { exemption: work.exemption } : {}),
  ...(work.ability === 'limited' ? { limits: work.limits } : {}),
})

/** Returns the minutes that a plan may ask for: no more than the person can do. */
const capped = (owed: number, { work }: Assessed): number =>
  work.ability === 'exempt' ? 0 : Math.min(owed, work.ability === 'limited' ? work.maxHours * 60 : owed)

/** Returns the payee in place of the person, or the advantage in place of money. */
function destinationOf({ destination }: Assessing<'proposeApproval'>['answer']): Pick<Grant, 'payee' | 'advantage'> {
  switch (destination?.to) {
    case 'payee': {
      const { to: _, ...payee } = destination
      return { payee }
    }
    case 'advantage': {
      const { to: _, ...advantage } = destination
      return { advantage }
    }
    default:
      return {}
  }
}

/** Returns the grant of a proposal by the regulation of the request, or its problems. */
function grantOf(context: Assessing<'proposeApproval'>): Grant | Problem[] {
  const { answer, file, municipality } = context
  const { parameters } = rulesOf(context)
  const kind = answer.kind ?? grantKindOf(file.request.application.need)
  const totalCents = answer.monthlyCents * answer.months
  const destination = destinationOf(answer)
  const problems = amountProblems(context, { kind, ...destination }, answer)
  const problem = reporter(problems)
  const programme = municipality.programmes.find(({ id }) => id === answer.programme)
  if (programme?.kind === 'socialBarter' || programme?.kind === 'targetGroup')
    problems.push(...groupProblems(context, programme))
  else problem('programme', 'choice')
  if (file.request.application.payout.method === 'none') problem('choice', 'payout.none')
  const funded = fundingOf(answer, totalCents, municipality, answer.programme, dayOf(context.now))
  // Check the funds only once there is a programme for them.
  if (Array.isArray(funded) && !problems.some(({ field }) => field === 'programme')) problems.push(...funded)
  if (answer.work.ability === 'exempt' && !parameters.exemptionReasons.value.includes(answer.work.exemption))
    problem('work.exemption', 'choice')
  if (answer.waiver && !parameters.iseeWaivers.value.includes(answer.waiver)) problem('waiver', 'choice')
  if (Array.isArray(funded) || problems.length > 0) return problems
  const plan = answer.plan ?? parameters.paymentPlan.value[kind]
  return {
    kind,
    totalCents,
    monthlyCents: answer.monthlyCents,
    months: answer.months,
    programme: answer.programme,
    ...funded,
    plan,
    ...(plan === 'by_module' ? { moduleMinutes: parameters.moduleHours.value * 60 } : {}),
    ...destination,
    owedMinutes: capped(owedMinutes(totalCents, rulesOf(context)), answer),
    ...workOf(answer),
  }
}

/** Returns a problem if the person is not in the group of the programme. */
function groupProblems({ file: { request }, municipality }: Context, { group: id }: Programme): Problem[] {
  const group = municipality.groups.find((candidate) => candidate.id === id)
  const { applicant, need } = request.application
  const age = ageOn(applicant.birthDate, dayOf(request.receivedAt))
  const fits =
    !group ||
    ((!group.age || (group.age.min <= age && age <= group.age.max)) &&
      (!group.workStatus || group.workStatus === need.workStatus))
  return fits ? [] : [{ field: 'programme', code: 'programme.group', values: { group: group.name, age } }]
}

/** Returns the whole weeks in some months. */
const weeksIn = (months: number): number => Math.floor((months * 52) / 12)

/** Returns the grant of an enrolment without money, in a community project (PUC) or on a path of insertion, or its problems. */
function enrolmentOf(context: Assessing<'enrol'>): Grant | Problem[] {
  const { answer, municipality } = context
  const { communityHoursWeek, exemptionReasons } = rulesOf(context).parameters
  const problems: Problem[] = []
  const problem = reporter(problems)
  const programme = municipality.programmes.find(({ id }) => id === answer.programme)
  if (programme?.kind === 'communityProject' || programme?.kind === 'insertion')
    problems.push(...groupProblems(context, programme))
  else problem('programme', 'choice')
  const { min, max } = communityHoursWeek.value
  if (answer.hoursWeek < min || answer.hoursWeek > max) problem('hoursWeek', 'hoursWeek.range', { min, max })
  if (answer.work.ability === 'exempt' && !exemptionReasons.value.includes(answer.work.exemption))
    problem('work.exemption', 'choice')
  if (problems.length > 0) return problems
  return {
    kind: 'ordinary',
    totalCents: 0,
    monthlyCents: 0,
    months: answer.months,
    programme: answer.programme,
    funding: [],
    plan: 'at_completion',
    hoursWeek: answer.hoursWeek,
    owedMinutes: capped(answer.hoursWeek * weeksIn(answer.months) * 60, answer),
    ...workOf(answer),
  }
}

/** Returns the findings of the assessment to store. */
const interviewOf = (answer: Assessed): NonNullable<Request['interview']> => {
  const { interviewOn, identity, needs, abilities, waiver, otherProgrammes, expenseCents } = answer
  return {
    on: interviewOn,
    identity,
    needs,
    ...(abilities ? { abilities } : {}),
    ...(waiver ? { waiver } : {}),
    ...(otherProgrammes ? { otherProgrammes } : {}),
    ...(expenseCents === undefined ? {} : { expenseCents }),
  }
}

/** Returns the interview of a proposed refusal, if there was one, or the problems of an incomplete one. */
function metBy({
  interviewOn: on,
  identity,
  needs,
}: Extract<Input, { choice: 'proposeRefusal' }>): Pick<Request, 'interview'> | Problem[] {
  if (on && identity && needs) return { interview: { on, identity, needs } }
  const parts = { interviewOn: on, identity, needs }
  const missing = Object.entries(parts).flatMap(([field, said]) => (said ? [] : [{ field, code: 'required' }]))
  return missing.length === 3 ? {} : missing
}

/**
 * Returns the seal of a file under a programme for people under protection; the assessor is the first member named on
 * it.
 */
const sealedBy = ({ file: { request }, by, now }: AnswerContext<Input>, programme: Programme | undefined) =>
  programme?.sealed && !request.sealed
    ? { sealed: { at: now, named: [...new Set([by.id, request.caseOfficer ?? by.id])] } }
    : {}

/** The question about an application: the social worker proposes a decision, or asks for what is missing. */
export const assessment: Question<Input> = {
  input,
  workflow: requestWorkflow,
  needs: ['loads'],
  addressee: assessorOf,
  isForCaseOfficer: true,
  decidesInTerm: true,
  dueInDays: () => 10,
  opening: (context) => {
    const { request } = context.file
    const officer = officerOf(context)
    const fields = officer === request.caseOfficer ? {} : { caseOfficer: officer }
    return request.stage === 'opened'
      ? move('beginAssessment', request, 'system', fields)
      : { act: 'ask.opened', request: fields }
  },
  decide: (context) => {
    const {
      answer,
      file: { request },
      municipality,
      by,
      now,
    } = context
    const proposal = { by: by.id, at: now }
    if ('interviewOn' in answer && answer.interviewOn && answer.interviewOn > dayOf(now))
      return [{ field: 'interviewOn', code: 'date.future' }]
    const unknown =
      'profile' in answer && answer.profile
        ? profileProblems(answer.profile, municipality, (field) => `profile.${field}`)
        : []
    if (unknown.length > 0) return unknown
    switch (answer.choice) {
      case 'proposeApproval': {
        const grant = grantOf({ ...context, answer })
        if (Array.isArray(grant)) return grant
        const programme = municipality.programmes.find(({ id }) => id === grant.programme)
        return move(programme?.partner ? 'requestConcurrence' : 'proposeApproval', request, 'socialWorker', {
          ...sealedBy(context, programme),
          interview: interviewOf(answer),
          ...(answer.profile ? { profile: profileWith(request, answer.profile) } : {}),
          proposal: { ...proposal, outcome: 'approval', reasons: answer.reasons, grant },
        })
      }
      case 'enrol': {
        const grant = enrolmentOf({ ...context, answer })
        if (Array.isArray(grant)) return grant
        const isReferral = municipality.programmes.some(
          ({ id, kind }) => id === grant.programme && kind === 'insertion',
        )
        return move('enrol', request, 'socialWorker', {
          ...sealedBy(
            context,
            municipality.programmes.find(({ id }) => id === grant.programme),
          ),
          interview: interviewOf(answer),
          ...(answer.profile ? { profile: profileWith(request, answer.profile) } : {}),
          proposal: { ...proposal, outcome: 'approval', reasons: answer.reasons, grant },
          grant,
          ...(isReferral ? { referral: { at: now } } : {}),
        })
      }
      case 'proposeRefusal': {
        const met = metBy(answer)
        if (Array.isArray(met)) return met
        return move('proposeRefusal', request, 'socialWorker', {
          ...met,
          proposal: { ...proposal, outcome: 'refusal', reasons: answer.grounds.join('\n'), grounds: answer.grounds },
        })
      }
      case 'proposeInadmissibility':
        return move('proposeInadmissibility', request, 'socialWorker', {
          proposal: { ...proposal, outcome: 'inadmissibility', reasons: answer.reasons },
        })
      case 'requestIntegration':
        // The term may be suspended once only (L. 241/1990 art. 2(7)).
        return request.suspension
          ? [{ field: 'choice', code: 'integration.once' }]
          : withTerm(
              context,
              move('requestIntegration', request, 'socialWorker', {
                integration: { items: answer.items },
                suspension: { from: dayOf(now) },
              }),
            )
      case 'abstain':
        return abstention(context, answer.reasons)
    }
  },
}
