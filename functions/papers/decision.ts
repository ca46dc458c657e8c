import { dayOf } from '../domain/base/calendar.ts'
import { lookUp, ruleSentence } from '../texts/sentences.ts'
import { evaluationMessagesOf, messagesOf, papersMessagesOf } from '../texts/messages.ts'
import {
  aboutSection,
  f,
  memberOf,
  officerName,
  paperOf,
  remediesSection,
  section,
  type PaperInput,
  unlessSealed,
  memberName,
} from './common.ts'
import { type Block, bullets, facts, numbered, type PaperContent, prose, type PaperSection } from './content.ts'
import { requestedItems, givenItems, groundsOf, termFacts } from './reading.ts'
import type { Grant } from '../domain/money/grant.ts'
import { numberOf, type Request } from '../domain/file/request.ts'

const m = papersMessagesOf('it')

type Decision = NonNullable<Request['decision']>

/** Returns the events before the decision, by day. */
function eventsOf(subject: PaperInput, decision: Decision): string[] {
  const { request } = subject
  const { suspension, interview, proposal, concurrence, notices = [], sentBack } = request
  const events: (readonly [on: string, what: string])[] = [
    [dayOf(request.receivedAt), m.events.received({ number: numberOf(request) })],
  ]
  if (suspension) {
    const [asked, given] = request.sealed ? [[], []] : [requestedItems(request), givenItems(request)]
    events.push([suspension.from, asked.length > 0 ? m.events.asked({ text: asked.join('; ') }) : m.events.suspended])
    if (suspension.to)
      events.push([suspension.to, given.length > 0 ? m.events.given({ text: given.join('; ') }) : m.events.resumed])
  }
  if (interview) events.push([interview.on, m.events.interview({ identity: m.events.identity[interview.identity] })])
  if (sentBack) events.push([dayOf(sentBack.at), m.events.sentBack({ who: memberName(subject, sentBack.by) })])
  if (proposal) events.push([dayOf(proposal.at), m.events[proposal.outcome]({ who: memberName(subject, proposal.by) })])
  if (concurrence) events.push([dayOf(concurrence.at), concurrence.agreed ? m.events.agreed : m.events.objected])
  for (const { on, until, observations } of notices)
    events.push(
      [on, m.events.noticed({ until: f.day(until) })],
      observations ? [dayOf(observations.at), m.events.observed] : [until, m.events.silent],
    )
  events.push([dayOf(decision.at), m.events.decided({ who: memberName(subject, decision.by) })])
  // What happened on one day stays in the order of the procedure.
  return events.sort(([a], [b]) => a.localeCompare(b)).map(([on, what]) => m.events.on({ day: f.day(on), what }))
}

const factsSection = (subject: PaperInput, decision: Decision): PaperSection => {
  const { interview } = subject.request
  return {
    heading: m.events.title,
    blocks: [
      bullets(eventsOf(subject, decision)),
      ...unlessSealed(
        subject,
        interview
          ? prose(
              m.events.needs({ text: interview.needs }),
              ...(interview.abilities ? [m.events.abilities({ text: interview.abilities })] : []),
            )
          : [],
      ),
    ],
  }
}

function lawSection({ request, municipality, rules }: PaperInput, decision: Decision): PaperSection {
  const programme = municipality.programmes.find(({ id }) => id === request.grant?.programme)
  const isSubstitute = municipality.staff.some(({ id, substituteFor }) => id === decision.by && substituteFor)
  return {
    heading: m.law.title,
    blocks: [
      bullets([
        m.law.term,
        ...(isSubstitute ? [m.law.substitute] : []),
        m.law.reasons,
        ...(request.notices?.length ? [m.law.notice] : []),
        m.law.criteria,
        m.law.regulation({ title: rules.title, version: rules.version }),
        ...(programme && !request.sealed ? [m.law.programme({ name: programme.name, law: programme.law })] : []),
      ]),
    ],
  }
}

/** Returns the outcome of each rule; none for a sealed file, because an exemption reveals its ground. */
function evaluationSection(subject: PaperInput, { evaluation = [] }: Decision): PaperSection[] {
  const said = evaluationMessagesOf('it')
  const rows = evaluation.map((each) => [ruleSentence(each, 'it'), said.outcomes[each.outcome], each.article])
  const table: Block = { block: 'table', head: [m.evaluation.rule, m.evaluation.outcome, m.evaluation.article], rows }
  return section(said.title, ...unlessSealed(subject, rows.length > 0 ? [table] : []))
}

/** Returns the section of the grounds, each with the observation of the person and the answer (art. 10-bis). */
const groundsSection = (subject: PaperInput): PaperSection[] =>
  section(
    m.grounds.title,
    ...unlessSealed(
      subject,
      groundsOf(subject.request).map(({ ground, observation, answer }, index) =>
        facts(
          [m.grounds.ground({ number: index + 1 }), ground],
          [m.grounds.observation, observation ?? m.grounds.none],
          answer !== undefined && [m.grounds.answer, answer],
        ),
      ),
    ),
  )

function reasonsSection(subject: PaperInput, decision: Decision): PaperSection[] {
  const { proposal } = subject.request
  const isOwn = decision.reasons !== proposal?.reasons
  return section(
    m.reasons.title,
    ...unlessSealed(subject, [
      ...(decision.grounds ? [...prose(m.reasons.grounds), numbered(decision.grounds)] : []),
      ...(proposal ? prose(m.reasons.proposal({ who: memberName(subject, proposal.by) }), proposal.reasons) : []),
      ...(isOwn
        ? prose(m.reasons.decision({ who: memberName(subject, decision.by) }), decision.reasons)
        : prose(m.reasons.asProposed)),
    ]),
    ...(decision.departs ? prose(m.reasons.departs) : []),
  )
}

/** Returns the grant: what it is for, its amount and the funds it comes from. */
function grantBlocks({ request, municipality }: PaperInput, grant: Grant): Block[] {
  const programme = municipality.programmes.find(({ id }) => id === grant.programme)
  const exemption = grant.exemption && lookUp(messagesOf('it').asks.exemptions, grant.exemption)
  const money: Block = {
    block: 'table',
    head: [m.decision.fund, m.decision.budgetLine, m.decision.cup, m.decision.fundAmount],
    rows: grant.funding.map(({ fund, cents }) => {
      const source = municipality.funds.find(({ id }) => id === fund)
      return [
        source?.name ?? fund,
        source?.budgetLine ?? m.decision.none,
        source?.cup ?? m.decision.none,
        f.euro(cents),
      ]
    }),
  }
  return [
    facts(
      [m.decision.amount, f.euro(grant.totalCents)],
      grant.months > 1 && [m.decision.monthly, f.euro(grant.monthlyCents)],
      [m.decision.months, m.decision.monthCount({ count: grant.months })],
      grant.owedMinutes > 0 && [m.decision.hours, f.hours(grant.owedMinutes)],
      !request.sealed && exemption !== undefined && exemption !== '' && [m.decision.exempt, exemption],
      !request.sealed && grant.limits !== undefined && [m.decision.limits, grant.limits],
      [m.decision.plan, m.decision.plans[grant.plan]],
      !request.sealed &&
        grant.payee !== undefined && [
          m.decision.payTo,
          m.decision.payeeOf({ name: grant.payee.name, reasons: grant.payee.reasons }),
        ],
      !request.sealed &&
        grant.advantage !== undefined && [
          m.decision.advantage,
          m.decision.advantageOf({
            kind: messagesOf('it').asks.advantages[grant.advantage.kind],
            provider: grant.advantage.provider,
            description: grant.advantage.description,
          }),
        ],
      !request.sealed && [m.decision.programme, programme?.name ?? grant.programme],
    ),
    ...(request.sealed ? [] : [money]),
    ...(grant.owedMinutes > 0 ? prose(m.decision.barter) : []),
  ]
}

function timeSection(subject: PaperInput, decision: Decision): PaperSection {
  const { request, rules } = subject
  const decidedOn = dayOf(decision.at)
  const time = termFacts(subject, decidedOn)
  const { days } = m.time
  return {
    heading: m.time.title,
    blocks: [
      facts(
        [m.time.prescribed, `${days({ count: time.prescribedDays })} (${rules.parameters.termDays.article})`],
        time.stoodDays > 0 && [m.time.stood, days({ count: time.stoodDays })],
        [m.time.due, f.day(time.dueOn)],
        [
          m.time.actual,
          m.time.actualOf({
            days: days({ count: time.actualDays }),
            from: f.day(dayOf(request.receivedAt)),
            to: f.day(decidedOn),
          }),
        ],
      ),
      ...prose(time.lateDays > 0 ? m.time.late({ days: days({ count: time.lateDays }) }) : m.time.onTime),
    ],
  }
}

const summaryOf = (outcome: Decision['outcome'], grant: Grant | undefined): string[] =>
  grant
    ? [
        m.decision.approvedSummary({ total: f.euro(grant.totalCents) }),
        ...(grant.months > 1
          ? [m.decision.inMonths({ monthly: f.euro(grant.monthlyCents), count: grant.months })]
          : []),
        grant.owedMinutes > 0
          ? m.decision.hoursSummary({ hours: f.hours(grant.owedMinutes) })
          : m.decision.exemptSummary,
      ]
    : [outcome === 'inadmissible' ? m.decision.inadmissibleSummary : m.decision.refusedSummary]

/** Returns the paper of a decision with facts, law, reasons, amount, fund and appeal (L. 241/1990 art. 2, 3, 10-bis, 12). */
export function decisionPaper(subject: PaperInput, decision: Decision): PaperContent {
  const outcome = decision.outcome
  const grant = outcome === 'approved' ? subject.request.grant : undefined
  const decider = memberOf(subject, decision.by)
  return paperOf(subject, {
    title: m.titles[outcome],
    summary: summaryOf(outcome, grant),
    sections: [
      aboutSection(subject),
      factsSection(subject, decision),
      lawSection(subject, decision),
      ...evaluationSection(subject, decision),
      ...groundsSection(subject),
      ...reasonsSection(subject, decision),
      {
        heading: m.decision.title,
        blocks: [...prose(m.decision[outcome]), ...(grant ? grantBlocks(subject, grant) : [])],
      },
      timeSection(subject, decision),
      remediesSection(subject),
    ],
    signedBy: [decider === undefined ? undefined : [m.signatures.decider, decider], officerName(subject)],
    at: decision.at,
  })
}
