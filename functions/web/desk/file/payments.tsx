import { dayOf } from '../../../domain/base/calendar.ts'
import type { DeskContext } from '../context.ts'
import { statusMessagesOf } from '../../../texts/messages.ts'
import { tools, List, Section } from './section.tsx'

/** Shows the instalments, their state and what holds them. */
export function Payments({ context }: { context: DeskContext }) {
  const { m, labels, f } = tools(context)
  const { payments } = context.file
  const status = statusMessagesOf(context.language)
  return payments.length === 0 ? null : (
    <Section id="payments" title={status.paymentsTitle}>
      <ul class="worklist">
        {[...payments]
          .sort((a, b) => a.instalment - b.instalment)
          .map(({ id, instalment, amountCents, paid, ordered, state, dueOn, clearance, held }) => (
            <li key={id}>
              <span>
                {status.instalment} {instalment}: <strong>{f.euro(amountCents)}</strong>
              </span>
              <span>
                {paid
                  ? status.paidOn({ day: f.day(paid.on) })
                  : ordered
                    ? status.orderedOn({ day: f.day(ordered.on) })
                    : status.states[state]}
              </span>
              <span class="due">{clearance?.reference ?? `${labels.due} ${f.day(dueOn)}`}</span>
              {held && (
                <div>
                  {m.gate.waits({ since: f.day(dayOf(held.since)) })}
                  <List items={held.unmet.map((condition) => m.gate.conditions[condition])} />
                  {m.gate.daily}
                </div>
              )}
            </li>
          ))}
      </ul>
    </Section>
  )
}
