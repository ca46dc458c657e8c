import type { Language } from '../../domain/base/languages.ts'
import type { DeskMessages } from '../../texts/messages.ts'
import type { Office } from '../../domain/municipality/regulation.ts'
import { blank, type Control, type Form } from '../../ui/controls.ts'
import { ErrorSummary, Field } from '../../ui/form.tsx'
import { link, Page } from '../../ui/page.tsx'

/** The path and the texts of a sign-in page, of the desk or of hosts. */
export type SignInTexts = { path: '/desk' | '/host'; texts: DeskMessages['enter'] }
type Props = SignInTexts & { language: Language; office: Office | undefined }

/** Returns the control for the mail address, the only question of the sign-in page. */
export const emailControl = ({ email }: SignInTexts['texts']): Control => ({
  path: 'email',
  type: 'email',
  ...email,
  autocomplete: 'email',
})

/** Renders the form for a mail address. */
export function SignInPage({ path, texts: m, language, office, form = blank(language) }: Props & { form?: Form }) {
  return (
    <Page language={language} title={m.title} office={office} path={path} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <form method="post" action={link(path, language)} novalidate>
          <Field form={form} control={emailControl(m)} />
          <button class="btn btn-primary" type="submit">
            {m.send}
          </button>
        </form>
      </div>
    </Page>
  )
}

/** Renders the page after a request for a link, the same for every address. */
export function LinkSentPage({ path, texts: m, language, office, minutes }: Props & { minutes: number }) {
  return (
    <Page language={language} title={m.sentTitle} office={office} path={path}>
      <div class="narrow">
        <h1>{m.sentTitle}</h1>
        <p class="lead">{m.sent({ count: minutes })}</p>
      </div>
    </Page>
  )
}

/**
 * Renders the page behind a link, with a button because mail scanners open links too. Without a name the link is no longer
 * valid.
 */
export function EnterPage({ path, texts: m, language, office, name }: Props & { name: string | undefined }) {
  const title = name === undefined ? m.goneTitle : m.readyTitle
  return (
    <Page language={language} title={title} office={office}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{name === undefined ? m.gone : m.ready({ name })}</p>
        {name === undefined ? (
          <a class="btn btn-primary" href={link(path, language)}>
            {m.again}
          </a>
        ) : (
          <form method="post">
            <button class="btn btn-primary btn-lg" type="submit">
              {m.go}
            </button>
          </form>
        )}
      </div>
    </Page>
  )
}
