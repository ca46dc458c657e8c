import { absenceOn } from '../../domain/hours/absences.ts'
import { disputeOfAsk } from '../../domain/questions/subjects.ts'
import { disputeMessagesOf, messagesOf } from '../../texts/messages.ts'
import { Facts, Prose } from '../../ui/page.tsx'
import { NumberedList, personName, placeFacts, askTools } from './facts.tsx'
import { choicesFrom, controlsIn, type QuestionView } from './view.ts'

/** The page on which a dispute about hours is ruled on. */
export const dispute: QuestionView = {
  choices: (context) => {
    const { language } = context
    const { asks } = messagesOf(language)
    const control = controlsIn(language)
    const reasons = control('dispute.reasons', 'reasons', 'area')
    const isOfHours = disputeOfAsk(context)?.dispute.minutes !== undefined
    return choicesFrom(asks.kinds.dispute.options, {
      uphold: [...(isOfHours ? [control('uphold.minutes', 'minutes', 'duration', { optional: true })] : []), reasons],
      dismiss: [reasons],
    })
  },
  facts: (context) => {
    const { labels, f } = askTools(context)
    const m = disputeMessagesOf(context.language)
    const found = disputeOfAsk(context)
    if (!found) return null
    const { dispute, entry } = found
    const recorded = entry.shift?.recorded === 'dispute' ? undefined : f.hours(entry.postings[0]?.minutes ?? 0)
    const changes = entry.postings.flatMap(({ reasons }) => reasons ?? [])
    const own = absenceOn(context.file.postings, dispute.on)
    return (
      <Facts
        facts={[
          [labels.person, personName(context.file.request.application)],
          ...placeFacts(context, dispute.on),
          [m.facts.day, f.weekday(dispute.on)],
          [
            m.facts.recorded,
            own?.absence
              ? `${m.entries.absence({ hours: f.hours(own.counted) })}. ${m.excused[own.absence.excused ? 'true' : 'false']}`
              : recorded
                ? m.entries.shift({ hours: recorded })
                : m.facts.nothing,
          ],
          changes.length > 0 && [m.facts.changed, <NumberedList items={changes} />],
          [
            m.facts.claimed,
            dispute.minutes === undefined
              ? m.facts.claimedExcuse
              : m.facts.claimedHours({ hours: f.hours(dispute.minutes) }),
          ],
          [m.facts.reasons, <Prose text={dispute.reasons} />],
        ]}
      />
    )
  },
}
