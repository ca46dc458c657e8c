import type { ComponentChildren } from 'preact'
import type { AskKind } from '../../domain/questions/index.ts'
import { grantKindOf } from '../../domain/file/application.ts'
import { ageOn, dayOf } from '../../domain/base/calendar.ts'
import { entriesOf } from '../../domain/activity/ledger.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import { regulationOf } from '../../domain/municipality/regulation.ts'
import { isUnderWay, paymentOf, periodOf, reviewOf } from '../../domain/file/case-file.ts'
import { absenceOn } from '../../domain/activity/absences.ts'
import { type AskContext, offeredTo, sharedControls, SINGLE } from './form.ts'
import { blank, type Form } from '../../ui/controls.ts'
import { destinationWithAccount, routeFacts } from '../parts/destination.ts'
import { Evaluation, Suggestion } from '../parts/evaluation.tsx'
import { ErrorSummary, Fields } from '../../ui/form.tsx'
import { formatOf } from '../../texts/format.ts'
import { disputeMessagesOf, messagesOf } from '../../texts/messages.ts'
import { lookUp } from '../../texts/sentences.ts'
import { HourEntries } from '../parts/hour-entries.tsx'
import { MatchingNotes } from '../parts/matching.tsx'
import { type Fact, Facts, link, Notice, Page, Prose } from '../../ui/page.tsx'
import { QuickExit } from '../../ui/quick-exit.tsx'
import { DueDate } from '../parts/term.tsx'
import type { Funding, Grant } from '../../domain/file/grant.ts'
import { numberOf, type Request } from '../../domain/file/request.ts'
import type { PaymentLine } from '../../domain/file/payment.ts'

type Facets = (Fact | undefined | false | '')[]

const tools = ({ file: { request }, municipality, language }: AskContext) => ({
  request,
  municipality,
  m: messagesOf(language).asks,
  labels: messagesOf(language).asks.facts,
  all: messagesOf(language),
  f: formatOf(language),
  rules: regulationOf(municipality, request.regulation),
})

const personName = ({ applicant }: { applicant: { firstName: string; lastName: string } }) =>
  `${applicant.firstName} ${applicant.lastName}`

/** What a host calls a person; of a sealed file the first name, and nothing else. */
const nameForHost = ({ application, sealed }: Request) =>
  sealed ? application.applicant.firstName : personName(application)

const staffName = (context: AskContext, id: string): string => {
  const person = context.municipality.staff.find((member) => member.id === id)
  return person ? `${person.firstName} ${person.lastName}` : id
}

const List = ({ items }: { items: readonly string[] }) => (
  <ol>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ol>
)

/** The application as the social worker needs it to assess, and the manager to decide. */
function applicationFacts(context: AskContext, whole: boolean): Facets {
  const { request, all, labels, f } = tools(context)
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
/** Points with what somebody wrote on each; or that they wrote nothing. */
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

/** What the person and the manager wrote meanwhile. */
function exchanges(context: AskContext): Facets {
  const { request, labels } = tools(context)
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

/** Where money comes from, fund by fund: with its part where there are several, and what an order must quote of it. */
function fundFacts(context: AskContext, lines: readonly (Funding & Partial<PaymentLine>)[]): Facets {
  const { request, municipality, labels, f } = tools(context)
  return lines.flatMap(({ fund, cents, budgetLine, cup }): Facets => {
    // The name of a fund may tell the programme of a sealed file; line, id and CUP are what accounting needs.
    const name = (!request.sealed && municipality.funds.find(({ id }) => id === fund)?.name) || fund
    return [
      [labels.fund, lines.length > 1 ? `${name}: ${f.euro(cents)}` : name],
      budgetLine && [labels.budgetLine, budgetLine],
      cup && [labels.cup, cup],
    ]
  })
}

function grantFacts(context: AskContext, grant: Grant): Facets {
  const { request, municipality, m, labels, f } = tools(context)
  return [
    [labels.monthly, f.euro(grant.monthlyCents)],
    [labels.months, String(grant.months)],
    [labels.total, f.euro(grant.totalCents)],
    [
      labels.programme,
      municipality.programmes.find((programme) => programme.id === grant.programme)?.name ?? grant.programme,
    ],
    ...fundFacts(context, grant.funding),
    // The other municipality agrees to figures; of a sealed file it hears no names.
    ...(request.sealed && context.ask.kind === 'concurrence' ? [] : destinationWithAccount(grant, context.language)),
    [labels.owed, grant.owedMinutes === 0 ? labels.noHours : f.hours(grant.owedMinutes)],
    grant.hoursWeek !== undefined && [labels.hoursWeek, f.hours(grant.hoursWeek * 60)],
    grant.exemption && [labels.exemption, lookUp(m.exemptions, grant.exemption) ?? grant.exemption],
    grant.limits && [labels.limits, <Prose text={grant.limits} />],
  ]
}

/** Where and when on a day, or else at the end of the activity: what a host may know, and of one host no other. */
function placeFacts(context: AskContext, on?: string): Facets {
  const { request, municipality, all, labels, f } = tools(context)
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

const endOfPeriod = ({ file, ask }: AskContext) => periodOf(file, Number(ask.subject))?.to

function periodFact(context: AskContext): Fact | undefined {
  const { labels, f } = tools(context)
  const period = periodOf(context.file, Number(context.ask.subject))
  return period && [labels.period, labels.fromTo({ from: f.day(period.from), to: f.day(period.to) })]
}

/**
 * What a question says of itself: the agreement and its cover are asked about again while the activity is under way, and a
 * warning is heard and ruled on in words of its own.
 */
function textsOf(context: AskContext): { title: string; lead: string; next: string } {
  const { m, request } = tools(context)
  const { kind, subject } = context.ask
  if (isUnderWay(request) && (kind === 'agreement' || kind === 'insurance'))
    return { ...m.kinds[kind], ...m.underWay[kind] }
  const isOfWarning = reviewOf(context.file, Number(subject.split('-')[0]))?.kind === 'warning'
  return isOfWarning && (kind === 'hearing' || kind === 'ruling')
    ? disputeMessagesOf(context.language).warning[kind]
    : m.kinds[kind]
}

const paymentOfAsk = ({ file, ask }: AskContext) => paymentOf(file, Number(ask.subject.split('-')[0]))

/** What a review is about, and what the person says. */
function reviewFacts(context: AskContext): Facets {
  const { labels, m } = tools(context)
  const review = reviewOf(context.file, Number(context.ask.subject.split('-')[0]))
  if (!review) return []
  return [
    [labels.review, m.reviewKinds[review.kind]],
    [labels.reasons, <Prose text={review.grounds} />],
    context.ask.kind === 'ruling' && [
      labels.hearing,
      review.hearing ? <Prose text={review.hearing.text} /> : labels.hearingNone,
    ],
  ]
}

/** What each addressee needs to decide, and no more. */
const BRIEFINGS: Record<AskKind, (context: AskContext) => ComponentChildren> = {
  assessment: (context) => {
    const { rules, labels, f, request } = tools(context)
    const { evaluation, suggestion, language } = context
    const { monthlyCents, durationMonths, grantMaxCents } = rules.parameters
    const kind = grantKindOf(request.application.need)
    return (
      <>
        {evaluation && <Evaluation evaluation={evaluation} language={language} />}
        {suggestion && <Suggestion suggestion={suggestion} language={language} />}
        <Facts
          facts={[
            ...applicationFacts(context, true),
            ...exchanges(context),
            [
              labels.rules,
              <>
                {kind === 'ordinary' && (
                  <>
                    {labels.rulesMonthly({
                      min: f.euro(monthlyCents.value.min),
                      max: f.euro(monthlyCents.value.max),
                      count: durationMonths.value,
                    })}{' '}
                    <cite>{monthlyCents.article}</cite>
                    <br />
                  </>
                )}
                {labels.rulesTotal({ max: f.euro(grantMaxCents.value[kind]) })} <cite>{grantMaxCents.article}</cite>
              </>,
            ],
          ]}
        />
      </>
    )
  },
  integration: (context) => {
    const { request, labels } = tools(context)
    return <Facts facts={[[labels.missing, <List items={request.integration?.items ?? []} />]]} />
  },
  observations: (context) => {
    const { request, labels } = tools(context)
    return <Facts facts={[[labels.reasons, <List items={request.notices?.at(-1)?.grounds ?? []} />]]} />
  },
  concurrence: (context) => {
    const { request, labels } = tools(context)
    const { proposal, sealed } = request
    // Of a sealed file the other municipality agrees to the figures: who it is about is for the staff named on it.
    return (
      <Facts
        facts={[
          ...(sealed ? [] : applicationFacts(context, false)),
          ...(proposal?.grant ? grantFacts(context, proposal.grant) : []),
          !sealed && proposal && [labels.reasons, <Prose text={proposal.reasons} />],
        ]}
      />
    )
  },
  decision: (context) => {
    const { request, m, labels, rules, municipality } = tools(context)
    const { evaluation, language } = context
    const { proposal } = request
    const isManagersOwn = municipality.staff.some(({ id, role }) => id === proposal?.by && role === 'manager')
    return (
      <>
        <p>{request.stage === 'observations' ? m.kinds.decision.afterNotice : m.kinds.decision.beforeNotice}</p>
        {proposal && (
          <>
            <h2>{isManagersOwn ? labels.notice : labels.proposal}</h2>
            <Facts
              facts={[
                [labels.proposed, labels.outcomes[proposal.outcome]],
                ...(proposal.grant ? grantFacts(context, proposal.grant) : []),
                [labels.reasons, <Prose text={proposal.reasons} />],
                [labels.proposalBy, staffName(context, proposal.by)],
                [labels.regulation, `${rules.title} (${rules.version})`],
              ]}
            />
          </>
        )}
        {evaluation && <Evaluation evaluation={evaluation} language={language} />}
        <Facts facts={[...applicationFacts(context, false), ...exchanges(context)]} />
      </>
    )
  },
  hearing: (context) => <Facts facts={reviewFacts(context)} />,
  ruling: (context) => (
    <Facts facts={[...reviewFacts(context), ...applicationFacts(context, false), ...exchanges(context)]} />
  ),
  referral: (context) => {
    const { request, all, labels, f } = tools(context)
    const { interview, grant, sealed, application } = request
    return (
      <Facts
        facts={[
          [labels.person, nameForHost(request)],
          !sealed && [labels.workStatus, all.apply.options.workStatus[application.need.workStatus]],
          !sealed && interview?.abilities && [labels.abilities, <Prose text={interview.abilities} />],
          !sealed && grant?.limits && [labels.limits, <Prose text={grant.limits} />],
          grant && [labels.owed, f.hours(grant.owedMinutes)],
          ...placeFacts(context),
        ]}
      />
    )
  },
  conclusion: (context) => {
    const { request, labels } = tools(context)
    return (
      <Facts facts={[[labels.person, nameForHost(request)], ...placeFacts(context, dayOf(context.ask.openedAt))]} />
    )
  },
  placement: (context) => {
    const { request, all, labels, f } = tools(context)
    const { applicant, home, need } = request.application
    const { grant } = request
    return (
      <>
        <Facts
          facts={[
            [labels.person, personName(request.application)],
            [labels.contacts, [applicant.email, applicant.phone].filter(Boolean).join(', ')],
            [labels.home, `${home.street}, ${home.town}`],
            [labels.workStatus, all.apply.options.workStatus[need.workStatus]],
            need.abilities && [labels.abilities, <Prose text={need.abilities} />],
            grant && [labels.owed, f.hours(grant.owedMinutes)],
            grant && [labels.months, String(grant.months)],
            grant?.limits && [labels.limits, <Prose text={grant.limits} />],
            request.declined && [labels.declined, <Prose text={request.declined} />],
          ]}
        />
        {context.matching && <MatchingNotes {...context} matching={context.matching} />}
      </>
    )
  },
  agreement: ({ file: { request } }) => {
    // Of an agreement in force, the version that would take its place.
    const { text = '', courtesy } = request.amendment?.agreement ?? request.agreement ?? {}
    return (
      <>
        {courtesy && (
          <div class="agreement">
            <Prose text={courtesy.text} lang={courtesy.language} />
          </div>
        )}
        <div class="agreement">
          <Prose text={text} lang="it" />
        </div>
      </>
    )
  },
  insurance: (context) => {
    const { request, labels, f } = tools(context)
    const { applicant } = request.application
    return (
      <Facts
        facts={[
          [labels.person, personName(request.application)],
          [labels.taxCode, applicant.taxCode],
          [labels.birthDate, f.day(applicant.birthDate)],
          ...placeFacts(context),
          request.placement && [labels.starts, f.day(request.startsOn ?? request.placement.startsOn)],
          request.grant && !isUnderWay(request) && [labels.months, String(request.grant.months)],
          // Under way, it is asked because the activity ends later than the cover.
          isUnderWay(request) && [labels.ends, f.day(request.periods.at(-1)?.to ?? '')],
        ]}
      />
    )
  },
  timesheet: (context) => (
    <>
      <Facts
        facts={[
          [tools(context).labels.person, nameForHost(context.file.request)],
          ...placeFacts(context, endOfPeriod(context)),
          periodFact(context),
        ]}
      />
      <HourEntries context={context} period={Number(context.ask.subject)} />
    </>
  ),
  verification: (context) => {
    const { labels, request } = tools(context)
    const sheet = context.file.asks.find((each) => each.kind === 'timesheet' && each.subject === context.ask.subject)
    const said =
      sheet?.answer?.choice === 'hours'
        ? sheet.answer.note
        : sheet?.answer?.choice === 'none' && 'reasons' in sheet.answer
          ? sheet.answer.reasons
          : undefined
    return (
      <>
        <Facts
          facts={[
            [labels.person, personName(request.application)],
            ...placeFacts(context, endOfPeriod(context)),
            periodFact(context),
            said && [labels.hostNote, <Prose text={said} />],
          ]}
        />
        <HourEntries context={context} period={Number(context.ask.subject)} disputes />
      </>
    )
  },
  dispute: (context) => {
    const { labels, f } = tools(context)
    const m = disputeMessagesOf(context.language)
    const dispute = context.file.request.disputes?.find(({ number }) => String(number) === context.ask.subject)
    const entry = entriesOf(context.file.postings).find(({ id }) => id === dispute?.entry)
    if (!dispute || !entry) return null
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
          changes.length > 0 && [m.facts.changed, <List items={changes} />],
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
  outcome: (context) => {
    const { request, labels, f } = tools(context)
    const payment = paymentOfAsk(context)
    if (!payment) return null
    const { decision } = request
    return (
      <Facts
        facts={[
          [labels.creditor, personName(request.application)],
          [labels.taxCode, request.application.applicant.taxCode],
          ...routeFacts(payment, request.grant, context.language),
          [labels.amount, f.euro(payment.amountCents)],
          [labels.reference, payment.clearance?.reference ?? payment.id],
          [labels.due, f.day(payment.dueOn)],
          [labels.instalment, String(payment.instalment)],
          payment.ordered && [
            labels.ordered,
            labels.orderOf({ order: payment.ordered.order, day: f.day(payment.ordered.on) }),
          ],
          ...fundFacts(context, payment.lines),
          decision && [labels.act, labels.actOf({ number: numberOf(request), day: f.day(dayOf(decision.at)) })],
        ]}
      />
    )
  },
  account: (context) => {
    const { request, labels, f } = tools(context)
    const payment = paymentOfAsk(context)
    const last = payment?.returns.at(-1)
    return (
      <Facts
        facts={[
          payment && [labels.amount, f.euro(payment.amountCents)],
          ...(payment?.payee ? routeFacts(payment, request.grant, context.language) : []),
          last && [labels.returned, <Prose text={last.reasons} />],
        ]}
      />
    )
  },
}

/** What a question is called and what it says first; other words where money goes to another, or is none. */
function introOf(context: AskContext): { title: string; lead: string; next: string } {
  const { m } = tools(context)
  const { kind } = context.ask
  const payment = kind === 'outcome' || kind === 'account' ? paymentOfAsk(context) : undefined
  if (payment?.method === 'advantage') return kind === 'outcome' ? m.advantageOutcome : m.advantageAccount
  if (kind !== 'account') return textsOf(context)
  return payment?.payee ? m.payeeAccount : context.inPlaceOfPerson ? m.personAccount : textsOf(context)
}

/** The question of an ask: what one needs to know, then the choice, with nothing chosen beforehand. */
type AskProps = { context: AskContext; form?: Form; kept?: boolean }
export function AskPage({ context, form = blank(context.language), kept = false }: AskProps) {
  const { ask, municipality, language } = context
  const { m, all, f } = tools(context)
  const texts = introOf(context)
  const choices = offeredTo(context)
  const [only] = choices
  const shared = sharedControls(choices)
  return (
    <Page language={language} title={texts.title} office={municipality.office} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        {ask.to.role === 'citizen' && <QuickExit file={context.file} language={language} />}
        <ErrorSummary form={form} />
        <p class="step-number">{m.about({ number: numberOf(context.file.request) })}</p>
        <h1>{texts.title}</h1>
        {kept && (
          <Notice kind="success" live>
            <p>{ask.kind === 'outcome' ? m.keptOrder : m.kept}</p>
          </Notice>
        )}
        <p class="lead">{texts.lead}</p>
        <p>
          <strong>{m.by({ day: f.day(ask.dueOn) })}</strong>
        </p>
        {BRIEFINGS[ask.kind](context)}
        <form method="post" novalidate>
          <h2>{m.yourAnswer}</h2>
          {SINGLE.includes(ask.kind) && only ? (
            <>
              <input type="hidden" name="choice" value={only.value} />
              <Fields form={form} controls={only.controls} prefix={`${only.value}.`} />
            </>
          ) : (
            <>
              <Fields form={form} controls={[{ path: 'choice', type: 'radio', label: m.question, options: choices }]} />
              {shared && <Fields form={form} controls={shared} />}
              {choices
                .filter(({ controls }) => !shared && controls.length > 0)
                .map(({ value, label, controls }) => (
                  <fieldset class="only-if" key={value} data-choice={value}>
                    <legend>{all.site.onlyIf({ option: label })}</legend>
                    <Fields form={form} controls={controls} prefix={`${value}.`} />
                  </fieldset>
                ))}
            </>
          )}
          <p class="form-text">{ask.kind === 'integration' ? m.keepHint : m.recordHint}</p>
          <button class="btn btn-primary btn-lg" type="submit">
            {m.record}
          </button>
        </form>
      </div>
    </Page>
  )
}

type AfterProps = { context: AskContext; title: string; path?: string; children: ComponentChildren }
const After = ({ context, title, path, children }: AfterProps) => (
  <Page language={context.language} title={title} office={context.municipality.office} {...(path ? { path } : {})}>
    <div class="narrow">
      <p class="step-number">{messagesOf(context.language).asks.about({ number: numberOf(context.file.request) })}</p>
      <h1>{title}</h1>
      {children}
    </div>
  </Page>
)

/** The answer is recorded: said first, then what happens next. */
export const RecordedPage = ({ context }: { context: AskContext }) => {
  const { m } = tools(context)
  return (
    <After context={context} title={m.recordedTitle}>
      <Notice kind="success" live>
        <p>{m.recorded}</p>
      </Notice>
      <p>{introOf(context).next}</p>
    </After>
  )
}

/** Somebody answered before: who and when. */
export const AnsweredPage = ({ context, by, at }: { context: AskContext; by: string; at: string }) => {
  const { m, all } = tools(context)
  return (
    <After context={context} title={m.answeredTitle}>
      <p>{all.refusals.details.answered({ answeredBy: by, answeredAt: at })}</p>
    </After>
  )
}

type GoneProps = { context: AskContext; renewable: boolean; address: string }
/** A link that works no more, with the way to a new one where there is still something to answer. */
export const GonePage = ({ context, renewable, address }: GoneProps) => {
  const { m, all } = tools(context)
  if (!renewable)
    return (
      <After context={context} title={m.closedTitle}>
        <p>{all.refusals.details.closed}</p>
      </After>
    )
  return (
    <After context={context} title={all.refusals.titles[410]}>
      <p>{all.refusals.details.gone}</p>
      <form method="post" action={link(`${address}/renew`, context.language)}>
        <button class="btn btn-primary" type="submit">
          {m.renew}
        </button>
      </form>
    </After>
  )
}

export const RenewedPage = ({ context, address }: { context: AskContext; address: string }) => {
  const { m } = tools(context)
  return (
    <After context={context} title={m.renewedTitle} path={address}>
      <Notice kind="success" live>
        <p>{m.renewed}</p>
      </Notice>
    </After>
  )
}
