import { formatOf } from '../../../texts/format.ts'
import { statusMessagesOf } from '../../../texts/messages.ts'
import { Facts, link } from '../../../ui/page.tsx'
import { Columns } from '../../../ui/table.tsx'
import type { StatusContext } from './context.ts'

/** Shows the instalments and their state. */
export function OwnPayments({ context: { file, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  const f = formatOf(language)
  if (file.payments.length === 0) return null
  return (
    <section aria-labelledby="payments">
      <h2 id="payments">{m.paymentsTitle}</h2>
      <table class="table">
        <Columns names={[m.instalment, m.amount, m.state]} />
        <tbody>
          {[...file.payments]
            .sort((a, b) => a.instalment - b.instalment)
            .map((payment) => (
              <tr key={payment.id}>
                <td>{payment.instalment}</td>
                <td>{f.euro(payment.amountCents)}</td>
                <td>
                  {payment.paid
                    ? m.paidOn({ day: f.day(payment.paid.on) })
                    : payment.ordered
                      ? m.orderedOn({ day: f.day(payment.ordered.on) })
                      : m.states[payment.state]}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

/** Shows which line of the public list is the person’s own: nobody else learns it. */
export function PublicLine({ context: { line, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  if (!line) return null
  return (
    <section aria-labelledby="public">
      <h2 id="public">{m.publicTitle}</h2>
      <p>{m.publicLead({ year: line.year })}</p>
      <Facts facts={[[m.publicCode, <code key="code">{line.pseudonym}</code>]]} />
      <p>
        <a href={link(`/transparency/${line.year}`, language)}>{m.publicLink({ year: line.year })}</a>
      </p>
    </section>
  )
}
