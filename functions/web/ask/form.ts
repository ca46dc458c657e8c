import type { Suggestion } from '../../domain/money/amount.ts'
import type { AskKind } from '../../domain/questions/index.ts'
import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { disputeMessagesOf, matchingMessagesOf, messagesOf } from '../../texts/messages.ts'
import type { Evaluation } from '../../domain/procedure/eligibility.ts'
import type { Problem } from '../../domain/base/problems.ts'
import { type Municipality, type Programme, regulationOf } from '../../domain/municipality/regulation.ts'
import { paymentOf, periodOf, type CaseFile } from '../../domain/file/case-file.ts'
import { timeOf } from '../../domain/base/calendar.ts'
import { entriesIn } from '../../domain/activity/period-hours.ts'
import { plannedIn } from '../../domain/activity/shifts.ts'
import {
  type Control,
  type ControlType,
  errorsAt,
  type FieldError,
  type Form,
  type Option,
  read,
  write,
} from '../../ui/controls.ts'
import { entryLabel } from '../parts/hour-entries.tsx'
import type { Matching } from '../../domain/activity/matching.ts'
import { projectOptions } from '../parts/matching.tsx'
import { profileControls } from '../parts/profile-form.ts'
import type { Ask } from '../../domain/file/ask.ts'

/** What a page about an ask is made from. */
export type AskContext = {
  ask: Ask
  file: CaseFile
  municipality: Municipality
  language: Language
  /** Asked of whoever follows a person that does not answer. */
  inPlaceOfPerson?: boolean
  /** What the regulation says and suggests, for who proposes and who decides. */
  evaluation?: Evaluation
  suggestion?: Suggestion
  /** Where the person may go and why, for who places them. */
  matching?: Matching
}

/** One possible answer, with the questions that come with it. */
export type Choice = { value: string; label: string; controls: Control[] }

type Labels = ReturnType<typeof messagesOf>['asks']['fields']

/** What of a period may be struck out or contested, entry by entry. */
const recordedOptions = ({ ask, file, language }: AskContext): Option[] =>
  entriesIn(file.postings, Number(ask.subject))
    .filter(({ state }) => state === 'recorded')
    .map((entry) => ({ value: entry.id, label: entryLabel(entry, language) }))

/** The answers to an ask that this file leaves open, with their questions: markup and reading both follow from here. */
export function choicesOf(context: AskContext): Choice[] {
  const { ask, file, municipality, language } = context
  const { request } = file
  const { asks, weekdays } = messagesOf(language)
  const { weekday } = formatOf(language)
  const control = (label: keyof Labels, path: string, type: ControlType, rest: Partial<Control> = {}): Control => ({
    path,
    type,
    ...asks.fields[label],
    ...rest,
  })
  const choices = <Labels extends Record<string, string>>(
    labels: Labels,
    of: Record<keyof Labels, Control[]>,
  ): Choice[] =>
    Object.entries<Control[]>(of).map(([value, controls]) => ({ value, label: labels[value] ?? value, controls }))
  /** One text a point: each says what it answers, and may be left empty. */
  const pointControls = (points: readonly string[], label: keyof Labels): Control[] =>
    points.map((point, index) =>
      control(label, `texts.${index + 1}`, 'area', { label: `${index + 1}. ${point}`, optional: true }),
    )
  const except = (list: Choice[], values: readonly (string | false)[]) =>
    list.filter(({ value }) => !values.includes(value))
  const options = (labels: Record<string, string>): Option[] =>
    Object.entries(labels).map(([value, label]) => ({ value, label }))

  switch (ask.kind) {
    case 'assessment': {
      const { options: labels } = asks.kinds.assessment
      const allowed: readonly string[] = regulationOf(municipality, request.regulation).parameters.exemptionReasons
        .value
      const only = (value: keyof typeof asks.ability) => ({
        when: { path: 'work.ability', value, label: asks.ability[value] },
      })
      const waivers: readonly string[] = regulationOf(municipality, request.regulation).parameters.iseeWaivers.value
      const isCommunity = request.application.need.kind === 'community'
      const found = [
        control('findings.interviewOn', 'interviewOn', 'date'),
        control('findings.identity', 'identity', 'radio', { options: options(asks.identity) }),
        control('findings.needs', 'needs', 'area'),
        control('findings.abilities', 'abilities', 'area', { optional: true }),
        control('findings.otherProgrammes', 'otherProgrammes', 'points', { optional: true }),
        ...profileControls(municipality, language, 'profile.').map((each) => ({
          ...each,
          folded: matchingMessagesOf(language).profile,
        })),
      ]
      const work = [
        control('proposeApproval.work.ability', 'work.ability', 'radio', { options: options(asks.ability) }),
        control('proposeApproval.work.maxHours', 'work.maxHours', 'whole', { short: true, ...only('limited') }),
        control('proposeApproval.work.limits', 'work.limits', 'area', only('limited')),
        control('proposeApproval.work.exemption', 'work.exemption', 'radio', {
          options: options(asks.exemptions).filter(({ value }) => allowed.includes(value)),
          ...only('exempt'),
        }),
      ]
      const goes = (value: keyof typeof asks.destinations) => ({
        when: { path: 'destination.to', value, label: asks.destinations[value] },
      })
      const destination = [
        control('destination.to', 'destination.to', 'radio', { optional: true, options: options(asks.destinations) }),
        control('destination.name', 'destination.name', 'text', goes('payee')),
        control('destination.iban', 'destination.iban', 'text', goes('payee')),
        control('destination.taxCode', 'destination.taxCode', 'text', { optional: true, ...goes('payee') }),
        control('destination.code', 'destination.code', 'text', { optional: true, short: true, ...goes('payee') }),
        control('destination.reasons', 'destination.reasons', 'area', goes('payee')),
        control('destination.kind', 'destination.kind', 'radio', {
          options: options(asks.advantages),
          ...goes('advantage'),
        }),
        control('destination.provider', 'destination.provider', 'text', goes('advantage')),
        control('destination.description', 'destination.description', 'area', goes('advantage')),
      ]
      const programmes = (...kinds: Programme['kind'][]): Option[] =>
        municipality.programmes
          .filter(({ kind }) => kinds.includes(kind))
          .map(({ id, name, partner }) => ({
            value: id,
            label: name,
            ...(partner ? { hint: asks.withPartner({ name: partner.name }) } : {}),
          }))
      const all = choices(labels, {
        proposeApproval: [
          ...found,
          control('proposeApproval.waiver', 'waiver', 'radio', {
            optional: true,
            options: options(asks.waivers).filter(({ value }) => waivers.includes(value)),
          }),
          control('proposeApproval.expenseCents', 'expenseCents', 'euro', { optional: true, short: true }),
          control('proposeApproval.kind', 'kind', 'radio', { optional: true, options: options(asks.grantKinds) }),
          control('proposeApproval.monthlyCents', 'monthlyCents', 'euro', { short: true }),
          control('proposeApproval.months', 'months', 'whole', { short: true }),
          control('proposeApproval.programme', 'programme', 'radio', {
            options: programmes('socialBarter', 'targetGroup'),
          }),
          control('proposeApproval.fund', 'fund', 'radio', {
            options: municipality.funds.map(({ id, name }) => ({ value: id, label: name })),
          }),
          control('proposeApproval.also.fund', 'also.0.fund', 'radio', {
            optional: true,
            options: [
              { value: '', label: asks.noOtherFund },
              ...municipality.funds.map(({ id, name }) => ({ value: id, label: name })),
            ],
          }),
          control('proposeApproval.also.cents', 'also.0.cents', 'euro', { optional: true, short: true }),
          control('proposeApproval.plan', 'plan', 'radio', { optional: true, options: options(asks.plans) }),
          ...destination,
          ...work,
          control('proposeApproval.reasons', 'reasons', 'area'),
        ],
        enrol: [
          ...found,
          control('proposeApproval.programme', 'programme', 'radio', {
            options: programmes('communityProject', 'insertion'),
          }),
          control('enrol.months', 'months', 'whole', { short: true }),
          control('enrol.hoursWeek', 'hoursWeek', 'whole', { short: true }),
          ...work,
          control('proposeApproval.reasons', 'reasons', 'area'),
        ],
        // Somebody may be refused without having been met; whoever was met has it on record.
        proposeRefusal: [
          control('proposeRefusal.grounds', 'grounds', 'points'),
          ...found.slice(0, 3).map((each) => ({ ...each, optional: true })),
        ],
        requestIntegration: [control('requestIntegration.items', 'items', 'points')],
        proposeInadmissibility: [control('proposeInadmissibility.reasons', 'reasons', 'area')],
        abstain: [control('abstain.reasons', 'reasons', 'area')],
      })
      // The term is suspended once at most (L. 241/1990 art. 2(7)).
      return except(all, [request.suspension !== undefined && 'requestIntegration', isCommunity && 'proposeApproval'])
    }
    case 'integration': {
      const answers = pointControls(request.integration?.items ?? [], 'integration.text')
      return choices(asks.kinds.integration.options, { send: answers, keep: answers })
    }
    case 'observations':
      return choices(asks.kinds.observations.options, {
        send: pointControls(request.notices?.at(-1)?.grounds ?? [], 'observations.text'),
        none: [],
      })
    case 'decision': {
      const reasons = control('decision.reasons', 'reasons', 'area')
      const notice = request.stage === 'observations' ? request.notices?.at(-1) : undefined
      const refusal = notice
        ? [
            control('refuse.grounds', 'grounds', 'checks', {
              options: notice.grounds.map((ground) => ({ value: ground, label: ground })),
            }),
            ...Object.keys(notice.observations?.texts ?? {}).map((number) =>
              control('refuse.answers', `answers.${number}`, 'area', {
                label: asks.answerTo({ ground: notice.grounds[Number(number) - 1] ?? number }),
                optional: false,
              }),
            ),
          ]
        : [control('proposeRefusal.grounds', 'grounds', 'points')]
      const all = choices(asks.kinds.decision.options, {
        approve: [
          control('approve.monthlyCents', 'monthlyCents', 'euro', { short: true, optional: true }),
          control('approve.months', 'months', 'whole', { short: true, optional: true }),
          control('approve.reasons', 'reasons', 'area', { optional: true }),
        ],
        refuse: [...refusal, reasons],
        sendBack: [control('sendBack.reasons', 'reasons', 'area')],
        declareInadmissible: [reasons],
        abstain: [control('abstain.reasons', 'reasons', 'area')],
      })
      const isInadmissible = request.proposal?.outcome === 'inadmissibility'
      return except(all, [
        !request.proposal?.grant && 'approve',
        isInadmissible ? 'refuse' : 'declareInadmissible',
        request.sentBack !== undefined && request.stage === 'proposed_approval' && 'sendBack',
      ])
    }
    case 'concurrence':
      return choices(asks.kinds.concurrence.options, {
        agree: [control('verify.note', 'note', 'area', { optional: true })],
        object: [control('concurrence.reasons', 'reasons', 'area')],
      })
    case 'hearing':
      return choices(asks.kinds.hearing.options, { send: [control('hearing.text', 'text', 'area')], none: [] })
    case 'ruling': {
      const reasons = [control('ruling.reasons', 'reasons', 'area')]
      const isWarning = request.reviews?.some(
        ({ number, kind }) => kind === 'warning' && String(number) === ask.subject.split('-')[0],
      )
      return choices(isWarning ? disputeMessagesOf(language).warning.ruling.options : asks.kinds.ruling.options, {
        uphold: reasons,
        dismiss: reasons,
        abstain: [control('abstain.reasons', 'reasons', 'area')],
      })
    }
    case 'referral':
      return choices(asks.kinds.referral.options, {
        accept: [control('verify.note', 'note', 'area', { optional: true })],
        decline: [control('referral.reasons', 'reasons', 'area')],
      })
    case 'conclusion':
      return choices(asks.kinds.conclusion.options, {
        conclude: [
          control('conclude.result', 'result', 'radio', { options: options(asks.conclusions) }),
          control('conclude.report', 'report', 'area'),
        ],
      })
    case 'placement':
      return choices(asks.kinds.placement.options, {
        place: [
          control('place.project', 'project', 'radio', { options: projectOptions(context) }),
          control('place.startsOn', 'startsOn', 'date'),
          control('place.weekdays', 'weekdays', 'weekdays', {
            options: weekdays.map((label, index) => ({ value: String(index + 1), label })),
          }),
          control('place.at', 'at', 'time', { optional: true, short: true }),
          control('place.minutesADay', 'minutesADay', 'duration'),
          control('place.overrides', 'overrides', 'area', { optional: true }),
          control('place.note', 'note', 'area', { optional: true }),
        ],
      })
    case 'agreement':
      return choices(asks.kinds.agreement.options, {
        accept: [],
        decline: [control('decline.reasons', 'reasons', 'area')],
      })
    case 'insurance':
      return choices(asks.kinds.insurance.options, {
        confirm: [
          control('confirm.policy', 'policy', 'text'),
          control('confirm.coverFrom', 'coverFrom', 'date'),
          control('confirm.coverTo', 'coverTo', 'date'),
        ],
      })
    case 'timesheet': {
      const period = periodOf(file, Number(ask.subject))
      const entries = entriesIn(file.postings, Number(ask.subject))
      const days = period ? plannedIn(municipality, file, period) : []
      const rows = days
        .filter(({ on }) => !entries.some((entry) => entry.on === on))
        .map(({ on, starts, minutes }) => ({
          value: on,
          label: weekday(on),
          planned: { from: timeOf(starts), minutes },
        }))
      const wrong = recordedOptions(context)
      const all = choices(asks.kinds.timesheet.options, {
        hours: [
          control('hours.days', 'days', 'timesheet', { options: rows }),
          control('hours.days', 'absences', 'absences', { options: rows }),
          ...(wrong.length > 0
            ? [
                control('hours.struck', 'struck', 'checks', { options: wrong, optional: true }),
                control('hours.reasons', 'reasons', 'area', { optional: true }),
              ]
            : []),
          control('hours.note', 'note', 'area', { optional: true }),
        ],
        none: [control('none.reasons', 'reasons', 'area')],
      })
      return except(all, [entries.length > 0 && 'none'])
    }
    case 'verification': {
      const recorded = recordedOptions(context)
      const all = choices(asks.kinds.verification.options, {
        verify: [control('verify.note', 'note', 'area', { optional: true })],
        contest: [
          control('contest.entries', 'entries', 'checks', { options: recorded }),
          control('contest.reasons', 'reasons', 'area'),
        ],
      })
      return except(all, [recorded.length === 0 && 'contest'])
    }
    case 'dispute': {
      const reasons = control('dispute.reasons', 'reasons', 'area')
      const isOfHours = request.disputes?.some(
        ({ number, minutes }) => String(number) === ask.subject && minutes !== undefined,
      )
      return choices(asks.kinds.dispute.options, {
        uphold: [...(isOfHours ? [control('uphold.minutes', 'minutes', 'duration', { optional: true })] : []), reasons],
        dismiss: [reasons],
      })
    }
    case 'outcome':
      return choices(asks.kinds.outcome.options, {
        ordered: [
          control('ordered.orderedOn', 'orderedOn', 'date'),
          control('ordered.order', 'order', 'text', { short: true }),
        ],
        paid: [control('paid.paidOn', 'paidOn', 'date'), control('paid.order', 'order', 'text', { short: true })],
        returned: [control('returned.reasons', 'reasons', 'area')],
      })
    case 'account':
      return except(
        choices(asks.kinds.account.options, {
          account: [control('account.iban', 'iban', 'text')],
          again: [control('again.reasons', 'reasons', 'area')],
        }),
        [paymentOf(file, Number(ask.subject.split('-')[0]))?.method === 'advantage' ? 'account' : 'again'],
      )
  }
}

/** Questions with one answer only are asked without a choice: what has to be filled in is the person's act. */
export const SINGLE: readonly AskKind[] = ['placement', 'insurance', 'account', 'conclusion']

/** Questions that come with every answer alike: asked once, whatever is chosen. */
export const sharedControls = (choices: readonly Choice[]): Control[] | undefined => {
  const [first, ...others] = choices.map(({ controls }) => controls)
  return first && others.length > 0 && others.every((controls) => controls === first) ? first : undefined
}

const chosenIn = (context: AskContext, form: URLSearchParams): { choice: Choice; prefix: string } | undefined => {
  const choices = choicesOf(context)
  const choice = choices.find(({ value }) => value === form.get('choice'))
  return choice && { choice, prefix: sharedControls(choices) ? '' : `${choice.value}.` }
}

/** Further funds as a list, as the answer has them: a form has room for one, and it counts once something of it is filled in. */
function withFunds({ also, ...value }: Record<string, unknown>): Record<string, unknown> {
  const rows = Object.values(also ?? {}).filter((row) => Object.values(row ?? {}).some((part) => part !== undefined))
  return { ...value, ...(rows.length > 0 ? { also: rows } : {}) }
}

/** Where the money goes, as the answer has it: not at all, where nothing was chosen. */
function withDestination({ destination, ...value }: Record<string, unknown>): Record<string, unknown> {
  const isChosen = Object.values(destination ?? {}).some((part) => part !== undefined)
  return { ...value, ...(isChosen ? { destination } : {}) }
}

/** Without a profile in which nothing is said, where there is none to be emptied. */
function withProfile({ file }: AskContext, { profile, ...value }: Record<string, unknown>): Record<string, unknown> {
  const isBlank = Object.values(profile ?? {}).every((part) => Array.isArray(part) && part.length === 0)
  return isBlank && !file.request.profile ? value : { ...value, profile }
}

/** What a form answers: the chosen answer with its own fields, and nothing of the others. */
export function readAnswer(context: AskContext, form: URLSearchParams): unknown {
  const chosen = chosenIn(context, form)
  if (!chosen) return {}
  const value = withDestination(withFunds(read(chosen.choice.controls, form, chosen.prefix)))
  return { choice: chosen.choice.value, ...('profile' in value ? withProfile(context, value) : value) }
}

/** The problems of an answer, at the fields of the chosen one. */
export function answerErrors(context: AskContext, values: URLSearchParams, problems: readonly Problem[]): FieldError[] {
  const chosen = chosenIn(context, values)
  const form: Pick<Form, 'language' | 'values'> = { language: context.language, values }
  const choice: Control[] = [{ path: 'choice', type: 'radio', label: messagesOf(context.language).asks.question }]
  return problems.flatMap((problem) =>
    problem.field === 'choice' || !chosen
      ? errorsAt([problem], choice, form)
      : errorsAt([problem], chosen.choice.controls, form, chosen.prefix),
  )
}

/** The payment that a question about its outcome is about. */
const outcomeOf = ({ ask, file }: AskContext) =>
  ask.kind === 'outcome' ? paymentOf(file, Number(ask.subject.split('-')[0])) : undefined

/**
 * The answers that are offered now: what was ordered, or is no money, is not to be ordered. A form sent twice may still say so,
 * and is understood.
 */
export function offeredTo(context: AskContext): Choice[] {
  const payment = outcomeOf(context)
  return choicesOf(context).filter(
    ({ value }) => value !== 'ordered' || !(payment?.ordered || payment?.method === 'advantage'),
  )
}

/** The form with what was kept of an answer that is not sent yet. */
export function keptForm(context: AskContext): Form {
  const choices = choicesOf(context)
  const { ordered } = outcomeOf(context) ?? {}
  const { profile } = context.file.request
  const values = new URLSearchParams([
    ...write(
      choices.flatMap(({ controls }) => controls),
      { texts: context.ask.kept ?? {} },
    ),
    // What is known of the person is there to be changed, whichever answer it comes with.
    ...(profile && context.ask.kind === 'assessment'
      ? choices.flatMap(({ value, controls }) => [...write(controls, { profile }, `${value}.`)])
      : []),
    ...(ordered ? [['paid.order', ordered.order]] : []),
  ])
  return { language: context.language, values, errors: [] }
}
