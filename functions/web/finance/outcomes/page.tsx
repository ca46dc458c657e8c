import type { Language } from '../../../domain/base/languages.ts'
import type { Problem } from '../../../domain/base/problems.ts'
import { OUTCOME_FORMAT } from '../../../domain/treasury/treasury.ts'
import type { ImportReport } from '../../../usecases/money/import-outcomes.ts'
import type { FieldError, Form } from '../../../ui/controls.ts'
import { Desk, type Worker } from '../../desk/shell.tsx'
import { FieldErrors } from '../../../ui/field-parts.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { formatOf } from '../../../texts/format.ts'
import { financeMessagesOf } from '../../../texts/messages.ts'
import { link, Notice } from '../../../ui/page.tsx'
import { Columns, Scrolled } from '../../../ui/table.tsx'

const PATH = '/desk/finance/outcomes'

/** Renders the form for the treasury's file, uploaded or pasted. */
export function OutcomesPage({ form, ...worker }: Worker & { form: Form }) {
  const { language, municipality } = worker
  const { import: m, back } = financeMessagesOf(language)
  const { columns, ordered, paid, returned } = municipality.finance.outcomeFormat ?? OUTCOME_FORMAT
  const wrong = form.errors.map(({ message }) => message)
  return (
    <Desk {...worker} title={m.title} path={PATH} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <p>
          {m.columns({ columns: Object.values(columns).join(', ') })}{' '}
          {m.words({ ordered: ordered.join(', '), paid: paid.join(', '), returned: returned.join(', ') })}
        </p>
        <form method="post" enctype="multipart/form-data" action={link(PATH, language)}>
          <div class="form-group">
            <label class="form-label" for="file">
              {m.file}
            </label>
            <input
              class="form-control"
              type="file"
              id="file"
              name="file"
              accept=".csv,.txt,.xml"
              {...(wrong.length > 0 ? { 'aria-invalid': 'true' as const } : {})}
              aria-describedby={wrong.length > 0 ? 'file-hint file-error' : 'file-hint'}
            />
            <p class="form-text" id="file-hint">
              {m.fileHint}
            </p>
            <FieldErrors name="file" messages={wrong} language={language} />
          </div>
          <div class="form-group">
            <label class="form-label" for="text">
              {m.text}
            </label>
            <textarea class="form-control" id="text" name="text" rows={6} />
          </div>
          <button class="btn btn-primary" type="submit">
            {m.go}
          </button>
        </form>
        <p class="mt-4">
          <a href={link('/desk/finance', language)}>{back}</a>
        </p>
      </div>
    </Desk>
  )
}

type Row = { line: number; reference: string; what: string }

function Lines({
  id,
  title,
  what,
  rows,
  language,
}: { id: string; title: string; what: string; rows: readonly Row[] } & Pick<Worker, 'language'>) {
  const { import: m } = financeMessagesOf(language)
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} ({rows.length})
      </h2>
      <Scrolled label={title}>
        <table class="table">
          <Columns names={[m.line, m.reference, what]} />
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                <td>{row.line}</td>
                <td>{row.reference}</td>
                <td>{row.what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  )
}

/** Renders the recorded lines of an import, and why each other line was not recorded. */
export function ImportedPage({ report, ...worker }: Worker & { report: ImportReport }) {
  const { language } = worker
  const { import: m, refused, unread, back } = financeMessagesOf(language)
  const { day } = formatOf(language)
  const { recorded, already, refused: not } = report
  const known = { ordered: m.alreadyOrdered, paid: m.alreadyPaid, returned: m.alreadyReturned }
  const left: Row[] = [
    ...not.map(({ line, reference, why, on }) => ({
      line,
      reference,
      what: why === 'paid' && on ? `${m.alreadyPaid({ day: day(on) })}. ${refused[why]}` : refused[why],
    })),
    ...report.unread.map(({ line, code, value = '' }) => ({ line, reference: value, what: unread[code] })),
  ].sort((a, b) => a.line - b.line)
  return (
    <Desk {...worker} title={m.doneTitle} path={PATH}>
      <h1>{m.doneTitle}</h1>
      <Notice kind={left.length > 0 ? 'warning' : 'success'} live>
        <p>
          {m.summary({ recorded: recorded.length, already: already.length, left: left.length + report.unreadMore })}
        </p>
        {report.unreadMore > 0 ? <p>{m.unreadMore({ count: report.unreadMore })}</p> : null}
      </Notice>
      <Lines id="left" title={m.left} what={m.what} rows={left} language={language} />
      <Lines
        id="recorded"
        title={m.recorded}
        what={m.outcome}
        rows={recorded.map(({ on, outcome, ...row }) => ({
          ...row,
          what: outcome === 'returned' ? m.returned : m[outcome]({ day: day(on) }),
        }))}
        language={language}
      />
      <Lines
        id="already"
        title={m.already}
        what={m.outcome}
        rows={already.map(({ on, outcome, ...row }) => ({
          ...row,
          what: known[outcome]({ day: day(on) }),
        }))}
        language={language}
      />
      <p>
        <a href={link(PATH, language)}>{m.another}</a>
      </p>
      <p>
        <a href={link('/desk/finance', language)}>{back}</a>
      </p>
    </Desk>
  )
}

/** Returns the problems of a file as errors: it is empty, or has more outcomes than can be recorded at once. */
export const fileErrors = (problems: readonly Problem[], language: Language): FieldError[] => {
  const { import: m } = financeMessagesOf(language)
  return problems.map(({ code, values: { count = 0, max = 0 } = {} }) => ({
    name: 'file',
    label: m.file,
    message: code === 'tooMany' ? m.tooMany({ count: Number(count), most: max }) : m.nothing,
  }))
}
