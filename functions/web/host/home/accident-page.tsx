import { siteMessagesOf } from '../../../texts/messages.ts'
import type { HostGuest } from '../../../usecases/desk/host-view.ts'
import { accidentControls } from '../../parts/accident-form.ts'
import { blank, type Form } from '../../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { link } from '../../../ui/page.tsx'
import { type HostContext, HostShell } from '../shell.tsx'

type AccidentProps = HostContext & { guest: HostGuest; form?: Form; isRefused?: boolean }

/** Renders the form to report an accident. */
export function HostAccidentPage({ guest, form, isRefused = false, ...context }: AccidentProps) {
  const { language } = context
  const { accident: m, host } = siteMessagesOf(language)
  const shown = form ?? blank(language)
  const title = m.title({ name: guest.name })
  const path = `/host/accidents/${guest.request}`
  return (
    <HostShell {...context} title={title} path={path} hasErrors={isRefused || shown.errors.length > 0}>
      <div class="narrow">
        <ErrorSummary form={shown} />
        <h1>{title}</h1>
        <p class="lead">{m.lead}</p>
        <p>{m.inail}</p>
        {isRefused && (
          <div class="alert alert-danger" role="alert">
            <p>{m.refused}</p>
          </div>
        )}
        <form method="post" action={link(path, language)} novalidate>
          <Fields form={shown} controls={accidentControls(language)} />
          <button class="btn btn-primary" type="submit">
            {m.submit}
          </button>
        </form>
        <p class="mt-4">
          <a href={link('/host', language)}>{host.back}</a>
        </p>
      </div>
    </HostShell>
  )
}
