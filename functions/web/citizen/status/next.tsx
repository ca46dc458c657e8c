import type { Language } from '../../../domain/base/languages.ts'
import { type Format, formatOf } from '../../../texts/format.ts'
import { statusMessagesOf } from '../../../texts/messages.ts'
import { endingOf } from '../../../domain/procedure/lifecycle.ts'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import { workflowOf } from '../../../domain/questions/index.ts'
import { paymentOfAsk } from '../../../domain/questions/subjects.ts'
import { Notice } from '../../../ui/page.tsx'
import type { Ask } from '../../../domain/file/ask.ts'
import type { StatusContext } from './context.ts'

/** Returns what the file waits for if no question is open. */
function waitOf({ request }: CaseFile, language: Language, { day }: Format): string {
  const { waits } = statusMessagesOf(language)
  const end = endingOf(request.stage)
  if (end) return waits[end]
  if (request.stage === 'closed') return waits.closed
  if (request.stage === 'insured' && request.startsOn) return waits.start({ day: day(request.startsOn) })
  if (request.stage === 'approved' && request.queuedAt) return waits.money
  const period = request.periods.find((each) => !each.settledAt)
  const standing = request.interruptions?.find(({ to }) => to === undefined)
  if (request.stage === 'suspended' && standing) return waits.suspended({ from: day(standing.from) })
  if (request.stage === 'active' && request.endedEarly) return waits.endsEarly({ on: day(request.endedEarly.on) })
  if (request.stage === 'active' && period)
    return request.grant?.owedMinutes === 0
      ? waits.exempt({ to: day(period.to) })
      : waits.activity({ from: day(period.from), to: day(period.to) })
  return request.stage === 'completed' ? waits.payment : waits.preparing
}

/** Returns when an ordered payment arrives; undefined before the order. */
function orderedNews(ask: Ask, file: CaseFile, language: Language): string | undefined {
  const payment = workflowOf(ask, file).machine === 'payment' ? paymentOfAsk({ file, ask }) : undefined
  if (!payment?.ordered) return undefined
  const { transfer, cash } = statusMessagesOf(language).orderedNews
  return (payment.method === 'cash' ? cash : transfer)({ day: formatOf(language).day(payment.ordered.on) })
}

type NextProps = { context: StatusContext; asks: readonly Ask[] }

/** Renders the next steps with their dates and actors, the citizen’s own first. */
export function NextStepSection({ context: { file, language }, asks }: NextProps) {
  const m = statusMessagesOf(language)
  const f = formatOf(language)
  const mine = asks.filter((ask) => ask.to.role === 'citizen')
  const others = asks.filter((ask) => ask.to.role !== 'citizen')
  const { suspension } = file.request
  return (
    <section aria-labelledby="now">
      <h2 id="now">{m.nowTitle}</h2>
      {mine.length > 0 && (
        <Notice kind="warning" title={m.forYou}>
          {mine.map((ask) => (
            <p key={ask.id}>
              {m.questions[ask.kind]} <strong>{m.byWhen({ day: f.day(ask.dueOn) })}</strong>
            </p>
          ))}
          <p>{m.weWrote}</p>
          <form method="post">
            <button class="btn btn-outline-primary" type="submit" name="action" value="resend">
              {m.resend}
            </button>
          </form>
        </Notice>
      )}
      {others.map((ask) => (
        <p key={ask.id}>
          {orderedNews(ask, file, language) ?? `${m.questions[ask.kind]} ${m.byWhen({ day: f.day(ask.dueOn) })}`}
        </p>
      ))}
      {asks.length === 0 && <p>{waitOf(file, language, f)}</p>}
      {suspension && !suspension.to && <p>{m.suspended({ day: f.day(suspension.from) })}</p>}
    </section>
  )
}
