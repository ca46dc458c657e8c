import type { Work } from '../../../domain/activity/work.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { type HostContext, HostShell } from '../shell.tsx'
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
import { postingControls } from '../../parts/works-form.ts'
import { WorkList } from '../../parts/work-list.tsx'

const PATH = '/host/works'

/** Renders the work requests of a host and the form for a new one. */
export function HostWorksPage({
  works,
  token,
  form,
  ...context
}: HostContext & { works: readonly Work[]; token: string; form: Form }) {
  const { language } = context
  const { title, host: m } = worksMessagesOf(language)
  return (
    <HostShell {...context} title={title} path={PATH} hasErrors={form.errors.length > 0}>
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      <p class="lead">{m.lead}</p>
      <WorkList id="mine" title={m.mine} none={m.none}>
        {works.map((work) => (
          <WorkRow key={work.id} work={work} path={PATH} language={language} />
        ))}
      </WorkList>
      <section class="narrow" aria-labelledby="ask">
        <h2 id="ask">{m.formTitle}</h2>
        <form method="post" action={link(PATH, language)} novalidate>
          <input type="hidden" name="token" value={token} />
          <Fields form={form} controls={postingControls(language)} />
          <button class="btn btn-primary" type="submit">
            {m.submit}
          </button>
        </form>
      </section>
    </HostShell>
  )
}

/** Renders a work request of a host: its state, and the form that closes it. */
export function HostWorkPage({
  work,
  notice,
  form,
  ...context
}: HostContext & { work: Work; notice?: WorkNotice | undefined; form?: Form | undefined }) {
  const { language } = context
  const { title } = worksMessagesOf(language)
  const path = `${PATH}/${work.id}`
  const summary = form ?? { ...blank(language), errors: photoErrors(notice, language) }
  const hasErrors = summary.errors.length > 0 || isFault(notice)
  return (
    <HostShell {...context} title={work.title} path={path} hasErrors={hasErrors}>
      <ErrorSummary form={summary} />
      <WorkNoticeText notice={notice} language={language} />
      <h1>{work.title}</h1>
      <WorkFacts {...context} work={work} />
      <div class="narrow">
        <Photos work={work} path={path} language={language} notice={notice} />
        <CloseForm work={work} action={path} language={language} form={form} />
      </div>
      <p class="mt-4">
        <a href={link(PATH, language)}>{title}</a>
      </p>
    </HostShell>
  )
}
