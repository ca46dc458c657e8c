import type { ComponentChildren } from 'preact'
import { type Language, LANGUAGES, LOCALES } from '../domain/base/languages.ts'
import { applyMessagesOf, messagesOf, statusMessagesOf } from '../texts/messages.ts'
import type { Office } from '../domain/municipality/regulation.ts'
const ASSETS = '/assets/bootstrap-italia'

/** Returns the address of a page in a language. */
export const link = (path: string, language: Language, query: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams({ ...query, lang: language })}`

export const Icon = ({ name, className = 'icon' }: { name: string; className?: string }) => (
  <svg class={className} aria-hidden="true">
    <use href={`${ASSETS}/svg/sprites.svg#it-${name}`} />
  </svg>
)

export type Shell = {
  language: Language
  title: string
  office?: Office | undefined
  /** The path of the page in other languages, if it differs. */
  path?: string
  query?: Record<string, string>
  /** True if the form has errors, which the title then announces. */
  hasErrors?: boolean
}

function Languages({ language, path = '', query = {} }: Shell) {
  return (
    <nav aria-label={messagesOf(language).site.languages}>
      <ul class="languages">
        {LANGUAGES.map((each) => (
          <li key={each}>
            <a
              href={link(path, each, query)}
              lang={each}
              hreflang={each}
              {...(each === language ? { 'aria-current': 'true' as const } : {})}
            >
              {LOCALES[each].name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Renders the contacts of an office. */
export const Contact = ({ office, language }: { office: Office; language: Language }) => {
  const { site } = messagesOf(language)
  return (
    <address>
      <strong>{office.name}</strong>
      <br />
      {office.office}, {office.address}
      <br />
      {site.email}: <a href={`mailto:${office.email}`}>{office.email}</a>
      <br />
      {site.phone}: <a href={`tel:${office.phone.replace(/[^+\d]/g, '')}`}>{office.phone}</a>
    </address>
  )
}

/** Renders a page: skip links, header of the municipality, main landmark, footer with the links required by law. */
export function Page(props: Shell & { children: ComponentChildren }) {
  const { language, title, office, hasErrors = false, children } = props
  const { site } = messagesOf(language)
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${hasErrors ? `${site.error} ` : ''}${title} – ${office?.name ?? site.name}`}</title>
        <link rel="stylesheet" href={`${ASSETS}/css/bootstrap-italia.min.css`} />
        <link rel="stylesheet" href="/assets/baratto.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <nav class="skiplinks" aria-label={site.skipLinks}>
          <a class="visually-hidden-focusable" href="#main">
            {site.skipToContent}
          </a>
          <a class="visually-hidden-focusable" href="#footer">
            {site.skipToFooter}
          </a>
        </nav>
        <header class="it-header-wrapper">
          <div class="it-header-slim-wrapper">
            <div class="container">
              <div class="it-header-slim-wrapper-content">
                <span class="navbar-brand">{office?.name ?? site.name}</span>
                <Languages {...props} />
              </div>
            </div>
          </div>
          <div class="it-nav-wrapper">
            <div class="it-header-center-wrapper it-small-header">
              <div class="container">
                <div class="it-header-center-content-wrapper">
                  <div class="it-brand-wrapper">
                    <a href={link('/', language)}>
                      <Icon name="pa" />
                      <div class="it-brand-text">
                        <div class="it-brand-title">{site.name}</div>
                        <div class="it-brand-tagline d-none d-md-block">{site.tagline}</div>
                      </div>
                    </a>
                  </div>
                </div>
              </div>
            </div>
          </div>
        </header>
        <main id="main" class="container" tabindex={-1}>
          {children}
        </main>
        <footer id="footer" class="it-footer" tabindex={-1}>
          <div class="it-footer-main">
            <div class="container">
              <h2 class="visually-hidden">{site.footer}</h2>
              <div class="row py-4">
                {office && (
                  <div class="col-md-6 pb-3">
                    <h3>{site.contacts}</h3>
                    <Contact office={office} language={language} />
                  </div>
                )}
                <div class="col-md-6 pb-3">
                  <h3>{site.information}</h3>
                  <ul class="footer-list">
                    <li>
                      <a href={link('/', language)}>{site.home}</a>
                    </li>
                    <li>
                      <a href={link('/accessibility', language)}>{site.accessibility}</a>
                    </li>
                    <li>
                      <a href={link('/privacy', language)}>{site.privacy}</a>
                    </li>
                    <li>
                      <a href={link('/transparency', language)}>{site.transparency}</a>
                    </li>
                  </ul>
                </div>
              </div>
            </div>
          </div>
        </footer>
      </body>
    </html>
  )
}

export type Fact = readonly [label: string, value: ComponentChildren]

/** Labelled values; those that do not apply are left out. */
export type FactList = readonly (Fact | undefined | false | '')[]

/** Renders labelled values and leaves out absent ones. */
export const Facts = ({ facts }: { facts: FactList }) => (
  <dl class="facts">
    {facts.map(
      (fact) =>
        fact && (
          <div key={fact[0]}>
            <dt>{fact[0]}</dt>
            <dd>{fact[1]}</dd>
          </div>
        ),
    )}
  </dl>
)

/** Renders a text with its paragraphs. */
export const Prose = ({ text, lang }: { text: string; lang?: Language }) => (
  <div class="prose" {...(lang ? { lang } : {})}>
    {text.split(/\n{2,}/).map((paragraph, index) => (
      <p key={index}>{paragraph}</p>
    ))}
  </div>
)

type NoticeProps = { kind: 'info' | 'success' | 'warning'; title?: string; live?: boolean; children: ComponentChildren }
/** Renders a notice; `live` announces it to screen readers. */
export const Notice = ({ kind, title, live = false, children }: NoticeProps) => (
  <div class={`alert alert-${kind}`} {...(live ? { role: 'status' } : {})}>
    {title && <h2 class="alert-heading h5">{title}</h2>}
    {children}
  </div>
)

type StepsProps = { language: Language; steps: readonly string[]; current: number }
/** Renders the current step of a form in several steps, in words and as a row. */
export const Steps = ({ language, steps, current }: StepsProps) => {
  const apply = applyMessagesOf(language)
  return (
    <div class="steppers">
      <div class="steppers-header">
        <ul aria-label={apply.stepsLabel}>
          {steps.map((label, index) => (
            <li
              key={label}
              class={index < current ? 'confirmed' : index === current ? 'active no-line' : ''}
              {...(index === current ? { 'aria-current': 'step' as const } : {})}
            >
              {label}
              {index < current && (
                <>
                  <Icon name="check" className="icon steppers-success" />
                  <span class="visually-hidden"> ({apply.stepDone})</span>
                </>
              )}
            </li>
          ))}
        </ul>
        <span class="steppers-index" aria-hidden="true">
          {current + 1}/{steps.length}
        </span>
      </div>
    </div>
  )
}

export type Moment = { label: string; state: 'done' | 'current' | 'todo'; on?: string | undefined }

/** Renders past, current and future steps of a request. */
export const Timeline = ({ language, moments }: { language: Language; moments: readonly Moment[] }) => {
  const status = statusMessagesOf(language)
  return (
    <ol class="timeline">
      {moments.map(({ label, state, on }) => (
        <li
          key={label}
          class={`timeline-${state}`}
          {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          <span class="timeline-label">{label}</span>
          <span class="timeline-state">
            {status[state]}
            {on && <> · {on}</>}
          </span>
        </li>
      ))}
    </ol>
  )
}
