import type { ComponentChildren } from 'preact'
import { numberOf } from '../../domain/file/request.ts'
import { messagesOf } from '../../texts/messages.ts'
import { blank, type Form } from '../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../ui/form.tsx'
import { link, Notice, Page } from '../../ui/page.tsx'
import { QuickExit } from '../../ui/quick-exit.tsx'
import { askTools } from './facts.tsx'
import { choicesOf, sharedControls } from './form.ts'
import type { AskContext, Words } from './view.ts'
import { QUESTION_VIEWS } from './views.ts'

/** Returns the texts of a question's page, with the variants for its file. */
function wordsOf(context: AskContext): Words {
  const { m } = askTools(context)
  const { kind } = context.ask
  return { hint: m.recordHint, kept: m.kept, ...m.kinds[kind], ...QUESTION_VIEWS[kind].words?.(context) }
}

/** The input of the page of an open ask. */
type AskProps = { context: AskContext; form?: Form; kept?: boolean }
export function AskPage({ context, form = blank(context.language), kept = false }: AskProps) {
  const { ask, municipality, language } = context
  const { m, all, f } = askTools(context)
  const { single, facts } = QUESTION_VIEWS[ask.kind]
  const words = wordsOf(context)
  const choices = choicesOf(context).filter(({ offered }) => offered !== false)
  const [only] = choices
  const shared = sharedControls(choices)
  return (
    <Page language={language} title={words.title} office={municipality.office} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        {ask.to.role === 'citizen' && <QuickExit file={context.file} language={language} />}
        <ErrorSummary form={form} />
        <p class="step-number">{m.about({ number: numberOf(context.file.request) })}</p>
        <h1>{words.title}</h1>
        {kept && (
          <Notice kind="success" live>
            <p>{words.kept}</p>
          </Notice>
        )}
        <p class="lead">{words.lead}</p>
        <p>
          <strong>{m.by({ day: f.day(ask.dueOn) })}</strong>
        </p>
        {facts(context)}
        <form method="post" novalidate>
          <h2>{m.yourAnswer}</h2>
          {single && only ? (
            <>
              <input type="hidden" name="choice" value={only.value} />
              <Fields form={form} controls={only.controls} prefix={`${only.value}.`} />
            </>
          ) : (
            <>
              <Fields form={form} controls={[{ path: 'choice', type: 'radio', label: m.question, options: choices }]} />
              {shared && <Fields form={form} controls={shared} />}
              {!shared &&
                choices.map(
                  ({ value, label, controls }, index) =>
                    controls.length > 0 && (
                      <fieldset class="only-if" key={value} data-choice={index + 1}>
                        <legend>{all.site.onlyIf({ option: label })}</legend>
                        <Fields form={form} controls={controls} prefix={`${value}.`} />
                      </fieldset>
                    ),
                )}
            </>
          )}
          <p class="form-text">{words.hint}</p>
          <button class="btn btn-primary btn-lg" type="submit">
            {m.record}
          </button>
        </form>
      </div>
    </Page>
  )
}

type AfterProps = { context: AskContext; title: string; path?: string; children: ComponentChildren }
const After = ({ context, title, path, children }: AfterProps) => (
  <Page language={context.language} title={title} office={context.municipality.office} {...(path ? { path } : {})}>
    <div class="narrow">
      <p class="step-number">{messagesOf(context.language).asks.about({ number: numberOf(context.file.request) })}</p>
      <h1>{title}</h1>
      {children}
    </div>
  </Page>
)

/** Renders the page after an answer: it is recorded, and what happens next. */
export const RecordedPage = ({ context }: { context: AskContext }) => {
  const { m } = askTools(context)
  return (
    <After context={context} title={m.recordedTitle}>
      <Notice kind="success" live>
        <p>{m.recorded}</p>
      </Notice>
      <p>{wordsOf(context).next}</p>
    </After>
  )
}

/** Renders the page of an answered ask: who answered, and when. */
export const AnsweredPage = ({ context, by, at }: { context: AskContext; by: string; at: string }) => {
  const { m, all } = askTools(context)
  return (
    <After context={context} title={m.answeredTitle}>
      <p>{all.refusals.details.answered({ answeredBy: by, answeredAt: at })}</p>
    </After>
  )
}

type GoneProps = { context: AskContext; renewable: boolean; address: string }
/** Renders the page of an expired link, which offers a new one while the ask is open. */
export const GonePage = ({ context, renewable, address }: GoneProps) => {
  const { m, all } = askTools(context)
  if (!renewable)
    return (
      <After context={context} title={m.closedTitle}>
        <p>{all.refusals.details.closed}</p>
      </After>
    )
  return (
    <After context={context} title={all.refusals.titles[410]}>
      <p>{all.refusals.details.gone}</p>
      <form method="post" action={link(`${address}/renew`, context.language)}>
        <button class="btn btn-primary" type="submit">
          {m.renew}
        </button>
      </form>
    </After>
  )
}

export const RenewedPage = ({ context, address }: { context: AskContext; address: string }) => {
  const { m } = askTools(context)
  return (
    <After context={context} title={m.renewedTitle} path={address}>
      <Notice kind="success" live>
        <p>{m.renewed}</p>
      </Notice>
    </After>
  )
}
