import { formatOf } from '../../../texts/format.ts'
import { disputeMessagesOf, messagesOf, statusMessagesOf } from '../../../texts/messages.ts'
import { destinationFacts } from '../../parts/destination.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { regulationOf } from '../../../domain/municipality/regulation.ts'
import { Facts, Prose } from '../../../ui/page.tsx'
import { DueDate } from '../../parts/term.tsx'
import type { StatusContext } from './context.ts'

/** Shows the decision, its reasons and the remedies. */
export function DecisionSection({ context: { file, municipality, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  const f = formatOf(language)
  const { decision, grant } = file.request
  if (!decision) return null
  const rules = regulationOf(municipality, decision.regulation)
  const decider = municipality.staff.find((member) => member.id === decision.by)
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{m.decisionTitle}</h2>
      <p>
        <strong>{m.decided[decision.outcome]}</strong>
      </p>
      <Facts
        facts={[
          grant && [
            m.granted,
            grant.months === 1
              ? f.euro(grant.totalCents)
              : m.grantedMonthly({
                  total: f.euro(grant.totalCents),
                  monthly: f.euro(grant.monthlyCents),
                  count: grant.months,
                }),
          ],
          ...(grant ? destinationFacts(grant, language) : []),
          [m.decidedOn, f.day(dayOf(decision.at))],
          // An act states the prescribed and the actual time (L. 241/1990 art. 2(9-quinquies)).
          [m.term, <DueDate request={file.request} municipality={municipality} language={language} />],
          decider && [m.decidedBy, `${decider.firstName} ${decider.lastName}`],
          [m.reasons, <Prose text={decision.reasons} />],
          decision.grounds && [
            m.grounds,
            <ul>
              {decision.grounds.map((ground) => (
                <li key={ground}>{ground}</li>
              ))}
            </ul>,
          ],
          decision.answers && [
            m.answersTitle,
            <ul>
              {Object.entries(decision.answers).map(([number, text]) => (
                <li key={number}>{text}</li>
              ))}
            </ul>,
          ],
          [m.rules, `${rules.title} (${rules.version})`],
        ]}
      />
      <h3>{m.remediesTitle}</h3>
      <p>{m.remedies({ court: municipality.office.court })}</p>
      <p>{m.remediesHelp}</p>
    </section>
  )
}

/** Shows each review of the decision: why, and how it ended. */
export function ReviewsSection({ context: { file, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  const { asks } = messagesOf(language)
  const { warning } = disputeMessagesOf(language)
  const f = formatOf(language)
  return (file.request.reviews ?? []).map(({ number, kind, grounds, openedAt, ruling }) => (
    <section aria-labelledby={`review-${number}`} key={number}>
      <h2 id={`review-${number}`}>{kind === 'warning' ? warning.reviewTitle : m.reviewTitle}</h2>
      {ruling && (
        <p>
          <strong>{!ruling.upheld ? m.dismissed : kind === 'warning' ? warning.given : m.upheld}</strong>
        </p>
      )}
      <Facts
        facts={[
          [asks.facts.review, asks.reviewKinds[kind]],
          [m.reviewOpened, f.day(dayOf(openedAt))],
          [m.grounds, <Prose text={grounds} />],
          ruling && [m.reasons, <Prose text={ruling.reasons} />],
        ]}
      />
    </section>
  ))
}
