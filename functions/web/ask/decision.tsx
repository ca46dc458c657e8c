import { messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { EvaluationDetails } from '../parts/evaluation.tsx'
import { applicationSummary, exchanges, grantFacts, askTools } from './facts.tsx'
import { staffName } from '../parts/staff-name.ts'
import { choicesFrom, controlsIn, withoutChoices, type QuestionView } from './view.ts'

/** The page on which the manager decides. */
export const decision: QuestionView = {
  needs: ['evaluation'],
  choices: (context) => {
    const { file, language } = context
    const { request } = file
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
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
    const all = choicesFrom(asks.kinds.decision.options, {
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
    return withoutChoices(all, [
      !request.proposal?.grant && 'approve',
      isInadmissible ? 'refuse' : 'declareInadmissible',
      request.sentBack !== undefined && request.stage === 'proposed_approval' && 'sendBack',
    ])
  },
  facts: (context) => {
    const { request, m, labels, rules, municipality } = askTools(context)
    const { evaluation, language } = context
    const { proposal } = request
    const isManagersOwn = municipality.staff.some(({ id, role }) => id === proposal?.by && role === 'manager')
    return (
      <>
        <p>{request.stage === 'observations' ? m.kinds.decision.afterNotice : m.kinds.decision.beforeNotice}</p>
        {proposal && (
          <>
            <h2>{isManagersOwn ? labels.notice : labels.proposal}</h2>
            <Facts
              facts={[
                [labels.proposed, labels.outcomes[proposal.outcome]],
                ...(proposal.grant ? grantFacts(context, proposal.grant) : []),
                [labels.reasons, <Prose text={proposal.reasons} />],
                [labels.proposalBy, staffName(context, proposal.by)],
                [labels.regulation, `${rules.title} (${rules.version})`],
              ]}
            />
          </>
        )}
        {evaluation && <EvaluationDetails evaluation={evaluation} language={language} />}
        <Facts facts={[...applicationSummary(context, false), ...exchanges(context)]} />
      </>
    )
  },
}
