import { dayOf } from '../../../domain/base/calendar.ts'
import type { DeskContext } from '../context.ts'
import { destinationWithAccount } from '../../parts/destination.ts'
import { lookUp } from '../../../texts/sentences.ts'
import { type Fact, Prose, type FactList } from '../../../ui/page.tsx'
import type { Grant } from '../../../domain/money/grant.ts'
import { sectionTools } from './section.tsx'
import { staffName } from '../../parts/staff-name.ts'

/** Returns what is granted, from which funds and under which conditions. */
function grantFacts(context: DeskContext, grant: Grant): FactList {
  const { all, labels, f } = sectionTools(context)
  const { funds, programmes } = context.municipality
  return [
    [labels.monthly, f.euro(grant.monthlyCents)],
    [labels.months, String(grant.months)],
    [labels.total, f.euro(grant.totalCents)],
    [labels.programme, programmes.find(({ id }) => id === grant.programme)?.name ?? grant.programme],
    ...grant.funding.map(
      ({ fund, cents }): Fact => [
        labels.fund,
        `${funds.find(({ id }) => id === fund)?.name ?? fund}: ${f.euro(cents)}`,
      ],
    ),
    ...destinationWithAccount(grant, context.language),
    [labels.owed, grant.owedMinutes === 0 ? labels.noHours : f.hours(grant.owedMinutes)],
    grant.hoursWeek !== undefined && [labels.hoursWeek, f.hours(grant.hoursWeek * 60)],
    grant.exemption && [labels.exemption, lookUp(all.asks.exemptions, grant.exemption) ?? grant.exemption],
    grant.limits && [labels.limits, <Prose text={grant.limits} />],
  ]
}

/** Returns the proposal of the case officer. */
export function proposalFacts(context: DeskContext): FactList {
  const { request, m, labels, f } = sectionTools(context)
  const { proposal } = request
  return proposal
    ? [
        [labels.proposed, labels.outcomes[proposal.outcome]],
        [m.file.by, staffName(context, proposal.by)],
        [m.file.on, f.moment(proposal.at)],
        [labels.reasons, <Prose text={proposal.reasons} />],
        // The grant is shown with the decision.
        ...(proposal.grant && !request.grant ? grantFacts(context, proposal.grant) : []),
      ]
    : []
}

/** Returns the decision and its grant. */
export function decisionFacts(context: DeskContext): FactList {
  const { request, m, all, labels, f } = sectionTools(context)
  const { decision, grant } = request
  return decision
    ? [
        [m.file.decision, <strong>{m.file.decided[decision.outcome]}</strong>],
        [m.file.by, staffName(context, decision.by)],
        [m.file.on, f.moment(decision.at)],
        decision.departs && [m.file.departs, all.site.yes],
        [labels.reasons, <Prose text={decision.reasons} />],
        ...Object.entries(decision.answers ?? {}).map(
          ([number, text]): Fact => [m.file.answered({ number: Number(number) }), <Prose text={text} />],
        ),
        ...(grant ? grantFacts(context, grant) : []),
      ]
    : []
}

/** Returns each review of the decision. */
export function reviewFacts(context: DeskContext): FactList {
  const { request, all, m, f } = sectionTools(context)
  return (request.reviews ?? []).flatMap(
    ({ kind, grounds, falseDeclaration, openedAt, openedBy, hearing, ruling }): FactList => [
      [m.file.review({ kind: all.asks.reviewKinds[kind], day: f.day(dayOf(openedAt)) }), <Prose text={grounds} />],
      [m.file.by, staffName(context, openedBy)],
      [m.file.falseDeclaration, falseDeclaration ? all.site.yes : all.site.no],
      hearing && [m.file.hearing, <Prose text={hearing.text} />],
      ruling && [
        m.file.rulingLabel,
        <>
          {m.file.ruling[ruling.upheld ? 'true' : 'false']}
          <Prose text={ruling.reasons} />
        </>,
      ],
    ],
  )
}
