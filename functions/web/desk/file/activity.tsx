import { dayOf } from '../../../domain/base/calendar.ts'
import { balance } from '../../../domain/hours/ledger.ts'
import { placementOn } from '../../../domain/activity/placements.ts'
import { knowsNeeds } from '../../../domain/file/sealed.ts'
import { isUnderWay } from '../../../domain/file/case-file.ts'
import { owesHours, mayManageActivity } from '../../../domain/activity/under-way.ts'
import { contactOf } from '../../../domain/procedure/who-may.ts'
import type { DeskContext } from '../context.ts'
import { deskHoursMessagesOf, statusMessagesOf } from '../../../texts/messages.ts'
import { type Fact, Facts, link, Prose, type FactList } from '../../../ui/page.tsx'
import type { Period, Placement } from '../../../domain/file/activity.ts'
import { addressee } from '../../../domain/file/addressee.ts'
import { sectionTools, PlainList } from './section.tsx'
import { staffName } from '../../parts/staff-name.ts'

/** Returns the accidents that were reported. */
export function accidentFacts(context: DeskContext): FactList {
  const { request, m, f } = sectionTools(context)
  return (request.accidents ?? []).map(({ number, on, time, text, by, notifiedAt }) => [
    time ? m.file.accidentAt({ number, day: f.day(on), time }) : m.file.accident({ number, day: f.day(on) }),
    <>
      <Prose text={text} />
      <p class="small">
        {m.file.by} {contactOf(addressee.parse(by), context.municipality, context.file)?.name ?? by.id}.{' '}
        {notifiedAt ? m.file.accidentNotified({ moment: f.moment(notifiedAt) }) : m.file.accidentPending}
      </p>
    </>,
  ])
}

/** Returns the changes of an activity, with author and reasons. */
function activityFacts(context: DeskContext): FactList {
  const { request, m, f } = sectionTools(context)
  const { amendment, fallenAmendments = [], interruptions = [], endedEarly, declined } = request
  const why = (reasons: string, by: string) => (
    <>
      <Prose text={reasons} />
      {staffName(context, by)}
    </>
  )
  return [
    amendment && [m.file.amendment, why(amendment.reasons, amendment.by)],
    isUnderWay(request) && declined && [m.file.notAccepted, <Prose text={declined} />],
    ...fallenAmendments.map(
      ({ at, takenBack }): Fact =>
        takenBack
          ? [m.file.takenBack({ day: f.day(dayOf(at)) }), why(takenBack.reasons, takenBack.by)]
          : [m.file.lapsed({ day: f.day(dayOf(at)) }), m.file.lapsedText],
    ),
    ...interruptions.map(
      ({ from, to, reasons, by }): Fact => [
        to ? m.file.interruption({ from: f.day(from), to: f.day(to) }) : m.file.interruptionFrom({ from: f.day(from) }),
        why(reasons, by),
      ],
    ),
    ...context.file.postings
      .filter(({ from, to }) => from === 'owed' && to === 'waived')
      .map(({ minutes, reasons = '', by }): Fact => [m.file.waived({ hours: f.hours(minutes) }), why(reasons, by.id)]),
    endedEarly && [m.file.endedEarly({ day: f.day(endedEarly.on) }), why(endedEarly.reasons, endedEarly.by)],
  ]
}

/** Renders the links to print the sheet of a period and, while hours may be recorded, to type it in. */
function PeriodLinks({ context, period }: { context: DeskContext; period: Period }) {
  const { request, f } = sectionTools(context)
  const { language, member, now } = context
  const { links: m } = deskHoursMessagesOf(language)
  if (!mayManageActivity(member) || !owesHours(request) || period.settledAt) return null
  const path = `/desk/files/${request.id}`
  const labelOf = (what: string) => m.ofPeriod({ what, from: f.day(period.from), to: f.day(period.to) })
  return (
    <>
      {' · '}
      <a href={link(`${path}/sheet/${period.number}`, language)} aria-label={labelOf(m.print)}>
        {m.print}
      </a>
      {period.from <= dayOf(now) && (
        <>
          {' · '}
          <a href={link(`${path}/hours`, language, { period: String(period.number) })} aria-label={labelOf(m.type)}>
            {m.type}
          </a>
        </>
      )}
    </>
  )
}

/** Returns where and when the activity is, or will be. */
function placeFacts(context: DeskContext, placement: Placement | undefined): FactList {
  const { all, labels, f } = sectionTools(context)
  if (!placement) return []
  const { hosts, projects } = context.municipality
  const host = hosts.find(({ id }) => id === placement.host)
  return [
    [labels.project, projects.find(({ id }) => id === placement.project)?.title ?? placement.project],
    [labels.host, host ? `${host.name}, ${host.address}` : placement.host],
    [labels.weekdays, f.list(placement.weekdays.map((each) => all.weekdays[each - 1] ?? ''))],
    [labels.hoursADay, f.hours(placement.minutesADay)],
    placement.overrides &&
      knowsNeeds(context.member) && [
        deskHoursMessagesOf(context.language).overrides,
        <Prose text={placement.overrides} />,
      ],
  ]
}

/** Returns placements that take effect later. */
const laterPlacements = ({ file: { request }, now }: DeskContext): Placement[] => {
  const { placement, formerPlacements = [] } = request
  if (!isUnderWay(request) || !placement) return []
  const current = placementOn(request, dayOf(now))
  return [...formerPlacements, placement].filter((each) => each !== current && each.startsOn > dayOf(now))
}

/** Returns the placements, the agreement, the insurance cover and the periods. */
export function placementFacts(context: DeskContext): FactList {
  const { request, m, labels, f } = sectionTools(context)
  const { agreement, cover, startsOn, periods } = request
  return [
    ...placeFacts(context, placementOn(request, dayOf(context.now))),
    ...laterPlacements(context).map(
      (placement): Fact => [
        m.file.changesOn({ day: f.day(placement.startsOn) }),
        <Facts facts={placeFacts(context, placement)} />,
      ],
    ),
    agreement?.acceptedAt && [m.file.signed, f.moment(agreement.acceptedAt)],
    agreement?.onPaper && [
      m.file.signed,
      m.file.onPaper({ name: staffName(context, agreement.onPaper.by), day: f.day(agreement.onPaper.on) }),
    ],
    ...activityFacts(context),
    cover && [m.file.cover, m.file.coverText({ policy: cover.policy, from: f.day(cover.from), to: f.day(cover.to) })],
    startsOn && [m.file.starts, f.day(startsOn)],
    periods.length > 0 && [
      labels.period,
      <PlainList
        items={periods.map((period) => (
          <>
            {labels.fromTo({ from: f.day(period.from), to: f.day(period.to) })}
            <PeriodLinks context={context} period={period} />
          </>
        ))}
      />,
    ],
  ]
}

/** Returns the balance of hours. */
export function hourFacts(context: DeskContext): FactList {
  const { request, f } = sectionTools(context)
  const { postings } = context.file
  const status = statusMessagesOf(context.language)
  return request.grant?.owedMinutes && request.startsOn
    ? [
        [status.total, f.hours(request.grant.owedMinutes)],
        [status.owed, f.hours(balance(postings, 'owed'))],
        [status.doneHours, f.hours(balance(postings, 'done'))],
        [status.verified, f.hours(balance(postings, 'verified'))],
      ]
    : []
}
