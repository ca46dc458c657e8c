import type { ComponentChildren } from 'preact'
import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { siteMessagesOf } from '../../../texts/messages.ts'
import { siteSentence } from '../../../texts/sentences.ts'
import { timeOf } from '../../../domain/base/calendar.ts'
import type { Problem } from '../../../domain/base/problems.ts'
import type { Office } from '../../../domain/municipality/regulation.ts'
import type { Direction, CheckInResult } from '../../../domain/hours/check-in.ts'
import { blank, type Control, type Form } from '../../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { link, Notice, Page } from '../../../ui/page.tsx'

/** The input of the pages behind the code at a site. */
export type CheckInContext = { language: Language; office: Office | undefined; hostName: string }

type ShellProps = CheckInContext & { title: string; path: string; hasErrors?: boolean; children: ComponentChildren }
const Shell = ({ language, office, hostName, title, path, hasErrors = false, children }: ShellProps) => (
  <Page language={language} title={title} office={office} path={path} hasErrors={hasErrors}>
    <div class="narrow here">
      {hostName && <p>{hostName}</p>}
      {children}
    </div>
  </Page>
)

/** Returns the controls for a visitor whose phone is not registered. */
export function whoControls(language: Language): Control[] {
  const { here: m } = siteMessagesOf(language)
  return [
    { path: 'number', type: 'text', short: true, ...m.number },
    { path: 'pin', type: 'whole', short: true, ...m.pin },
  ]
}

type WhoProps = CheckInContext & { path: string; seen: string; form?: Form }
export function IdentifyPage({ seen, form, ...context }: WhoProps) {
  const { language, path } = context
  const { here: m } = siteMessagesOf(language)
  const shown = form ?? blank(language)
  return (
    <Shell {...context} title={m.who} hasErrors={shown.errors.length > 0}>
      <ErrorSummary form={shown} />
      <h1>{m.who}</h1>
      <p class="lead">{m.whoLead}</p>
      <form method="post" action={link(path, language)} novalidate>
        <input type="hidden" name="seen" value={seen} />
        <Fields form={shown} controls={whoControls(language)} />
        <button class="btn btn-primary btn-lg" type="submit">
          {m.go}
        </button>
      </form>
    </Shell>
  )
}

type ButtonProps = CheckInContext & {
  path: string
  seen: string
  /** The pass of a visitor who typed their number. */
  visitor: string | undefined
  firstName: string
  direction: Direction
  since: string | undefined
}
/** Renders the check-in button with the first name of the person. */
export function CheckInPage({ seen, visitor, firstName, direction, since, ...context }: ButtonProps) {
  const { language, path } = context
  const { here: m } = siteMessagesOf(language)
  return (
    <Shell {...context} title={m.title}>
      <h1>{m.hello({ name: firstName })}</h1>
      <p class="lead">{direction === 'out' && since ? m.outLead({ time: timeOf(since) }) : m.inLead}</p>
      <form method="post" action={link(path, language)}>
        <input type="hidden" name="seen" value={seen} />
        {visitor && <input type="hidden" name="visitor" value={visitor} />}
        <button class="btn btn-primary btn-huge" type="submit" name="direction" value={direction}>
          {m[direction]}
        </button>
      </form>
      <p class="mt-4">
        <a href={link(path, language, { other: '1' })}>{m.notMe}</a>
      </p>
    </Shell>
  )
}

type DoneProps = CheckInContext & { path: string; visited: Exclude<CheckInResult, { outcome: 'refused' }> }
/** Renders the result of a check-in. */
export function CheckedInPage({ visited, ...context }: DoneProps) {
  const { language } = context
  const { here: m } = siteMessagesOf(language)
  const { hours } = formatOf(language)
  if (visited.outcome === 'in')
    return (
      <Shell {...context} title={m.welcome}>
        <h1>{m.welcome}</h1>
        <Notice kind="success" live>
          <p class="lead">{m.welcomeText({ time: timeOf(visited.since) })}</p>
        </Notice>
      </Shell>
    )
  if (visited.outcome === 'uncounted')
    return (
      <Shell {...context} title={m.bye}>
        <h1>{m.bye}</h1>
        <Notice kind="warning" live>
          <p class="lead">{m.uncounted}</p>
          <p>{siteSentence(visited.problem, language)}</p>
          <p>{m.askHost}</p>
        </Notice>
      </Shell>
    )
  const { shift, minutes, stayed, limit } = visited
  return (
    <Shell {...context} title={m.bye}>
      <h1>{m.bye}</h1>
      <Notice kind="success" live>
        <p class="lead">{m.byeText({ from: timeOf(shift.starts), to: timeOf(shift.ends), hours: hours(minutes) })}</p>
      </Notice>
      {minutes < stayed && (
        <Notice kind="warning">
          <p>{m.counted({ stayed: hours(stayed), hours: hours(minutes) })}</p>
          <p>{siteSentence(limit ?? { code: 'here.allDone' }, language)}</p>
        </Notice>
      )}
    </Shell>
  )
}

type RefusedProps = CheckInContext & { path: string; problem: Omit<Problem, 'field'> }
/** Renders why no check-in was recorded, and what to do. */
export function CheckInRefusedPage({ problem, ...context }: RefusedProps) {
  const { language } = context
  const { here: m } = siteMessagesOf(language)
  return (
    <Shell {...context} title={m.refusedTitle} hasErrors>
      <h1>{m.refusedTitle}</h1>
      <div class="alert alert-danger" role="alert">
        <p class="lead">{siteSentence(problem, language)}</p>
      </div>
    </Shell>
  )
}
