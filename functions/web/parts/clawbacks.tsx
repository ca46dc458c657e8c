import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { clawbackMessagesOf } from '../../texts/messages.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import { overdueOf, openCents, receivedCents } from '../../domain/money/clawback.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { Columns } from '../../ui/table.tsx'
import type { Clawback } from '../../domain/file/clawback.ts'
import type { Request } from '../../domain/file/request.ts'

type Props = { clawback: Clawback; today?: string | undefined; language: Language; forPerson: boolean }

/** Renders a clawback: amount, reasons, due dates and receipts. */
function OneClawback({ clawback, today, language, forPerson }: Props) {
  const m = clawbackMessagesOf(language)
  const f = formatOf(language)
  const { number, cause, cents, since, reasons, how, plan, receipts, openedAt, waived, closedAt } = clawback
  const late = today === undefined ? undefined : overdueOf(clawback, today)
  const isAsked = cause !== 'returned_by_person'
  return (
    <>
      {closedAt && <p>{waived ? m.waived : m.closed}</p>}
      {late && (
        <p>
          <strong>{m.late({ amount: f.euro(late.cents), day: f.day(late.since) })}</strong>
        </p>
      )}
      <Facts
        facts={[
          [m.causeLabel, m.cause[cause]],
          [m.amount, f.euro(cents)],
          isAsked && [m.openedOn, f.day(dayOf(openedAt))],
          since && [m.since, f.day(since)],
          [m.reasons, <Prose text={reasons} />],
          how && !closedAt && [m.how, <Prose text={how} />],
          isAsked && [m.received, f.euro(receivedCents(clawback))],
          !closedAt && [m.open, <strong>{f.euro(openCents(clawback))}</strong>],
          waived && !forPerson && [m.waived, <Prose text={waived.reasons} />],
        ]}
      />
      {plan.length > 0 && (
        <table class="table" id={`plan-${number}`}>
          <caption>{m.planTitle}</caption>
          <Columns names={[m.instalment, m.dueOn, m.amount]} />
          <tbody>
            {plan.map((each) => (
              <tr key={each.number}>
                <td>{each.number}</td>
                <td>{f.day(each.dueOn)}</td>
                <td>{f.euro(each.cents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {receipts.length > 0 && (
        <table class="table">
          <caption>{m.receiptsTitle}</caption>
          <Columns names={[m.paidOn, m.amount, m.reference]} />
          <tbody>
            {receipts.map((each) => (
              <tr key={each.id}>
                <td>{f.day(each.on)}</td>
                <td>{f.euro(each.cents)}</td>
                <td>{each.reference}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {forPerson && isAsked && !closedAt && (
        <>
          <p>{m.law}</p>
          <p>{m.nobodyPunishes}</p>
          <p>{m.object}</p>
        </>
      )}
    </>
  )
}

type ClawbacksProps = {
  request: Pick<Request, 'clawbacks'>
  /** The current day, by which late instalments are marked; without it none is. */
  today?: string | undefined
  language: Language
  forPerson?: boolean
}

/** Renders the clawbacks of a request, if it has any. */
export function Clawbacks({ request: { clawbacks = [] }, today, language, forPerson = false }: ClawbacksProps) {
  if (clawbacks.length === 0) return null
  return (
    <section aria-labelledby="clawbacks">
      <h2 id="clawbacks">{clawbackMessagesOf(language).title}</h2>
      {clawbacks.map((clawback) => (
        <OneClawback
          key={clawback.number}
          clawback={clawback}
          today={today}
          language={language}
          forPerson={forPerson}
        />
      ))}
    </section>
  )
}
