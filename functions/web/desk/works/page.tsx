import { answerOf, type Work, type WorkState, mayAnswer } from '../../../domain/activity/work.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { Desk, type Worker } from '../shell.tsx'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { worksMessagesOf } from '../../../texts/messages.ts'
import { link } from '../../../ui/page.tsx'
import {
  CloseForm,
  isFault,
  photoErrors,
  Photos,
  WorkFacts,
  type WorkNotice,
  WorkRow,
  WorkNoticeText,
} from '../../parts/works.tsx'
import {
  ACCEPTANCE_PREFIX,
  acceptanceControls,
  acceptanceOf,
  DECLINE_PREFIX,
  declineControls,
} from '../../parts/works-form.ts'
import { WorkList } from '../../parts/work-list.tsx'

const PATH = '/desk/works'
const GROUPS = {
  posted: ['posted'],
  accepted: ['accepted'],
  closed: ['done', 'declined'],
} as const satisfies Record<string, readonly WorkState[]>

/** Renders the work requests of hosts: first those without an answer, the newest on top. */
export function DeskWorksPage({ works, ...worker }: Worker & { works: readonly Work[] }) {
  const { language, municipality } = worker
  const { title, desk: m } = worksMessagesOf(language)
  const group = (name: keyof typeof GROUPS) => {
    const states: readonly WorkState[] = GROUPS[name]
    const rows = works.filter(({ progress }) => states.includes(progress.state))
    return (
      <WorkList id={name} title={m[name]} none={m.none}>
        {rows.map((work) => (
          <WorkRow
            key={work.id}
            work={work}
            path={PATH}
            language={language}
            about={municipality.hosts.find(({ id }) => id === work.host)?.name}
          />
        ))}
      </WorkList>
    )
  }
  return (
    <Desk {...worker} title={title} path={PATH}>
      <h1>{title}</h1>
      {group('posted')}
      {group('accepted')}
      {group('closed')}
    </Desk>
  )
}

export type WorkAct = 'accept' | 'decline' | 'close'
type Sent = { act: WorkAct; form: Form }
type AnswerProps = Worker & { work: Work; sent?: Sent | undefined }

/** Renders the two answers to a host: a project, or a refusal with reasons. */
function Answers({ work, municipality, language, sent }: AnswerProps) {
  const { desk: m } = worksMessagesOf(language)
  const path = `${PATH}/${work.id}`
  const formOf = (act: WorkAct, otherwise: Form) => (sent?.act === act ? sent.form : otherwise)
  return (
    <>
      <section aria-labelledby="accept">
        <h2 id="accept">{m.accept}</h2>
        <p>{m.acceptLead}</p>
        <form method="post" action={link(`${path}/accept`, language)} novalidate>
          <Fields
            form={formOf('accept', blank(language, acceptanceOf(work, language, municipality)))}
            controls={acceptanceControls(language, municipality)}
            prefix={ACCEPTANCE_PREFIX}
          />
          <button class="btn btn-primary" type="submit">
            {m.acceptSubmit}
          </button>
        </form>
      </section>
      <section class="mt-5" aria-labelledby="decline">
        <h2 id="decline">{m.decline}</h2>
        <p>{m.declineLead}</p>
        <form method="post" action={link(`${path}/decline`, language)} novalidate>
          <Fields
            form={formOf('decline', blank(language))}
            controls={declineControls(language)}
            prefix={DECLINE_PREFIX}
          />
          <button class="btn btn-outline-primary" type="submit">
            {m.declineSubmit}
          </button>
        </form>
      </section>
    </>
  )
}

type PageProps = Worker & { work: Work; notice?: WorkNotice | undefined; sent?: Sent | undefined }

/** Renders a work request at the desk, with the acts that the office may do. */
export function DeskWorkPage({ work, notice, sent, ...worker }: PageProps) {
  const { language } = worker
  const { desk: m } = worksMessagesOf(language)
  const path = `${PATH}/${work.id}`
  const summary = sent?.form ?? { ...blank(language), errors: photoErrors(notice, language) }
  const may = mayAnswer(worker.member)
  const answer = answerOf(work)
  return (
    <Desk {...worker} title={work.title} path={path} hasErrors={summary.errors.length > 0 || isFault(notice)}>
      <ErrorSummary form={summary} />
      <WorkNoticeText notice={notice} language={language} />
      <h1>{work.title}</h1>
      <WorkFacts {...worker} work={work} />
      {answer && answer.notifiedAt === undefined && <p>{m.answerPending}</p>}
      <div class="narrow">
        {may && work.progress.state === 'posted' && <Answers {...worker} work={work} sent={sent} />}
        {may && <Photos work={work} path={path} language={language} notice={notice} />}
        {may && (
          <CloseForm
            work={work}
            action={`${path}/close`}
            language={language}
            form={sent?.act === 'close' ? sent.form : undefined}
          />
        )}
      </div>
      <p class="mt-4">
        <a href={link(PATH, language)}>{m.back}</a>
      </p>
    </Desk>
  )
}
