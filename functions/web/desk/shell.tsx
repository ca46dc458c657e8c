import type { ComponentChildren } from 'preact'
import type { Language } from '../../domain/base/languages.ts'
import { deskMessagesOf } from '../../texts/messages.ts'
import { maySeeMoney } from '../../domain/money/roles.ts'
import type { Municipality, StaffMember } from '../../domain/municipality/regulation.ts'
import { fullName } from './context.ts'
import { link, Page } from '../../ui/page.tsx'

/** The signed-in member of staff, with municipality and language. */
export type Worker = { member: StaffMember; municipality: Municipality; language: Language }

type DeskProps = Worker & { title: string; path: string; hasErrors?: boolean; children: ComponentChildren }

/** Renders the frame of a desk page. */
export function Desk({ member, municipality, language, title, path, hasErrors = false, children }: DeskProps) {
  const m = deskMessagesOf(language)
  return (
    <Page language={language} title={title} office={municipality.office} path={path} hasErrors={hasErrors}>
      <div class="desk-bar">
        <p>
          <a href={link('/desk', language)}>{m.title}</a> · {m.signedInAs} <strong>{fullName(member)}</strong>,{' '}
          {m.roles[member.role]}
          {maySeeMoney({ member }) && (
            <>
              {' '}
              · <a href={link('/desk/finance', language)}>{m.finance}</a>
            </>
          )}
        </p>
        <search>
          <form class="desk-search" method="post" action={link('/desk/search', language)}>
            <label class="desk-search-label" for="q">
              {m.search.label}
            </label>
            <input class="form-control" id="q" name="q" type="text" autocomplete="off" aria-describedby="q-hint" />
            <button class="btn btn-outline-primary btn-sm" type="submit">
              {m.search.go}
            </button>
            <p class="desk-search-hint" id="q-hint">
              {m.search.hint}
            </p>
          </form>
        </search>
        <form method="post" action={link('/desk/leave', language)}>
          <button class="btn btn-outline-secondary btn-sm" type="submit">
            {m.leave}
          </button>
        </form>
      </div>
      {children}
    </Page>
  )
}
