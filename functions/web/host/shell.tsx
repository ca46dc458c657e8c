import type { ComponentChildren } from 'preact'
import type { Language } from '../../domain/base/languages.ts'
import { siteMessagesOf } from '../../texts/messages.ts'
import type { Host, Municipality } from '../../domain/municipality/regulation.ts'
import { link, Page } from '../../ui/page.tsx'

/** The input of the pages of a host. */
export type HostContext = { host: Host; municipality: Municipality; language: Language }

type ShellProps = HostContext & { title: string; path: string; hasErrors?: boolean; children: ComponentChildren }

/** Renders the frame of a host's page. */
export function HostShell({ host, municipality, language, title, path, hasErrors = false, children }: ShellProps) {
  const { host: m } = siteMessagesOf(language)
  return (
    <Page language={language} title={title} office={municipality.office} path={path} hasErrors={hasErrors}>
      <div class="desk-bar">
        <p>
          <a href={link('/host', language)}>{m.title}</a> · <strong>{host.name}</strong>
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
