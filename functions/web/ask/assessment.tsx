import { grantKindOf } from '../../domain/file/application.ts'
import { type Programme, regulationOf } from '../../domain/municipality/regulation.ts'
import { matchingMessagesOf, messagesOf } from '../../texts/messages.ts'
import type { Option } from '../../ui/controls.ts'
import { Facts } from '../../ui/page.tsx'
import { EvaluationDetails, SuggestionDetails } from '../parts/evaluation.tsx'
import { profileControls } from '../parts/profile-form.ts'
import { applicationSummary, exchanges, askTools } from './facts.tsx'
import { type AskContext, choicesFrom, controlsIn, withoutChoices, optionsFrom, type QuestionView } from './view.ts'

/** Returns the further fund of a form as a list, empty if none of its fields is filled in. */
function withFunds({ also, ...value }: Record<string, unknown>): Record<string, unknown> {
  const rows = Object.values(also ?? {}).filter((row) => Object.values(row ?? {}).some((part) => part !== undefined))
  return { ...value, ...(rows.length > 0 ? { also: rows } : {}) }
}

/** Leaves out the destination if none was chosen. */
function withDestination({ destination, ...value }: Record<string, unknown>): Record<string, unknown> {
  const isChosen = Object.values(destination ?? {}).some((part) => part !== undefined)
  return { ...value, ...(isChosen ? { destination } : {}) }
}

/** Leaves out an empty profile, unless it empties an earlier one. */
function withProfile({ file }: AskContext, { profile, ...value }: Record<string, unknown>): Record<string, unknown> {
  const isBlank = Object.values(profile ?? {}).every((part) => Array.isArray(part) && part.length === 0)
  return profile === undefined || (isBlank && !file.request.profile) ? value : { ...value, profile }
}

/** The page on which a social worker assesses an application. */
export const assessment: QuestionView = {
  needs: ['evaluation'],
  choices: (context) => {
    const { file, municipality, language } = context
    const { request } = file
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    const { options: labels } = asks.kinds.assessment
    const allowed: readonly string[] = regulationOf(municipality, request.regulation).parameters.exemptionReasons.value
    const only = (value: keyof typeof asks.ability) => ({
      when: { path: 'work.ability', value, label: asks.ability[value] },
    })
    const waivers: readonly string[] = regulationOf(municipality, request.regulation).parameters.iseeWaivers.value
    const isCommunity = request.application.need.kind === 'community'
    const found = [
      control('findings.interviewOn', 'interviewOn', 'date'),
      control('findings.identity', 'identity', 'radio', { options: optionsFrom(asks.identity) }),
      control('findings.needs', 'needs', 'area'),
      control('findings.abilities', 'abilities', 'area', { optional: true }),
      control('findings.otherProgrammes', 'otherProgrammes', 'points', { optional: true }),
      ...profileControls(municipality, language, 'profile.').map((each) => ({
        ...each,
        folded: matchingMessagesOf(language).profile,
      })),
    ]
    const work = [
      control('proposeApproval.work.ability', 'work.ability', 'radio', { options: optionsFrom(asks.ability) }),
      control('proposeApproval.work.maxHours', 'work.maxHours', 'whole', { short: true, ...only('limited') }),
      control('proposeApproval.work.limits', 'work.limits', 'area', only('limited')),
      control('proposeApproval.work.exemption', 'work.exemption', 'radio', {
        options: optionsFrom(asks.exemptions).filter(({ value }) => allowed.includes(value)),
        ...only('exempt'),
      }),
    ]
    const goes = (value: keyof typeof asks.destinations) => ({
      when: { path: 'destination.to', value, label: asks.destinations[value] },
    })
    const destination = [
      control('destination.to', 'destination.to', 'radio', { optional: true, options: optionsFrom(asks.destinations) }),
      control('destination.name', 'destination.name', 'text', goes('payee')),
      control('destination.iban', 'destination.iban', 'text', goes('payee')),
      control('destination.taxCode', 'destination.taxCode', 'text', { optional: true, ...goes('payee') }),
      control('destination.code', 'destination.code', 'text', { optional: true, short: true, ...goes('payee') }),
      control('destination.reasons', 'destination.reasons', 'area', goes('payee')),
      control('destination.kind', 'destination.kind', 'radio', {
        options: optionsFrom(asks.advantages),
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
    const all = choicesFrom(labels, {
      proposeApproval: [
        ...found,
        control('proposeApproval.waiver', 'waiver', 'radio', {
          optional: true,
          options: optionsFrom(asks.waivers).filter(({ value }) => waivers.includes(value)),
        }),
        control('proposeApproval.expenseCents', 'expenseCents', 'euro', { optional: true, short: true }),
        control('proposeApproval.kind', 'kind', 'radio', { optional: true, options: optionsFrom(asks.grantKinds) }),
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
        control('proposeApproval.plan', 'plan', 'radio', { optional: true, options: optionsFrom(asks.plans) }),
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
      // A refusal needs no interview, but an interview is recorded.
      proposeRefusal: [
        control('proposeRefusal.grounds', 'grounds', 'points'),
        ...found.slice(0, 3).map((each) => ({ ...each, optional: true })),
      ],
      requestIntegration: [control('requestIntegration.items', 'items', 'points')],
      proposeInadmissibility: [control('proposeInadmissibility.reasons', 'reasons', 'area')],
      abstain: [control('abstain.reasons', 'reasons', 'area')],
    })
    // The term is suspended once at most (L. 241/1990 art. 2(7)).
    return withoutChoices(all, [
      request.suspension !== undefined && 'requestIntegration',
      isCommunity && 'proposeApproval',
    ])
  },
  facts: (context) => {
    const { rules, labels, f, request } = askTools(context)
    const { evaluation, suggestion, language } = context
    const { monthlyCents, durationMonths, grantMaxCents } = rules.parameters
    const kind = grantKindOf(request.application.need)
    return (
      <>
        {evaluation && <EvaluationDetails evaluation={evaluation} language={language} />}
        {suggestion && <SuggestionDetails suggestion={suggestion} language={language} />}
        <Facts
          facts={[
            ...applicationSummary(context, true),
            ...exchanges(context),
            [
              labels.rules,
              <>
                {kind === 'ordinary' && (
                  <>
                    {labels.rulesMonthly({
                      min: f.euro(monthlyCents.value.min),
                      max: f.euro(monthlyCents.value.max),
                      count: durationMonths.value,
                    })}{' '}
                    <cite>{monthlyCents.article}</cite>
                    <br />
                  </>
                )}
                {labels.rulesTotal({ max: f.euro(grantMaxCents.value[kind]) })} <cite>{grantMaxCents.article}</cite>
              </>,
            ],
          ]}
        />
      </>
    )
  },
  // The known profile is prefilled for every answer.
  prefill: ({ file }) => ({ profile: file.request.profile }),
  tidy: (value, context) => withProfile(context, withDestination(withFunds(value))),
}
