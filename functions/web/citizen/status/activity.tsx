import { formatOf } from '../../../texts/format.ts'
import { statusMessagesOf } from '../../../texts/messages.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { Facts, Prose } from '../../../ui/page.tsx'
import type { StatusContext } from './context.ts'

/** Shows what changed in the activity and why, and its agreement. */
export function ActivitySection({ context: { file, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  const f = formatOf(language)
  const { interruptions = [], endedEarly, agreement, fallenAmendments = [] } = file.request
  const waivers = file.postings.filter(({ from, to }) => from === 'owed' && to === 'waived')
  const facts: [string, string | undefined][] = [
    ...(agreement?.acceptedAt && agreement.version > 1
      ? [
          [m.agreementChanged({ version: agreement.version, on: f.day(dayOf(agreement.acceptedAt)) }), undefined] as [
            string,
            undefined,
          ],
        ]
      : []),
    ...fallenAmendments.map(({ at, takenBack }): [string, string] =>
      takenBack
        ? [m.takenBack({ on: f.day(dayOf(at)) }), takenBack.reasons]
        : [m.amendmentLapsed({ on: f.day(dayOf(at)) }), m.agreementGoesOn],
    ),
    ...interruptions.map(({ from, to, reasons }): [string, string] => [
      to ? m.interruption({ from: f.day(from), to: f.day(to) }) : m.interruptionFrom({ from: f.day(from) }),
      reasons,
    ]),
    ...waivers.map(({ minutes, on, reasons }): [string, string | undefined] => [
      m.waived({ hours: f.hours(minutes), on: f.day(on) }),
      reasons,
    ]),
    ...(endedEarly ? [[m.endedEarly({ on: f.day(endedEarly.on) }), endedEarly.reasons] as [string, string]] : []),
  ]
  if (!agreement) return null
  return (
    <section aria-labelledby="activity">
      <h2 id="activity">{m.activityTitle}</h2>
      {facts.length > 0 && <Facts facts={facts.map(([label, reasons]) => [label, <Prose text={reasons ?? ''} />])} />}
      <details>
        <summary>{m.readAgreement}</summary>
        {agreement.courtesy && <Prose text={agreement.courtesy.text} lang={agreement.courtesy.language} />}
        <Prose text={agreement.text} lang="it" />
      </details>
    </section>
  )
}
