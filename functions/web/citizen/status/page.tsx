import type { Language } from '../../../domain/base/languages.ts'
import { type Format, formatOf } from '../../../texts/format.ts'
import {
  disputeMessagesOf,
  messagesOf,
  paperListMessagesOf,
  siteMessagesOf,
  statusMessagesOf,
} from '../../../texts/messages.ts'
import { destinationFacts } from '../../parts/destination.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { endOf, hasEnded, PHASES, type Phase, phaseOf } from '../../../domain/procedure/lifecycle.ts'
import { paperKind } from '../../../domain/file/papers.ts'
import { regulationOf } from '../../../domain/municipality/regulation.ts'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import { workflowOf } from '../../../domain/questions/index.ts'
import { paymentOfAsk } from '../../../domain/questions/subjects.ts'
import { Clawbacks } from '../../parts/clawbacks.tsx'
import { blank, type Control, type Form } from '../../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { Hours, type HoursContext } from './hours.tsx'
import { Facts, link, type Moment, Notice, Page, Prose, Timeline } from '../../../ui/page.tsx'
import { QuickExit } from '../../../ui/quick-exit.tsx'
import { Columns } from '../../../ui/table.tsx'
import { DueDate } from '../../parts/term.tsx'
import type { Ask } from '../../../domain/file/ask.ts'

export type StatusContext = HoursContext & {
  canWithdraw: boolean
  /** The person's own line in the public list, where there is one. */
  line?: { year: number; pseudonym: string } | undefined
  today?: string
}

/** The day each phase was done, where the record tells; phases that a request does without have none. */
function daysOf({ request, payments }: CaseFile): Partial<Record<Phase, string>> {
  const moments: Partial<Record<Phase, string | undefined>> = {
    opening: request.receivedAt,
    assessment: request.proposal?.at,
    decision: request.decision?.at,
    funds: request.fundedAt,
    agreement: request.agreement?.acceptedAt,
    closed: request.closedAt ?? request.withdrawal?.at ?? request.outcomeNotifiedAt,
  }
  const days = Object.entries(moments).flatMap(([phase, at]) => (at ? [[phase, dayOf(at)]] : []))
  const paid = payments.every((payment) => payment.paid) ? payments.at(-1)?.paid?.on : undefined
  return {
    ...Object.fromEntries(days),
    ...(request.cover ? { insurance: request.cover.from } : {}),
    ...(request.startsOn ? { hours: request.startsOn } : {}),
    ...(paid ? { payment: paid } : {}),
  }
}

/** Phases in order: what happened with its day, what is under way, what is to come. A file that ended shows only what it went through. */
export function timelineOf(file: CaseFile, language: Language): Moment[] {
  const { request } = file
  const m = statusMessagesOf(language)
  const { day } = formatOf(language)
  const days = daysOf(file)
  const current = phaseOf(request.stage)
  const early = endOf(request.stage)
  const exempt = request.grant?.owedMinutes === 0
  return PHASES.filter((phase) => !(exempt && (phase === 'agreement' || phase === 'insurance')))
    .filter((phase) => !early || phase === 'closed' || days[phase] !== undefined)
    .map((phase) => {
      const reached = PHASES.indexOf(phase) < PHASES.indexOf(current) || hasEnded(request.stage)
      const state = reached ? 'done' : phase === current ? 'current' : 'todo'
      const on = state === 'todo' ? undefined : days[phase]
      const label = phase === 'closed' && early ? m.ends[early] : m.phases[phase]
      return { label, state, on: on && day(on) }
    })
}

/** What the file waits for where nobody is being asked. */
function waitOf({ request }: CaseFile, language: Language, { day }: Format): string {
  const { waits } = statusMessagesOf(language)
  const end = endOf(request.stage)
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

/** Of a payment that was ordered, when it arrives; finance needs nothing from who waits, nor they a day by which it answers. */
function orderedNews(ask: Ask, file: CaseFile, language: Language): string | undefined {
  const payment = workflowOf(ask, file).machine === 'payment' ? paymentOfAsk({ file, ask }) : undefined
  if (!payment?.ordered) return undefined
  const { transfer, cash } = statusMessagesOf(language).orderedNews
  return (payment.method === 'cash' ? cash : transfer)({ day: formatOf(language).day(payment.ordered.on) })
}

type NextProps = { context: StatusContext; asks: readonly Ask[] }

/** What comes next, by when, and who does it; the citizen's own turn first. */
function Next({ context: { file, language }, asks }: NextProps) {
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

function Decision({ context: { file, municipality, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  const f = formatOf(language)
  const { decision, grant } = file.request
  if (!decision) return null
  const rules = regulationOf(municipality, decision.regulation)
  const decider = municipality.staff.find((member) => member.id === decision.by)
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">{m.decisionTitle}</h2>
      <p>
        <strong>{m.decided[decision.outcome]}</strong>
      </p>
      <Facts
        facts={[
          grant && [
            m.granted,
            grant.months === 1
              ? f.euro(grant.totalCents)
              : m.grantedMonthly({
                  total: f.euro(grant.totalCents),
                  monthly: f.euro(grant.monthlyCents),
                  count: grant.months,
                }),
          ],
          ...(grant ? destinationFacts(grant, language) : []),
          [m.decidedOn, f.day(dayOf(decision.at))],
          // An act says the time it was to take and the time it took (L. 241/1990 art. 2(9-quinquies)).
          [m.term, <DueDate request={file.request} municipality={municipality} language={language} />],
          decider && [m.decidedBy, `${decider.firstName} ${decider.lastName}`],
          [m.reasons, <Prose text={decision.reasons} />],
          decision.grounds && [
            m.grounds,
            <ul>
              {decision.grounds.map((ground) => (
                <li key={ground}>{ground}</li>
              ))}
            </ul>,
          ],
          decision.answers && [
            m.answersTitle,
            <ul>
              {Object.entries(decision.answers).map(([number, text]) => (
                <li key={number}>{text}</li>
              ))}
            </ul>,
          ],
          [m.rules, `${rules.title} (${rules.version})`],
        ]}
      />
      <h3>{m.remediesTitle}</h3>
      <p>{m.remedies({ court: municipality.office.court })}</p>
      <p>{m.remediesHelp}</p>
    </section>
  )
}

/** Each time the decision was looked at again: why, and how it ended. */
function Reviews({ context: { file, language } }: { context: StatusContext }) {
  const m = statusMessagesOf(language)
  const { asks } = messagesOf(language)
  const { warning } = disputeMessagesOf(language)
  const f = formatOf(language)
  return (file.request.reviews ?? []).map(({ number, kind, grounds, openedAt, ruling }) => (
    <section aria-labelledby={`review-${number}`} key={number}>
      <h2 id={`review-${number}`}>{kind === 'warning' ? warning.reviewTitle : m.reviewTitle}</h2>
      {ruling && (
        <p>
          <strong>{!ruling.upheld ? m.dismissed : kind === 'warning' ? warning.given : m.upheld}</strong>
        </p>
      )}
      <Facts
        facts={[
          [asks.facts.review, asks.reviewKinds[kind]],
          [m.reviewOpened, f.day(dayOf(openedAt))],
          [m.grounds, <Prose text={grounds} />],
          ruling && [m.reasons, <Prose text={ruling.reasons} />],
        ]}
      />
    </section>
  ))
}

/** What happened to the activity: when it stood still, what changed, what need not be done any more; and why. */
function Activity({ context: { file, language } }: { context: StatusContext }) {
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

function Payments({ context: { file, language } }: { context: StatusContext }) {
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

/** Which line of the public list is the person's own: nobody else is told. */
function PublicLine({ context: { line, language } }: { context: StatusContext }) {
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

/** The acts on paper, with the fingerprint that proves a copy. */
function Papers({ context: { file, language, path } }: { context: StatusContext }) {
  const m = paperListMessagesOf(language)
  const { day } = formatOf(language)
  const papers = file.request.papers ?? []
  if (papers.length === 0) return null
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{m.title}</h2>
      <p>{m.lead}</p>
      <ul class="plain">
        {papers.map(({ id, html, pdf, at }) => {
          const name = m.names[paperKind(id)]
          return (
            <li key={id}>
              <strong>{name}</strong>, {day(dayOf(at))}
              <br />
              <a href={`${path}/papers/${id}.html`}>{m.read({ name })}</a>
              {' · '}
              <a href={`${path}/papers/${id}.pdf`} type="application/pdf">
                {m.pdf({ name })}
              </a>
              <details>
                <summary>{m.fingerprint}</summary>
                <p class="small">{m.fingerprintLead}</p>
                <p class="small text-break">
                  HTML <code>{html}</code>
                  <br />
                  PDF <code>{pdf}</code>
                </p>
              </details>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The questions of the withdrawal: an explicit yes, and a reason for who wants to give one. */
export function withdrawControls(language: Language): Control[] {
  const m = statusMessagesOf(language)
  return [
    { path: 'confirm', type: 'radio', label: m.withdrawQuestion, options: [{ value: 'yes', label: m.withdrawYes }] },
    { path: 'reasons', type: 'area', label: m.withdrawReasons, optional: true },
  ]
}

type StatusProps = { context: StatusContext; form?: Form; said?: 'new' | 'resent' | 'phone' | 'pin' | undefined }

/** The citizen's own page: where the request stands, what comes next and by when. */
export function StatusPage({ context, form = blank(context.language), said }: StatusProps) {
  const { file, municipality, language, canWithdraw } = context
  const { request, asks } = file
  const m = statusMessagesOf(language)
  const { apply } = messagesOf(language)
  const f = formatOf(language)
  const { hours } = siteMessagesOf(language)
  const officer = municipality.staff.find((member) => member.id === request.caseOfficer)
  const title = request.registryEntry ? m.title({ number: request.registryEntry }) : m.titleUnnumbered
  return (
    <Page language={language} title={title} office={municipality.office} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        <QuickExit file={file} language={language} />
        <ErrorSummary form={form} />
        <h1>{title}</h1>
        {said && (
          <Notice kind="success" live {...(said === 'new' ? { title: m.newTitle } : {})}>
            <p>{{ new: m.newText, resent: m.resent, phone: hours.phoneDone, pin: hours.renewDone }[said]}</p>
          </Notice>
        )}
        {!request.registryEntry && <p>{m.noNumberYet}</p>}
        <Facts
          facts={[
            [m.received, f.day(dayOf(request.receivedAt))],
            !request.decision &&
              !hasEnded(request.stage) && [
                m.term,
                <DueDate request={request} municipality={municipality} language={language} />,
              ],
            officer && [m.officer, `${officer.firstName} ${officer.lastName}`],
            [m.applied, apply.options.kind[request.application.need.kind]],
          ]}
        />
        <Next context={context} asks={asks.filter((ask) => ask.status === 'open')} />
        <Decision context={context} />
        <Papers context={context} />
        <Reviews context={context} />
        <Activity context={context} />
        <Hours context={context} />
        <Payments context={context} />
        <Clawbacks request={request} today={context.today} language={language} forPerson />
        <PublicLine context={context} />
        <h2>{m.timelineTitle}</h2>
        <Timeline language={language} moments={timelineOf(file, language)} />
        {canWithdraw && (
          <section aria-labelledby="withdraw">
            <h2 id="withdraw">{m.withdrawTitle}</h2>
            <p>{m.withdrawLead}</p>
            <form method="post" novalidate>
              <Fields form={form} controls={withdrawControls(language)} />
              <button class="btn btn-outline-danger" type="submit" name="action" value="withdraw">
                {m.withdraw}
              </button>
            </form>
          </section>
        )}
      </div>
    </Page>
  )
}
