import { regulationOf } from '../../domain/municipality/regulation.ts'
import { openEntriesIn } from '../../domain/hours/period-hours.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import { ageOn, dayOf } from '../../domain/base/calendar.ts'
import type { Funding, Grant } from '../../domain/money/grant.ts'
import type { PaymentLine } from '../../domain/file/payment.ts'
import type { Request } from '../../domain/file/request.ts'
import { subjectOf } from '../../domain/file/common.ts'
import { periodOfAsk, reviewOfAsk } from '../../domain/questions/subjects.ts'
import { formatOf } from '../../texts/format.ts'
import { messagesOf } from '../../texts/messages.ts'
import { lookUp } from '../../texts/sentences.ts'
import type { Option } from '../../ui/controls.ts'
import { type Fact, type FactList, Prose } from '../../ui/page.tsx'
import { destinationWithAccount } from '../parts/destination.ts'
import { entryLabel } from '../parts/hour-entries.tsx'
import { DueDate } from '../parts/term.tsx'
import type { AskContext } from './view.ts'

/** Returns the request, texts and formats that facts are written with. */
export const askTools = ({ file: { request }, municipality, language }: AskContext) => ({
  request,
  municipality,
  m: messagesOf(language).asks,
  labels: messagesOf(language).asks.facts,
  all: messagesOf(language),
  f: formatOf(language),
  rules: regulationOf(municipality, request.regulation),
})

export const personName = ({ applicant }: { applicant: { firstName: string; lastName: string } }) =>
  `${applicant.firstName} ${applicant.lastName}`

/** Returns what a host calls a person: of a sealed file the first name only. */
export const nameForHost = ({ application, sealed }: Request) =>
  sealed ? application.applicant.firstName : personName(application)

export const NumberedList = ({ items }: { items: readonly string[] }) => (
  <ol>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ol>
)

/** Returns what the application says; `whole` for whoever assesses it. */
export function applicationSummary(context: AskContext, whole: boolean): FactList {
  const { request, all, labels, f } = askTools(context)
  const { applicant, home, household, need, payout } = request.application
  const { options } = all.apply
  return [
    [labels.person, personName(request.application)],
    whole && [labels.taxCode, applicant.taxCode],
    [
      labels.birthDate,
      `${f.day(applicant.birthDate)} (${labels.age({ count: ageOn(applicant.birthDate, dayOf(request.receivedAt)) })})`,
    ],
    whole && [labels.contacts, [applicant.email, applicant.phone].filter(Boolean).join(', ')],
    whole && [labels.home, `${home.street}, ${home.postalCode} ${home.town}`],
    [labels.resident, home.resident ? all.site.yes : all.site.no],
    [
      labels.household,
      household.length === 0
        ? labels.alone
        : f.list(
            household.map(({ firstName, lastName, relation }) =>
              whole ? `${firstName} ${lastName} (${options.relation[relation]})` : options.relation[relation],
            ),
          ),
    ],
    [labels.kind, options.kind[need.kind]],
    [labels.isee, f.euro(need.iseeCents)],
    [labels.workStatus, options.workStatus[need.workStatus]],
    [labels.reason, <Prose text={need.reason} />],
    need.abilities && [labels.abilities, <Prose text={need.abilities} />],
    whole && [labels.payout, options.method[payout.method]],
    [labels.received, f.day(dayOf(request.receivedAt))],
    [labels.term, <DueDate request={request} municipality={context.municipality} language={context.language} />],
  ]
}

type PointsProps = {
  points: readonly string[]
  texts: Readonly<Record<string, string>> | undefined
  none: string
  pointNone: string
}
/** Renders points with the text on each. */
const Points = ({ points, texts, none, pointNone }: PointsProps) => (
  <>
    <ol>
      {points.map((point, index) => (
        <li key={point}>
          <em>{point}</em>
          {texts && (texts[index + 1] ? <Prose text={texts[index + 1] ?? ''} /> : <p>{pointNone}</p>)}
        </li>
      ))}
    </ol>
    {texts === undefined && <p>{none}</p>}
  </>
)

/** Returns what the person, the second municipality and the manager wrote meanwhile. */
export function exchanges(context: AskContext): FactList {
  const { request, labels } = askTools(context)
  const { integration, notices = [], concurrence, interview, sentBack, stage } = request
  const { identity } = messagesOf(context.language).asks
  const { day } = formatOf(context.language)
  return [
    interview && [
      labels.interview,
      labels.interviewOf({ day: day(interview.on), how: identity[interview.identity].toLowerCase() }),
    ],
    interview && [labels.needs, <Prose text={interview.needs} />],
    interview?.abilities && [labels.abilitiesFound, <Prose text={interview.abilities} />],
    integration && [
      labels.integration,
      <Points
        points={integration.items}
        texts={integration.texts}
        none={labels.integrationNone}
        pointNone={labels.pointNone}
      />,
    ],
    ...notices.map(
      ({ grounds, observations }, index): Fact | false =>
        (observations !== undefined || stage !== 'rejection_notice' || index < notices.length - 1) && [
          labels.observations,
          <Points
            points={grounds}
            texts={observations?.texts}
            none={labels.observationsNone}
            pointNone={labels.pointNone}
          />,
        ],
    ),
    concurrence && [
      labels.concurrence,
      <>
        {concurrence.agreed ? labels.concurs : labels.objects} {concurrence.text && <Prose text={concurrence.text} />}
      </>,
    ],
    sentBack && [labels.sentBack, <Prose text={sentBack.reasons} />],
  ]
}

/** Returns the funds that money comes from, with the part of each and what a payment order must quote. */
export function fundFacts(context: AskContext, lines: readonly (Funding & Partial<PaymentLine>)[]): FactList {
  const { request, municipality, labels, f } = askTools(context)
  return lines.flatMap(({ fund, cents, budgetLine, cup }): FactList => {
    // The name of a fund may reveal the programme of a sealed file; accounting needs line, id and CUP only.
    const name = (!request.sealed && municipality.funds.find(({ id }) => id === fund)?.name) || fund
    return [
      [labels.fund, lines.length > 1 ? `${name}: ${f.euro(cents)}` : name],
      budgetLine && [labels.budgetLine, budgetLine],
      cup && [labels.cup, cup],
    ]
  })
}

/** Returns the figures of a grant, and where it goes if `destination`. */
export function grantFacts(context: AskContext, grant: Grant, destination = true): FactList {
  const { municipality, m, labels, f } = askTools(context)
  return [
    [labels.monthly, f.euro(grant.monthlyCents)],
    [labels.months, String(grant.months)],
    [labels.total, f.euro(grant.totalCents)],
    [
      labels.programme,
      municipality.programmes.find((programme) => programme.id === grant.programme)?.name ?? grant.programme,
    ],
    ...fundFacts(context, grant.funding),
    ...(destination ? destinationWithAccount(grant, context.language) : []),
    [labels.owed, grant.owedMinutes === 0 ? labels.noHours : f.hours(grant.owedMinutes)],
    grant.hoursWeek !== undefined && [labels.hoursWeek, f.hours(grant.hoursWeek * 60)],
    grant.exemption && [labels.exemption, lookUp(m.exemptions, grant.exemption) ?? grant.exemption],
    grant.limits && [labels.limits, <Prose text={grant.limits} />],
  ]
}

/** Returns where and when the activity is on a day, or else at its end; one host never sees another. */
export function placeFacts(context: AskContext, on?: string): FactList {
  const { request, municipality, all, labels, f } = askTools(context)
  const placement = placementOn(request, on ?? request.periods.at(-1)?.to ?? '')
  if (!placement) return []
  const host = municipality.hosts.find((each) => each.id === placement.host)
  const project = municipality.projects.find((each) => each.id === placement.project)
  return [
    [labels.project, project?.title ?? placement.project],
    [labels.host, host?.name ?? placement.host],
    host && [labels.place, host.address],
    [labels.weekdays, f.list(placement.weekdays.map((each) => all.weekdays[each - 1] ?? ''))],
    [labels.hoursADay, f.hours(placement.minutesADay)],
  ]
}

/** Returns the last day of the period that a question is about. */
export const endOfPeriod = (context: AskContext): string | undefined => periodOfAsk(context)?.to

/** Returns the period that a question is about. */
export function periodFact(context: AskContext): Fact | undefined {
  const { labels, f } = askTools(context)
  const period = periodOfAsk(context)
  return period && [labels.period, labels.fromTo({ from: f.day(period.from), to: f.day(period.to) })]
}

/** Returns what a review is about. */
export function reviewSummary(context: AskContext): FactList {
  const { labels, m } = askTools(context)
  const review = reviewOfAsk(context)
  if (!review) return []
  return [
    [labels.review, m.reviewKinds[review.kind]],
    [labels.reasons, <Prose text={review.grounds} />],
  ]
}

/** Returns the entries of a period that may be struck out or contested. */
export const recordedOptions = ({ ask, file, language }: AskContext): Option[] =>
  openEntriesIn(file.postings, subjectOf(ask).number).map((entry) => ({
    value: entry.id,
    label: entryLabel(entry, language),
  }))
