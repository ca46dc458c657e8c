import { dayOf } from '../../../domain/base/calendar.ts'
import type { DeskContext } from '../context.ts'
import { statusMessagesOf } from '../../../texts/messages.ts'
import { sectionTools, PlainList, FileSection } from './section.tsx'

/** Renders the instalments, their state and unmet conditions. */
export function FilePayments({ context }: { context: DeskContext }) {
  const { m, labels, f } = sectionTools(context)
  const { payments } = context.file
  const status = statusMessagesOf(context.language)
  return payments.length === 0 ? null : (
    <FileSection id="payments" title={status.paymentsTitle}>
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
                  <PlainList items={held.unmet.map((condition) => m.gate.conditions[condition])} />
                  {m.gate.daily}
                </div>
              )}
            </li>
          ))}
      </ul>
    </FileSection>
  )
}
