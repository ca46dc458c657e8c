import type { ComponentChildren } from 'preact'
import { ageOn, dayOf, daysBetween } from '../../../domain/base/calendar.ts'
import { type ActName, actsFor } from '../../../domain/acts/index.ts'
import { balance } from '../../../domain/activity/ledger.ts'
import { STAGES } from '../../../domain/procedure/lifecycle.ts'
import { placementOn } from '../../../domain/activity/placements.ts'
import { regulationOf } from '../../../domain/municipality/regulation.ts'
import { paperKind } from '../../../domain/file/papers.ts'
import { knowsNeeds, maySee } from '../../../domain/file/sealed.ts'
import { isUnderWay } from '../../../domain/file/case-file.ts'
import type { TrailEntry } from '../../../domain/file/trail.ts'
import { givesHours, mayFollow } from '../../../domain/activity/under-way.ts'
import { mayKeepApart } from '../../../domain/acts/keep-apart.ts'
import { contactOf } from '../../../domain/procedure/who-may.ts'
import { receipt } from '../../../domain/acts/receipt.ts'
import type { Verdict } from '../../../usecases/procedure/verify-trail.ts'
import { isFor } from '../../../usecases/desk/worklist.ts'
import { Clawbacks } from '../../parts/clawbacks.tsx'
import { ActForm } from '../acts/page.tsx'
import { disputeLines } from './disputes.ts'
import { type DeskContext, nameOf, staffOf, titleOf } from '../context.ts'
import { Desk, dueWords, OpenAsk } from '../home/page.tsx'
import { destinationWithAccount } from '../../parts/destination.ts'
import { formatOf } from '../../../texts/format.ts'
import {
  deskHoursMessagesOf,
  deskMessagesOf,
  disputeMessagesOf,
  messagesOf,
  paperListMessagesOf,
  statusMessagesOf,
} from '../../../texts/messages.ts'
import { lookUp } from '../../../texts/sentences.ts'
import { Evaluation } from '../../parts/evaluation.tsx'
import { DueDate } from '../../parts/term.tsx'
import { type Fact, Facts, link, Notice, Prose } from '../../../ui/page.tsx'
import type { Grant } from '../../../domain/file/grant.ts'
import type { Period, Placement } from '../../../domain/file/activity.ts'
import { numberOf } from '../../../domain/file/request.ts'
import { addressee } from '../../../domain/file/addressee.ts'

type Facets = (Fact | undefined | false | '')[]

const tools = ({ file: { request }, language }: DeskContext) => ({
  request,
  m: deskMessagesOf(language),
  all: messagesOf(language),
  labels: messagesOf(language).asks.facts,
  f: formatOf(language),
})

const staffName = ({ municipality }: DeskContext, id: string): string => {
  const person = municipality.staff.find((member) => member.id === id)
  return person ? nameOf(person) : id
}

const List = ({ items }: { items: readonly ComponentChildren[] }) => (
  <ul class="plain">
    {items.map((item, index) => (
      <li key={index}>{item}</li>
    ))}
  </ul>
)

type SectionProps = { id: string; title: string; children: ComponentChildren }
const Section = ({ id, title, children }: SectionProps) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)

/** Labels with values under a heading; nothing at all where there is nothing to say. */
const FactSection = ({ id, title, facts }: { id: string; title: string; facts: Facets }) =>
  facts.some(Boolean) ? (
    <Section id={id} title={title}>
      <Facts facts={facts} />
    </Section>
  ) : null

/** Why somebody must not be met may tell who they are: it is for who said it, and for who looks after that it is not misused. */
const seesExclusions = ({ member, file: { request } }: DeskContext): boolean =>
  mayKeepApart({ member }, request) || member.role === 'manager' || member.role === 'administrator'

function standingFacts(context: DeskContext, stuckSince: string | undefined): Facets {
  const { request, m, f } = tools(context)
  const { file, municipality, member, now, language } = context
  const { suspension, sealed, conflicts = [], reassignments = [], openings = [], exclusions = [] } = request
  const rules = regulationOf(municipality, request.regulation)
  const { kinds } = messagesOf(language).letters.ask
  const open = file.asks.filter(({ status }) => status === 'open')
  return [
    [m.file.stage, m.stages[request.stage]],
    stuckSince !== undefined && [m.file.stuck, m.file.stuckFrom({ moment: f.moment(stuckSince) })],
    open.length > 0 && [
      m.file.waiting,
      <List
        items={open.map((ask) => {
          const name = contactOf(ask.to, municipality, file)?.name ?? ask.to.id
          const due = dueWords(ask.dueOn, daysBetween(dayOf(now), ask.dueOn), m, f)
          const isMine = isFor(ask, { role: member.role, id: member.id }, now)
          return (
            <>
              {kinds[ask.kind]}: {m.file.waitsFor({ name, due })}
              {isMine && <OpenAsk ask={ask} number={numberOf(request)} language={language} />}
            </>
          )
        })}
      />,
    ],
    [m.file.officer, request.caseOfficer ? staffName(context, request.caseOfficer) : m.file.nobody],
    [m.file.received, f.moment(request.receivedAt)],
    [m.file.channel, m.file.channels[request.channel]],
    [m.file.term, <DueDate request={request} municipality={municipality} language={language} />],
    suspension && [
      m.file.suspended,
      suspension.to
        ? m.file.suspendedFromTo({ from: f.day(suspension.from), to: f.day(suspension.to) })
        : m.file.suspendedFrom({ day: f.day(suspension.from) }),
    ],
    request.queuedAt && [m.file.queued, f.moment(request.queuedAt)],
    [m.file.regulation, `${rules.title} (${rules.version})`],
    [m.file.id, request.id],
    reassignments.length > 0 && [
      m.file.reassignments,
      <List
        items={reassignments.map(({ from, to, at, reasons }) => (
          <>
            {m.file.fromTo({ from: staffName(context, from), to: staffName(context, to), moment: f.moment(at) })}
            <Prose text={reasons} />
          </>
        ))}
      />,
    ],
    conflicts.length > 0 && [
      m.file.conflicts,
      <List
        items={conflicts.map(({ member, reasons, at }) => (
          <>
            {m.file.opening({ name: staffName(context, member), moment: f.moment(at) })}
            <Prose text={reasons} />
          </>
        ))}
      />,
    ],
    exclusions.length > 0 &&
      seesExclusions(context) && [
        m.file.exclusions,
        <List
          items={exclusions.map(({ by, reasons, at }) => (
            <>
              {m.file.opening({ name: staffName(context, by), moment: f.moment(at) })}
              <Prose text={reasons} />
            </>
          ))}
        />,
      ],
    sealed && [m.file.named, f.list(sealed.named.map((id) => staffName(context, id)))],
    openings.length > 0 && [
      m.file.openings,
      <List
        items={openings.map(({ member, reasons, at }) => (
          <>
            {m.file.opening({ name: staffName(context, member), moment: f.moment(at) })}
            <Prose text={reasons} />
          </>
        ))}
      />,
    ],
  ]
}

function applicationFacts(context: DeskContext): Facets {
  const { request, all, labels, f } = tools(context)
  const { applicant, home, household, need } = request.application
  const payout = request.payout ?? request.application.payout
  const { options } = all.apply
  const age = ageOn(applicant.birthDate, dayOf(context.now))
  return [
    [labels.person, `${applicant.firstName} ${applicant.lastName}`],
    [labels.taxCode, applicant.taxCode],
    [labels.birthDate, `${f.day(applicant.birthDate)} (${labels.age({ count: age })})`],
    [labels.contacts, [applicant.email, applicant.phone].filter(Boolean).join(', ')],
    [labels.home, `${home.street}, ${home.postalCode} ${home.town}`],
    [labels.resident, home.resident ? all.site.yes : all.site.no],
    [
      labels.household,
      household.length === 0 ? (
        labels.alone
      ) : (
        <List
          items={household.map(
            ({ firstName, lastName, relation, taxCode }) =>
              `${firstName} ${lastName}, ${options.relation[relation]} (${taxCode})`,
          )}
        />
      ),
    ],
    [labels.kind, options.kind[need.kind]],
    [labels.isee, f.euro(need.iseeCents)],
    [labels.workStatus, options.workStatus[need.workStatus]],
    [labels.reason, <Prose text={need.reason} />],
    need.abilities && [labels.abilities, <Prose text={need.abilities} />],
    [labels.payout, payout.method === 'transfer' ? payout.iban : options.method[payout.method]],
  ]
}

/** What was asked of the person, what was told against the request, and what they and others said. */
function exchangeFacts(context: DeskContext): Facets {
  const { request, m, all, labels, f } = tools(context)
  const { interview, integration, notices = [], concurrence, sentBack, declined, withdrawal } = request
  const points = (
    items: readonly string[],
    texts: Record<string, string> | undefined,
    asked: (values: { number: number }) => string,
    given: (values: { number: number }) => string,
  ): Facets =>
    items.flatMap((item, index): Facets => {
      const said = texts?.[String(index + 1)]
      return [
        [asked({ number: index + 1 }), <Prose text={item} />],
        said && [given({ number: index + 1 }), <Prose text={said} />],
      ]
    })
  return [
    interview && [
      labels.interview,
      labels.interviewOf({ day: f.day(interview.on), how: all.asks.identity[interview.identity].toLowerCase() }),
    ],
    interview && [labels.needs, <Prose text={interview.needs} />],
    interview?.abilities && [labels.abilitiesFound, <Prose text={interview.abilities} />],
    ...(integration ? points(integration.items, integration.texts, m.file.asked, m.file.given) : []),
    ...notices.flatMap(({ grounds, observations, on }) =>
      points(
        grounds,
        observations?.texts,
        ({ number }) => `${m.file.notice({ number })} (${f.day(on)})`,
        m.file.observation,
      ),
    ),
    concurrence && [
      labels.concurrence,
      <>
        {concurrence.agreed ? labels.concurs : labels.objects}
        {concurrence.text && <Prose text={concurrence.text} />}
      </>,
    ],
    sentBack && [labels.sentBack, <Prose text={sentBack.reasons} />],
    declined && [labels.declined, <Prose text={declined} />],
    withdrawal && [
      m.stages.withdrawn,
      withdrawal.reasons ? <Prose text={withdrawal.reasons} /> : f.moment(withdrawal.at),
    ],
  ]
}

function grantFacts(context: DeskContext, grant: Grant): Facets {
  const { all, labels, f } = tools(context)
  const { funds, programmes } = context.municipality
  return [
    [labels.monthly, f.euro(grant.monthlyCents)],
    [labels.months, String(grant.months)],
    [labels.total, f.euro(grant.totalCents)],
    [labels.programme, programmes.find(({ id }) => id === grant.programme)?.name ?? grant.programme],
    ...grant.funding.map(
      ({ fund, cents }): Fact => [
        labels.fund,
        `${funds.find(({ id }) => id === fund)?.name ?? fund}: ${f.euro(cents)}`,
      ],
    ),
    ...destinationWithAccount(grant, context.language),
    [labels.owed, grant.owedMinutes === 0 ? labels.noHours : f.hours(grant.owedMinutes)],
    grant.hoursWeek !== undefined && [labels.hoursWeek, f.hours(grant.hoursWeek * 60)],
    grant.exemption && [labels.exemption, lookUp(all.asks.exemptions, grant.exemption) ?? grant.exemption],
    grant.limits && [labels.limits, <Prose text={grant.limits} />],
  ]
}

function proposalFacts(context: DeskContext): Facets {
  const { request, m, labels, f } = tools(context)
  const { proposal } = request
  return proposal
    ? [
        [labels.proposed, labels.outcomes[proposal.outcome]],
        [m.file.by, staffName(context, proposal.by)],
        [m.file.on, f.moment(proposal.at)],
        [labels.reasons, <Prose text={proposal.reasons} />],
        // What is granted is told with the decision.
        ...(proposal.grant && !request.grant ? grantFacts(context, proposal.grant) : []),
      ]
    : []
}

function decisionFacts(context: DeskContext): Facets {
  const { request, m, all, labels, f } = tools(context)
  const { decision, grant } = request
  return decision
    ? [
        [m.file.decision, <strong>{m.file.decided[decision.outcome]}</strong>],
        [m.file.by, staffName(context, decision.by)],
        [m.file.on, f.moment(decision.at)],
        decision.departs && [m.file.departs, all.site.yes],
        [labels.reasons, <Prose text={decision.reasons} />],
        ...Object.entries(decision.answers ?? {}).map(
          ([number, text]): Fact => [m.file.answered({ number: Number(number) }), <Prose text={text} />],
        ),
        ...(grant ? grantFacts(context, grant) : []),
      ]
    : []
}

function accidentFacts(context: DeskContext): Facets {
  const { request, m, f } = tools(context)
  return (request.accidents ?? []).map(({ number, on, time, text, by, notifiedAt }) => [
    time ? m.file.accidentAt({ number, day: f.day(on), time }) : m.file.accident({ number, day: f.day(on) }),
    <>
      <Prose text={text} />
      <p class="small">
        {m.file.by} {contactOf(addressee.parse(by), context.municipality, context.file)?.name ?? by.id}.{' '}
        {notifiedAt ? m.file.accidentTold({ moment: f.moment(notifiedAt) }) : m.file.accidentUntold}
      </p>
    </>,
  ])
}

function reviewFacts(context: DeskContext): Facets {
  const { request, all, m, f } = tools(context)
  return (request.reviews ?? []).flatMap(
    ({ kind, grounds, falseDeclaration, openedAt, openedBy, hearing, ruling }): Facets => [
      [m.file.review({ kind: all.asks.reviewKinds[kind], day: f.day(dayOf(openedAt)) }), <Prose text={grounds} />],
      [m.file.by, staffName(context, openedBy)],
      [m.file.falseDeclaration, falseDeclaration ? all.site.yes : all.site.no],
      hearing && [m.file.hearing, <Prose text={hearing.text} />],
      ruling && [
        m.file.rulingLabel,
        <>
          {m.file.ruling[ruling.upheld ? 'true' : 'false']}
          <Prose text={ruling.reasons} />
        </>,
      ],
    ],
  )
}

/** What changed in an activity under way, who wrote it and why. */
function activityFacts(context: DeskContext): Facets {
  const { request, m, f } = tools(context)
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

/** The sheet of a period to print, and as long as hours may be written the page to type it in. */
function PeriodLinks({ context, period }: { context: DeskContext; period: Period }) {
  const { request, f } = tools(context)
  const { language, member, now } = context
  const { links: m } = deskHoursMessagesOf(language)
  if (!mayFollow(member) || !givesHours(request) || period.settledAt) return null
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

/** Where and when the activity is, or will be. */
function placeFacts(context: DeskContext, placement: Placement | undefined): Facets {
  const { all, labels, f } = tools(context)
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

/** What was agreed for later, while the activity goes on as it is. */
const laterPlacements = ({ file: { request }, now }: DeskContext): Placement[] => {
  const { placement, formerPlacements = [] } = request
  if (!isUnderWay(request) || !placement) return []
  const current = placementOn(request, dayOf(now))
  return [...formerPlacements, placement].filter((each) => each !== current && each.startsOn > dayOf(now))
}

function placementFacts(context: DeskContext): Facets {
  const { request, m, labels, f } = tools(context)
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
      <List
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

function hourFacts(context: DeskContext): Facets {
  const { request, f } = tools(context)
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

function Payments({ context }: { context: DeskContext }) {
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

function Papers({ context }: { context: DeskContext }) {
  const { request, m, f } = tools(context)
  const papers = paperListMessagesOf(context.language)
  return request.papers && request.papers.length > 0 ? (
    <Section id="papers" title={m.file.papers}>
      <List
        items={request.papers.map(({ id, at, pdf }) => (
          <>
            <a href={`/desk/files/${request.id}/papers/${id}.html`}>
              {m.file.paper({ id: papers.names[paperKind(id)], moment: f.moment(at) })}
            </a>
            {' · '}
            <a href={`/desk/files/${request.id}/papers/${id}.pdf`}>
              {papers.pdf({ name: papers.names[paperKind(id)] })}
            </a>
            <br />
            <small>
              {m.file.fingerprint}: <code>{pdf}</code>
            </small>
          </>
        ))}
      />
    </Section>
  ) : null
}

/** What an act of the trail is called, and what it is about. */
function actWords({ act, about }: TrailEntry, context: DeskContext): string {
  const { m, all } = tools(context)
  const stage = STAGES.find((each) => act === `request.${each}`)
  const words = lookUp(m.trail, act) ?? (stage ? m.stages[stage] : act)
  const ask = context.file.asks.find(({ id }) => id === about)
  return ask ? `${words}: ${all.letters.ask.kinds[ask.kind]}` : words
}

function Trail({ context, trail, verdict }: { context: DeskContext; trail: readonly TrailEntry[]; verdict: Verdict }) {
  const { m, f } = tools(context)
  const { file, municipality } = context
  const who = ({ by }: TrailEntry): string =>
    by.role === 'system'
      ? m.file.system
      : by.role === 'citizen'
        ? m.list.citizen
        : (contactOf(by, municipality, file)?.name ?? by.id)
  return (
    <Section id="trail" title={m.file.trail}>
      {verdict.fault ? (
        <Notice kind="warning">
          <p>{m.file.broken({ sequence: verdict.fault.sequence })}</p>
        </Notice>
      ) : (
        <p>{m.file.whole({ count: verdict.entries })}</p>
      )}
      <ol class="trail">
        {trail.map((entry) => (
          <li key={entry.sequence}>
            <strong>{actWords(entry, context)}</strong>
            <span>
              {f.moment(entry.at)}, {who(entry)}
              {entry.law && (
                <>
                  {' '}
                  · <cite>{entry.law}</cite>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Forms that are there when they are needed. */
function Acts({ context }: { context: DeskContext }) {
  const { m } = tools(context)
  const acts = actsFor({ ...context, staff: staffOf(context) })
  return (
    <Section id="acts" title={m.file.acts}>
      {acts.length === 0 && <p>{m.file.noActs}</p>}
      {acts.map((act) => (
        <details class="act" key={act} id={act}>
          <summary>{m.acts[act].title}</summary>
          <ActForm context={context} act={act} />
        </details>
      ))}
    </Section>
  )
}

type FileProps = {
  context: DeskContext
  trail: readonly TrailEntry[]
  verdict: Verdict
  stuckSince: string | undefined
  /** What was just done. */
  done: ActName | undefined
}

/** A whole file, for who works on it: what it is about and what can be done first, what happened last. */
export function DeskFilePage({ context, trail, verdict, stuckSince, done }: FileProps) {
  const { request, m, all } = tools(context)
  const title = titleOf(context)
  const path = `/desk/files/${request.id}`
  const { member } = context
  const { applicant } = request.application
  return (
    <Desk {...context} title={title} path={path}>
      <div class="desk-file">
        {done && (
          <Notice kind="success" live>
            <p>{m.acts[done].done}</p>
          </Notice>
        )}
        <h1>
          {title}
          {request.sealed && <span class="mark">{m.list.sealed}</span>}
        </h1>
        <p class="lead">
          {applicant.firstName} {applicant.lastName} · {m.stages[request.stage]}
        </p>
        {!maySee(request, member) && (
          <Notice kind="warning">
            <p>{m.file.openUntil}</p>
          </Notice>
        )}
        <FactSection id="standing" title={m.file.standing} facts={standingFacts(context, stuckSince)} />
        <Acts context={context} />
        {knowsNeeds(member) && (
          <>
            <FactSection id="application" title={m.file.application} facts={applicationFacts(context)} />
            <FactSection id="exchanges" title={m.file.exchanges} facts={exchangeFacts(context)} />
            <FactSection id="proposal" title={m.file.proposal} facts={proposalFacts(context)} />
            <FactSection id="decision" title={m.file.decision} facts={decisionFacts(context)} />
            {request.decision?.evaluation && (
              <Evaluation evaluation={request.decision.evaluation} language={context.language} />
            )}
            <FactSection id="accidents" title={m.file.accidents} facts={accidentFacts(context)} />
            <FactSection id="reviews" title={m.file.reviews} facts={reviewFacts(context)} />
          </>
        )}
        <FactSection id="placement" title={m.file.placement} facts={placementFacts(context)} />
        <FactSection id="hours" title={all.asks.facts.owed} facts={hourFacts(context)} />
        <FactSection
          id="disputes"
          title={disputeMessagesOf(context.language).desk.title}
          facts={disputeLines(context).map(([label, lines]): Fact => [label, <List items={lines} />])}
        />
        <Payments context={context} />
        <Clawbacks request={context.file.request} today={dayOf(context.now)} language={context.language} />
        {knowsNeeds(member) && <Papers context={context} />}
        <Trail context={context} trail={trail} verdict={verdict} />
      </div>
    </Desk>
  )
}

/**
 * What whoever is not named sees of a sealed file: that it exists and where it stands; and the way in, with a reason. Finance
 * records money that came in without it.
 */
export function SealedFilePage({ context, done }: Pick<FileProps, 'context' | 'done'>) {
  const { request, m } = tools(context)
  const act = 'break-glass'
  return (
    <Desk {...context} title={m.hidden.title} path={`/desk/files/${request.id}`}>
      <div class="narrow">
        {done === 'receipt' && (
          <Notice kind="success" live>
            <p>{m.acts.receipt.done}</p>
          </Notice>
        )}
        <h1>{m.hidden.title}</h1>
        <p class="lead">{m.hidden.lead}</p>
        <Facts facts={[[messagesOf(context.language).letters.number, numberOf(request)]]} />
        {receipt.may({ ...context, staff: staffOf(context) }) === undefined && (
          <>
            <h2>{m.acts.receipt.title}</h2>
            <ActForm context={context} act="receipt" />
          </>
        )}
        <h2>{m.acts[act].title}</h2>
        <ActForm context={context} act={act} />
      </div>
    </Desk>
  )
}
