import { dayOf } from '../../../domain/base/calendar.ts'
import { type ActName, actsFor } from '../../../domain/acts/index.ts'
import { knowsNeeds, maySee } from '../../../domain/file/sealed.ts'
import type { TrailEntry } from '../../../domain/file/trail.ts'
import { receipt } from '../../../domain/acts/receipt.ts'
import type { Verdict } from '../../../usecases/procedure/verify-trail.ts'
import { Clawbacks } from '../../parts/clawbacks.tsx'
import { ActForm } from '../acts/page.tsx'
import { disputeLines } from './disputes.ts'
import { type DeskContext, staffById, titleOf } from '../context.ts'
import { Desk } from '../shell.tsx'
import { disputeMessagesOf, messagesOf } from '../../../texts/messages.ts'
import { EvaluationDetails } from '../../parts/evaluation.tsx'
import { type Fact, Facts, Notice } from '../../../ui/page.tsx'
import { numberOf } from '../../../domain/file/request.ts'
import { sectionTools, PlainList, FileSection, FactSection } from './section.tsx'
import { statusFacts } from './status.tsx'
import { applicationFacts, exchangeFacts } from './application.tsx'
import { proposalFacts, decisionFacts, reviewFacts } from './decision.tsx'
import { accidentFacts, placementFacts, hourFacts } from './activity.tsx'
import { FilePayments } from './payments.tsx'
import { FilePapers } from './papers.tsx'
import { Trail } from './trail.tsx'

/** Renders a form for each available act. */
function Acts({ context }: { context: DeskContext }) {
  const { m } = sectionTools(context)
  const acts = actsFor({ ...context, staff: staffById(context) })
  return (
    <FileSection id="acts" title={m.file.acts}>
      {acts.length === 0 && <p>{m.file.noActs}</p>}
      {acts.map((act) => (
        <details class="act" key={act} id={act}>
          <summary>{m.acts[act].title}</summary>
          <ActForm context={context} act={act} />
        </details>
      ))}
    </FileSection>
  )
}

type FileProps = {
  context: DeskContext
  trail: readonly TrailEntry[]
  verdict: Verdict
  stuckSince: string | undefined
  /** The act just done. */
  done: ActName | undefined
}

/** Renders a whole file: facts, available acts, then the trail. */
export function DeskFilePage({ context, trail, verdict, stuckSince, done }: FileProps) {
  const { request, m, all } = sectionTools(context)
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
        <FactSection id="standing" title={m.file.standing} facts={statusFacts(context, stuckSince)} />
        <Acts context={context} />
        {knowsNeeds(member) && (
          <>
            <FactSection id="application" title={m.file.application} facts={applicationFacts(context)} />
            <FactSection id="exchanges" title={m.file.exchanges} facts={exchangeFacts(context)} />
            <FactSection id="proposal" title={m.file.proposal} facts={proposalFacts(context)} />
            <FactSection id="decision" title={m.file.decision} facts={decisionFacts(context)} />
            {request.decision?.evaluation && (
              <EvaluationDetails evaluation={request.decision.evaluation} language={context.language} />
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
          facts={disputeLines(context).map(([label, lines]): Fact => [label, <PlainList items={lines} />])}
        />
        <FilePayments context={context} />
        <Clawbacks request={context.file.request} today={dayOf(context.now)} language={context.language} />
        {knowsNeeds(member) && <FilePapers context={context} />}
        <Trail context={context} trail={trail} verdict={verdict} />
      </div>
    </Desk>
  )
}

/**
 * Renders a sealed file for members not named on it: that it exists, and the form to open it by exception. Finance can
 * record receipts.
 */
export function SealedFilePage({ context, done }: Pick<FileProps, 'context' | 'done'>) {
  const { request, m } = sectionTools(context)
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
        {receipt.may({ ...context, staff: staffById(context) }) === undefined && (
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
