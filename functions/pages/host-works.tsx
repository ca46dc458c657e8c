import type { ComponentChildren } from 'preact'
import type { Language } from '../domain/application.ts'
import type { Host, Municipality } from '../domain/regulation.ts'
import type { Work } from '../domain/work.ts'
import { blank, type Form } from './controls.ts'
import { ErrorSummary, Fields } from './form.tsx'
import { worksMessagesOf } from './messages/works.ts'
import { link, Page } from './page.tsx'
import { CloseForm, isFault, photoErrors, Photos, WorkFacts, type WorkNotice, WorkRow, WorkTold } from './works.tsx'
import { postingControls } from './works-form.ts'

/** Whose page it is. */
export type HostContext = { host: Host; municipality: Municipality; language: Language }

const PATH = '/host/works'

type ShellProps = HostContext & { title: string; path: string; hasErrors: boolean; children: ComponentChildren }
/** A page of a host: which one, and the way out. */
function Shell({ host, municipality, language, title, path, hasErrors, children }: ShellProps) {
  const { host: m } = worksMessagesOf(language)
  return (
    <Page language={language} title={title} office={municipality.office} path={path} hasErrors={hasErrors}>
      <div class="desk-bar">
        <p>
          <a href={link('/host', language)}>{m.back}</a> · <strong>{host.name}</strong>
        </p>
        <form method="post" action={link('/host/leave', language)}>
          <button class="btn btn-outline-secondary btn-sm" type="submit">
            {m.leave}
          </button>
        </form>
      </div>
      {children}
    </Page>
  )
}

/** What a host asked for, and the form for more. */
export function HostWorksPage({
  works,
  token,
  form,
  ...context
}: HostContext & { works: readonly Work[]; token: string; form: Form }) {
  const { language } = context
  const { title, host: m } = worksMessagesOf(language)
  return (
    <Shell {...context} title={title} path={PATH} hasErrors={form.errors.length > 0}>
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      <p class="lead">{m.lead}</p>
      <section aria-labelledby="mine">
        <h2 id="mine">
          {m.mine} ({works.length})
        </h2>
        {works.length === 0 ? (
          <p>{m.none}</p>
        ) : (
          <ul class="worklist">
            {works.map((work) => (
              <WorkRow key={work.id} work={work} path={PATH} language={language} />
            ))}
          </ul>
        )}
      </section>
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
    </Shell>
  )
}

/** One work request of a host: where it stands, and what closes it. */
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
    <Shell {...context} title={work.title} path={path} hasErrors={hasErrors}>
      <ErrorSummary form={summary} />
      <WorkTold notice={notice} language={language} />
      <h1>{work.title}</h1>
      <WorkFacts {...context} work={work} />
      <div class="narrow">
        <Photos work={work} path={path} language={language} notice={notice} />
        <CloseForm work={work} action={path} language={language} form={form} />
      </div>
      <p class="mt-4">
        <a href={link(PATH, language)}>{title}</a>
      </p>
    </Shell>
  )
}
