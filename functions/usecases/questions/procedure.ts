import type { Answer } from '../../domain/answers.ts'
import { grantKindOf } from '../../domain/application.ts'
import { addDays, ageOn, dayOf, nextWorkingDay } from '../../domain/calendar.ts'
import { after, lawOf, type Actor, type TransitionName } from '../../domain/lifecycle.ts'
import { fundingOf, refunded } from '../../domain/funds.ts'
import { owedMinutes } from '../../domain/plan.ts'
import type { Problem } from '../../domain/problems.ts'
import type { CaseFile, Grant, RejectionNotice, Request } from '../../domain/records.ts'
import { holidaysAround, type Programme, type Regulation, regulationOf } from '../../domain/regulation.ts'
import { roundOf } from '../../domain/standing.ts'
import { dueOnOf } from '../../domain/term.ts'
import { assessorOf, officerOf, staffOf, toCitizen } from './people.ts'
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

/** A change with the last day of the term as it is after it: counted anew from all that happened (domain/term.ts). */
export function withTerm(context: Context, change: Effectual): Effectual {
  const request = { ...context.file.request, ...change.request }
  return { ...change, request: { ...change.request, dueOn: dueOnOf(request, rulesOf(context), context.municipality) } }
}

type Assessed = Extract<Answer<'assessment'>, { choice: 'proposeApproval' | 'enrol' }>
type Assessing<Choice extends Assessed['choice']> = AnswerContext<'assessment'> & {
  answer: Extract<Assessed, { choice: Choice }>
}

/** Adds what is wrong to a list, at the field where it is. */
const reporter =
  (problems: Problem[]) =>
  (field: string, code: string, values?: Problem['values']): void =>
    void problems.push({ field, code, ...(values ? { values } : {}) })

/** Exemption and limits as the assessment found them. */
const workOf = ({ work }: Assessed): Pick<Grant, 'exemption' | 'limits'> => ({
  ...(work.ability === 'exempt' ? { exemption: work.exemption } : {}),
  ...(work.ability === 'limited' ? { limits: work.limits } : {}),
})

/** The hours a plan may ask for, no more than the person can do. In minutes. */
const capped = (owed: number, { work }: Assessed): number =>
  work.ability === 'exempt' ? 0 : Math.min(owed, work.ability === 'limited' ? work.maxHours * 60 : owed)

/** What amount and duration must keep to, by the regulation of the request. */
function amountProblems(
  context: Context,
  kind: Grant['kind'],
  { monthlyCents, months }: { monthlyCents: number; months: number },
): Problem[] {
  const { payout } = context.file.request.application
  const { parameters } = rulesOf(context)
  const totalCents = monthlyCents * months
  const problems: Problem[] = []
  const problem = reporter(problems)
  if (kind === 'ordinary') {
    const { min, max } = parameters.monthlyCents.value
    if (monthlyCents < min || monthlyCents > max)
      problem('monthlyCents', 'monthly.range', { minCents: min, maxCents: max })
    if (months > parameters.durationMonths.value)
      problem('months', 'months.max', { max: parameters.durationMonths.value })
  } else if (months !== 1) problem('months', 'months.extraordinary')
  const ceiling = parameters.grantMaxCents.value[kind]
  if (totalCents > ceiling) problem('monthlyCents', 'grant.ceiling', { totalCents, maxCents: ceiling })
  // Hours done early release more than a month's share: in cash only what may be paid at once is granted.
  if (payout.method === 'cash' && totalCents > parameters.cashLimitCents.value)
    problem('monthlyCents', 'cash.limit', { maxCents: parameters.cashLimitCents.value })
  return problems
}

/** The grant that a proposal means, by the regulation of the request; or why it may not be. */
function grantOf(context: Assessing<'proposeApproval'>): Grant | Problem[] {
  const { answer, file, municipality } = context
  const { parameters } = rulesOf(context)
  const kind = answer.kind ?? grantKindOf(file.request.application.need)
  const totalCents = answer.monthlyCents * answer.months
  const problems = amountProblems(context, kind, answer)
  const problem = reporter(problems)
  const programme = municipality.programmes.find(({ id }) => id === answer.programme)
  if (programme?.kind === 'socialBarter' || programme?.kind === 'targetGroup')
    problems.push(...groupProblems(context, programme))
  else problem('programme', 'choice')
  if (file.request.application.payout.method === 'none') problem('choice', 'payout.none')
  const funded = fundingOf(answer, totalCents, municipality, answer.programme, dayOf(context.now))
  // Which funds fit is told once there is a programme for them to fit.
  if (Array.isArray(funded) && !problems.some(({ field }) => field === 'programme')) problems.push(...funded)
  if (answer.work.ability === 'exempt' && !parameters.exemptionReasons.value.includes(answer.work.exemption))
    problem('work.exemption', 'choice')
  if (answer.waiver && !parameters.iseeWaivers.value.includes(answer.waiver)) problem('waiver', 'choice')
  if (Array.isArray(funded) || problems.length > 0) return problems
  return {
    kind,
    totalCents,
    monthlyCents: answer.monthlyCents,
    months: answer.months,
    programme: answer.programme,
    ...funded,
    plan: answer.plan ?? parameters.paymentPlan.value[kind],
    owedMinutes: capped(owedMinutes(totalCents, rulesOf(context)), answer),
    ...workOf(answer),
  }
}

/** Whether a person belongs to the group a programme is for; who is referred by a centre need not prove it. */
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

/** Whole weeks in some months. */
const weeksIn = (months: number): number => Math.floor((months * 52) / 12)

/** What an enrolment without money means: hours a week in a community project (PUC), or on a path of insertion. */
function enrolmentOf(context: Assessing<'enrol'>): Grant | Problem[] {
  const { answer, municipality } = context
  const { communityHoursWeek, exemptionReasons } = rulesOf(context).parameters
  const problems: Problem[] = []
  const problem = reporter(problems)
  const programme = municipality.programmes.find(({ id }) => id === answer.programme)
  if (programme?.kind !== 'communityProject' && programme?.kind !== 'insertion') problem('programme', 'choice')
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

/** What the assessment found out about the person, for the file. */
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

/** Seals a file under a programme for people under protection: who assessed it is the first to be named on it. */
const sealedBy = ({ file: { request }, by, now }: AnswerContext<'assessment'>, programme: Programme | undefined) =>
  programme?.sealed && !request.sealed ? { sealed: { at: now, named: [by.id] } } : {}

/** Abstains: the file goes to somebody without a conflict, and the question is put anew (L. 241/1990 art. 6-bis). */
export const abstention = (
  { file: { request }, by, now }: Pick<AnswerContext<'assessment'>, 'file' | 'by' | 'now'>,
  reasons: string,
): Effectual => ({
  act: 'conflict.declared',
  law: 'L. 241/1990 art. 6-bis',
  request: { conflicts: [...(request.conflicts ?? []), { member: by.id, reasons, at: now }] },
})

export const assessment: Question<'assessment'> = {
  to: assessorOf,
  days: () => 10,
  subject: ({ file }) => roundOf(file, 'assessment'),
  opening: (context) => {
    const { request } = context.file
    const officer = officerOf(context)
    const fields = officer === request.caseOfficer ? {} : { caseOfficer: officer }
    return request.stage === 'opened'
      ? move('beginAssessment', request, 'system', fields)
      : { act: 'ask.opened', request: fields }
  },
  answer: (context) => {
    const {
      answer,
      file: { request },
      municipality,
      by,
      now,
    } = context
    const proposal = { by: by.id, at: now }
    if (answer.choice !== 'abstain' && 'interviewOn' in answer && answer.interviewOn > dayOf(now))
      return [{ field: 'interviewOn', code: 'date.future' }]
    switch (answer.choice) {
      case 'proposeApproval': {
        const grant = grantOf({ ...context, answer })
        if (Array.isArray(grant)) return grant
        const programme = municipality.programmes.find(({ id }) => id === grant.programme)
        return move(programme?.partner ? 'requestConcurrence' : 'proposeApproval', request, 'socialWorker', {
          ...sealedBy(context, programme),
          interview: interviewOf(answer),
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
          interview: interviewOf(answer),
          proposal: { ...proposal, outcome: 'approval', reasons: answer.reasons, grant },
          grant,
          ...(isReferral ? { referral: { at: now } } : {}),
        })
      }
      case 'proposeRefusal':
        return move('proposeRefusal', request, 'socialWorker', {
          proposal: { ...proposal, outcome: 'refusal', reasons: answer.grounds.join('\n'), grounds: answer.grounds },
        })
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

/** Texts on points that are not there are told, not dropped. */
const strangers = (texts: Record<string, string>, points: readonly string[]): Problem[] =>
  Object.keys(texts)
    .filter((number) => Number(number) > points.length)
    .map((number) => ({ field: `texts.${number}`, code: 'point.unknown', values: { max: points.length } }))

/** The integration as it stands with some texts, and the term running again. */
function integrated(context: Context, texts: Record<string, string> | undefined): Partial<Request> {
  const { suspension, integration: asked } = context.file.request
  return {
    ...(suspension ? { suspension: { ...suspension, to: dayOf(context.now) } } : {}),
    ...(asked ? { integration: { ...asked, ...(texts && Object.keys(texts).length > 0 ? { texts } : {}) } } : {}),
  }
}

export const integration: Question<'integration'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.suspensionMaxDays.value,
  subject: ({ file }) => roundOf(file, 'integration'),
  // What was kept so far counts: nobody loses what they wrote because the days are over.
  lapse: (context) =>
    withTerm(
      context,
      move(
        'endSuspension',
        context.file.request,
        'system',
        integrated(
          context,
          context.file.asks.find(({ kind, status }) => kind === 'integration' && status === 'open')?.kept,
        ),
      ),
    ),
  answer: (context) => {
    const { answer, file } = context
    const problems = strangers(answer.texts, file.request.integration?.items ?? [])
    if (problems.length > 0) return problems
    if (answer.choice === 'keep') return { act: 'integration.kept', keeps: answer.texts }
    if (Object.keys(answer.texts).length === 0) return [{ field: 'texts.1', code: 'texts.empty' }]
    return withTerm(context, move('integrate', file.request, 'citizen', integrated(context, answer.texts)))
  },
}

export const noticeOf = ({ notices }: Request): RejectionNotice | undefined => notices?.at(-1)

export const observations: Question<'observations'> = {
  to: toCitizen,
  days: (context) => rulesOf(context).parameters.rejectionNoticeDays.value,
  subject: ({ file }) => roundOf(file, 'observations'),
  // The notice suspends the term; it resumes when the days are over or ten days after the observations (art. 10-bis).
  opening: (context) => {
    const { request } = context.file
    if (request.stage !== 'proposed_refusal') return undefined
    const notice = {
      grounds: request.proposal?.grounds ?? [request.proposal?.reasons ?? ''],
      on: dayOf(context.now),
      until: lastDay(context, rulesOf(context).parameters.rejectionNoticeDays.value),
    }
    return withTerm(
      context,
      move('giveRejectionNotice', request, 'system', { notices: [...(request.notices ?? []), notice] }),
    )
  },
  lapse: ({ file: { request } }) => move('noObservations', request, 'system'),
  answer: (context) => {
    const { answer, file, now } = context
    const { request } = file
    const notice = noticeOf(request)
    if (answer.choice === 'none' || !notice) return move('observe', request, 'citizen')
    const problems = strangers(answer.texts, notice.grounds)
    if (problems.length > 0) return problems
    if (Object.keys(answer.texts).length === 0) return [{ field: 'texts.1', code: 'texts.empty' }]
    const observed = { ...notice, observations: { texts: answer.texts, at: now } }
    return withTerm(
      context,
      move('observe', request, 'citizen', { notices: [...(request.notices ?? []).slice(0, -1), observed] }),
    )
  },
}

/** What a refusal must do: stand on grounds of the notice only, and answer every observation (art. 10-bis). */
function refusalProblems({ request }: CaseFile, answer: Extract<Answer<'decision'>, { choice: 'refuse' }>): Problem[] {
  const notice = noticeOf(request)
  if (!notice) return []
  const added = answer.grounds.flatMap((ground, index): Problem[] =>
    notice.grounds.includes(ground) ? [] : [{ field: `grounds.${index}`, code: 'decision.newGround' }],
  )
  const unanswered = Object.keys(notice.observations?.texts ?? {}).flatMap((number): Problem[] =>
    answer.answers?.[number] ? [] : [{ field: `answers.${number}`, code: 'decision.unanswered' }],
  )
  return [...added, ...unanswered]
}

export const decision: Question<'decision'> = {
  to: (context) => staffOf('manager', context),
  days: () => 7,
  subject: ({ file }) => roundOf(file, 'decision'),
  answer: (context) => {
    const { answer, file, by, now } = context
    const { request } = file
    const act = { by: by.id, at: now }
    const { proposal } = request
    const afterNotice = request.stage === 'observations'
    const isAbout = (outcome: NonNullable<Request['proposal']>['outcome']) => proposal?.outcome === outcome
    const { evaluation } = context
    const decided = { ...act, departs: false, regulation: request.regulation, ...(evaluation ? { evaluation } : {}) }
    if (isAbout('inadmissibility') !== (answer.choice === 'declareInadmissible'))
      if (answer.choice !== 'sendBack' && answer.choice !== 'abstain')
        return [{ field: 'choice', code: 'decision.otherProposal' }]
    switch (answer.choice) {
      case 'approve': {
        // A proposal of refusal has no plan to approve: the social worker makes one first.
        const planned = proposal?.grant
        if (afterNotice || !planned) return [{ field: 'choice', code: 'decision.noPlan' }]
        const amount = {
          monthlyCents: answer.monthlyCents ?? planned.monthlyCents,
          months: answer.months ?? planned.months,
        }
        const departs = amount.monthlyCents !== planned.monthlyCents || amount.months !== planned.months
        if (departs && !answer.reasons) return [{ field: 'reasons', code: 'decision.departs' }]
        const problems = amountProblems(context, planned.kind, amount)
        if (problems.length > 0) return problems
        const totalCents = amount.monthlyCents * amount.months
        const owed = owedMinutes(totalCents, rulesOf(context))
        return move('approve', request, 'manager', {
          decision: { ...decided, outcome: 'approved', departs, reasons: answer.reasons ?? proposal.reasons },
          // A smaller grant never asks for more hours than the person can do.
          grant: departs
            ? {
                ...planned,
                ...amount,
                totalCents,
                funding: refunded(planned.funding, totalCents),
                owedMinutes: Math.min(owed, planned.owedMinutes),
              }
            : planned,
        })
      }
      case 'refuse': {
        // Nobody is refused without notice of the reasons and ten days to answer (art. 10-bis).
        if (!afterNotice)
          return move('proposeOtherwise', request, 'manager', {
            proposal: { ...act, outcome: 'refusal', reasons: answer.reasons, grounds: answer.grounds },
          })
        const problems = refusalProblems(file, answer)
        if (problems.length > 0) return problems
        return move('refuse', request, 'manager', {
          decision: {
            ...decided,
            outcome: 'refused',
            reasons: answer.reasons,
            grounds: answer.grounds,
            ...(answer.answers ? { answers: answer.answers } : {}),
          },
        })
      }
      case 'declareInadmissible':
        return move('declareInadmissible', request, 'manager', {
          decision: { ...decided, outcome: 'inadmissible', reasons: answer.reasons },
        })
      case 'sendBack':
        // Where there is nothing else to choose but what was proposed, it may go back again.
        return request.sentBack && request.stage === 'proposed_approval'
          ? [{ field: 'choice', code: 'decision.sentBackOnce' }]
          : move('sendBack', request, 'manager', { sentBack: { ...act, reasons: answer.reasons } })
      case 'abstain':
        return abstention(context, answer.reasons)
    }
  },
}
