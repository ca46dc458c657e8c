import { grantKindOf } from '../../domain/application.ts'
import { addDays, dayOf, daysBetween, nextWorkingDay } from '../../domain/calendar.ts'
import { after, lawOf, type Actor, type TransitionName } from '../../domain/lifecycle.ts'
import { fundingOf } from '../../domain/funds.ts'
import { owedMinutes } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problems.ts'
import type { Grant, Request } from '../../domain/records.ts'
import { holidaysAround, type Regulation, regulationOf } from '../../domain/regulation.ts'
import { roundOf } from '../../domain/standing.ts'
import { caseOfficer, staffOf, toCitizen } from './people.ts'
import type { AnswerContext, Context, Effectual, Question } from './question.ts'

/** The change of stage of a transition, with its event and its law. @throws IllegalTransition */
export function move(name: TransitionName, request: Request, by: Actor, fields: Partial<Request> = {}): Effectual {
  const stage = after(name, request.stage, by)
  return { act: `request.${stage}`, law: lawOf(name), request: { ...fields, stage } }
}

export const rulesOf = ({ file, municipality }: Context): Regulation =>
  regulationOf(municipality, file.request.regulation)

/** The last day of a term of some days from now: one on which offices are open (Codice civile art. 2963). */
export function lastDay({ municipality, now }: Pick<Context, 'municipality' | 'now'>, days: number): string {
  const last = addDays(dayOf(now), days)
  return nextWorkingDay(last, holidaysAround(municipality, last))
}

/** The term, longer by days it stood still: counted anew from receipt, so that a holiday moves its last day and no other. */
function prolonged(context: Context, days: number): Partial<Request> {
  const { request } = context.file
  const stoodDays = (request.stoodDays ?? 0) + days
  const term = rulesOf(context).parameters.termDays.value + stoodDays
  return { stoodDays, dueOn: lastDay({ municipality: context.municipality, now: request.receivedAt }, term) }
}

/** Resumes the term: the days it stood still are added, once, within the maximum (L. 241/1990 art. 2(7)). */
function resumed(context: Context): Partial<Request> {
  const { suspension } = context.file.request
  if (!suspension || suspension.to) return {}
  const today = dayOf(context.now)
  const stood = Math.min(daysBetween(suspension.from, today), rulesOf(context).parameters.suspensionMaxDays.value)
  return { suspension: { ...suspension, to: today }, ...prolonged(context, stood) }
}

/** The grant that a proposal means, by the regulation of the request; or why it may not be. */
function grantOf(context: AnswerContext<'assessment'> & { answer: { choice: 'proposeApproval' } }): Grant | Problem[] {
  const { answer, file, municipality } = context
  const { need, payout } = file.request.application
  const { parameters } = rulesOf(context)
  const totalCents = answer.monthlyCents * answer.months
  const problems: Problem[] = []
  const problem = (field: string, code: string, values?: Problem['values']) =>
    problems.push({ field, code, ...(values ? { values } : {}) })
  if (need.kind === 'ordinary') {
    const { min, max } = parameters.monthlyCents.value
    if (answer.monthlyCents < min || answer.monthlyCents > max)
      problem('monthlyCents', 'monthly.range', { minCents: min, maxCents: max })
    if (answer.months > parameters.durationMonths.value)
      problem('months', 'months.max', { max: parameters.durationMonths.value })
  } else if (answer.months !== 1) problem('months', 'months.extraordinary')
  const kind = grantKindOf(need)
  const ceiling = parameters.grantMaxCents.value[kind]
  if (totalCents > ceiling) problem('monthlyCents', 'grant.ceiling', { totalCents, maxCents: ceiling })
  // Hours done early release more than a month's share: in cash only what may be paid at once is granted.
  if (payout.method === 'cash' && totalCents > parameters.cashLimitCents.value)
    problem('monthlyCents', 'cash.limit', { maxCents: parameters.cashLimitCents.value })
  if (!municipality.programmes.some((programme) => programme.id === answer.programme)) problem('programme', 'choice')
  const funded = fundingOf(answer, totalCents, municipality, answer.programme, dayOf(context.now))
  if (Array.isArray(funded)) problems.push(...funded)
  if (answer.work.ability === 'exempt' && !parameters.exemptionReasons.value.includes(answer.work.exemption))
    problem('work.exemption', 'choice')
  if (Array.isArray(funded) || problems.length > 0) return problems
  const { work } = answer
  return {
    totalCents,
    monthlyCents: answer.monthlyCents,
    months: answer.months,
    programme: answer.programme,
    ...funded,
    plan: parameters.paymentPlan.value[kind],
    owedMinutes:
      work.ability === 'exempt'
        ? 0
        : owedMinutes(totalCents, rulesOf(context), work.ability === 'limited' ? work.maxHours : undefined),
    ...(work.ability === 'exempt' ? { exemption: work.exemption } : {}),
    ...(work.ability === 'limited' ? { limits: work.limits } : {}),
  }
}

export const assessment: Question<'assessment'> = {
  to: ({ file, municipality }) => caseOfficer(municipality, file),
  days: () => 10,
  subject: ({ file }) => roundOf(file, 'assessment'),
  opening: ({ file: { request } }) =>
    request.stage === 'opened' ? move('beginAssessment', request, 'system') : undefined,
  answer: (context) => {
    const {
      answer,
      file: { request },
      by,
      now,
    } = context
    const proposal = { by: by.id, at: now }
    switch (answer.choice) {
      case 'proposeApproval': {
        const grant = grantOf({ ...context, answer })
        return Array.isArray(grant)
          ? grant
          : move('proposeApproval', request, 'socialWorker', {
              proposal: { ...proposal, approve: true, reasons: answer.reasons, grant },
            })
      }
      case 'proposeRefusal':
        return move('proposeRefusal', request, 'socialWorker', {
          proposal: { ...proposal, approve: false, reasons: answer.reasons },
        })
      case 'requestIntegration':
        // The term may be suspended once only (L. 241/1990 art. 2(7)).
        return request.suspension
          ? [{ field: 'choice', code: 'integration.once' }]
          : move('requestIntegration', request, 'socialWorker', {
              missing: answer.missing,
              suspension: { from: dayOf(now) },
            })
    }
  },
}

export const integration: Question<'integration'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.suspensionMaxDays.value,
  subject: ({ file }) => roundOf(file, 'integration'),
  lapse: (context) => move('endSuspension', context.file.request, 'system', resumed(context)),
  answer: (context) =>
    move('integrate', context.file.request, 'citizen', { ...resumed(context), integration: context.answer.text }),
}

export const observations: Question<'observations'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.rejectionNoticeDays.value,
  subject: ({ file }) => roundOf(file, 'observations'),
  // The notice suspends the term; it resumes when the days are over or ten days after the observations (art. 10-bis).
  opening: (context) => {
    const { request } = context.file
    if (request.stage !== 'proposed_refusal') return undefined
    const until = lastDay(context, rulesOf(context).parameters.rejectionNoticeDays.value)
    return move('giveRejectionNotice', request, 'system', prolonged(context, daysBetween(dayOf(context.now), until)))
  },
  lapse: ({ file: { request } }) => move('noObservations', request, 'system'),
  answer: (context) => {
    const { answer, ask, file, now } = context
    if (answer.choice === 'none') return move('observe', file.request, 'citizen')
    // Until the due day was added with the notice: what is missing to the days that follow the observations comes here.
    const more = daysBetween(ask.dueOn, dayOf(now)) + rulesOf(context).parameters.rejectionNoticeDays.value
    return move('observe', file.request, 'citizen', { observations: answer.text, ...prolonged(context, more) })
  },
}

export const decision: Question<'decision'> = {
  to: ({ file, municipality }) => staffOf('manager', municipality, file.request),
  days: () => 7,
  subject: ({ file }) => roundOf(file, 'decision'),
  answer: ({ answer, file: { request }, by, now }) => {
    const act = { reasons: answer.reasons, by: by.id, at: now }
    const afterNotice = request.stage === 'observations'
    const decided = (approved: boolean) => ({ ...act, approved, regulation: request.regulation })
    switch (answer.choice) {
      case 'approve':
        // A proposal of refusal has no plan to approve: the social worker makes one first.
        if (afterNotice || !request.proposal?.grant) return [{ field: 'choice', code: 'decision.noPlan' }]
        return move('approve', request, 'manager', { decision: decided(true), grant: request.proposal.grant })
      case 'refuse':
        // Nobody is refused without notice of the reasons and ten days to answer (art. 10-bis).
        return afterNotice
          ? { ...move('refuse', request, 'manager', { decision: decided(false) }), effects: [freePerson(request)] }
          : move('proposeOtherwise', request, 'manager', { proposal: { ...act, approve: false } })
      case 'sendBack':
        return request.sentBack && !afterNotice
          ? [{ field: 'choice', code: 'decision.sentBackOnce' }]
          : move('sendBack', request, 'manager', { sentBack: act })
    }
  },
}

/** Lets the person apply again for the same kind. */
export const freePerson = ({ id, municipality, application }: Request) =>
  ({
    effect: 'freePerson',
    municipality,
    taxCode: application.applicant.taxCode,
    kind: application.need.kind,
    request: id,
  }) as const
