import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { deskHoursMessagesOf, deskMessagesOf } from '../../../texts/messages.ts'
import { dayOf, daysBetween } from '../../../domain/base/calendar.ts'
import type { VerifyPeriodResult, ToVerify, ToVerifyList } from '../../../usecases/hours/verify-periods.ts'
import { entriesIn } from '../../../domain/hours/period-hours.ts'
import { type Control, errorsAt, type FieldError, type Form, readValues } from '../../../ui/controls.ts'
import { Desk, type Worker } from '../shell.tsx'
import { dueWords } from '../home/page.tsx'
import { ErrorSummary, Field } from '../../../ui/form.tsx'
import { entryLabel, PeriodsTable } from '../../parts/hour-entries.tsx'
import { link, Notice } from '../../../ui/page.tsx'
import { numberOf } from '../../../domain/file/request.ts'

/** Returns the field name prefix of a period, because a form has several. */
const prefixOf = (ask: string): string => `${ask}.`
const CHOICE = /^(\w+-verification-\d+)\.choice$/

function wordsOf(
  { file: { request }, period: { number, from, to } }: Pick<ToVerify, 'file' | 'period'>,
  language: Language,
) {
  const { verify: m } = deskHoursMessagesOf(language)
  const { day } = formatOf(language)
  const { firstName, lastName } = request.application.applicant
  return { name: `${firstName} ${lastName}`, when: m.period({ number, from: day(from), to: day(to) }) }
}

/** Returns the controls of a period, or those common to all periods, which read the form. */
function controlsOf(language: Language, item?: ToVerify): Record<'choice' | 'entries' | 'reasons', Control> {
  const { verify: m } = deskHoursMessagesOf(language)
  const { name, when } = item ? wordsOf(item, language) : { name: '', when: '' }
  const open = item ? entriesIn(item.file.postings, item.period.number).filter(({ state }) => state === 'recorded') : []
  const choices = (['later', 'verify', 'contest'] as const).filter((each) => each !== 'contest' || open.length > 0)
  return {
    choice: {
      path: 'choice',
      type: 'radio',
      label: m.choice({ name, period: when }),
      options: choices.map((value) => ({ value, label: m.options[value] })),
    },
    entries: {
      path: 'entries',
      type: 'checks',
      label: m.entries,
      options: open.map((entry) => ({ value: entry.id, label: entryLabel(entry, language) })),
    },
    reasons: { path: 'reasons', type: 'area', label: m.reasons },
  }
}

export type Chosen = { answers: { ask: string; answer: unknown }[]; errors: FieldError[] }

/** Reads the answers by period. Ticked lines without a dispute are an error: the period would be verified unseen. */
export function readChoices(values: URLSearchParams, language: Language): Chosen {
  const { verify: m } = deskHoursMessagesOf(language)
  const chosen: Chosen = { answers: [], errors: [] }
  for (const name of values.keys()) {
    const [, ask] = CHOICE.exec(name) ?? []
    if (!ask) continue
    const { choice, entries, reasons } = readValues(Object.values(controlsOf(language)), values, prefixOf(ask))
    const isTicked = (Array.isArray(entries) && entries.length > 0) || reasons !== undefined
    if (choice === 'contest') chosen.answers.push({ ask, answer: { choice, entries, reasons } })
    else if (isTicked) chosen.errors.push({ name, label: '', message: m.ticked })
    else if (choice !== 'later') chosen.answers.push({ ask, answer: { choice } })
  }
  return chosen
}

/** Returns the problems of periods that were not recorded as errors at their fields. */
export const periodErrors = (
  results: readonly VerifyPeriodResult[],
  values: URLSearchParams,
  language: Language,
): FieldError[] =>
  results.flatMap((each) =>
    each.outcome === 'invalid'
      ? errorsAt(each.problems, Object.values(controlsOf(language)), { language, values }, prefixOf(each.ask))
      : [],
  )

function Results({ results, language }: { results: readonly VerifyPeriodResult[]; language: Language }) {
  const { verify: m } = deskHoursMessagesOf(language)
  const { moment } = formatOf(language)
  const isWhole = results.every(({ outcome }) => outcome === 'recorded')
  return (
    <Notice kind={isWhole ? 'success' : 'warning'} title={m.resultsTitle} live>
      <ul>
        {results.map((each) => (
          <li key={each.ask}>
            {each.file
              ? m.about({ number: numberOf(each.file.request), period: Number(each.ask.split('-').at(-1)) })
              : m.unknown}
            :{' '}
            {each.outcome === 'answered'
              ? m.answered({ name: each.by, moment: moment(each.at) })
              : m.results[each.outcome]}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Renders the answer to a period: one tab stop for the answer, one to unfold disputed lines. */
function Action({ item, form }: { item: ToVerify; form: Form }) {
  const { language } = form
  const { verify: m } = deskHoursMessagesOf(language)
  if (item.isOwn) return <p>{m.own}</p>
  const { choice, entries, reasons } = controlsOf(language, item)
  const prefix = prefixOf(item.ask.id)
  const { name, when } = wordsOf(item, language)
  const isOpen =
    form.values.has(`${prefix}entries`) ||
    Boolean(form.values.get(`${prefix}reasons`)) ||
    form.errors.some((error) => error.name.startsWith(prefix))
  return (
    <>
      <Field form={form} control={choice} prefix={prefix} />
      {entries.options?.length ? (
        <details open={isOpen}>
          <summary aria-label={m.contestOf({ name, period: when })}>{m.contest}</summary>
          <Field form={form} control={entries} prefix={prefix} />
          <Field form={form} control={reasons} prefix={prefix} />
        </details>
      ) : null}
    </>
  )
}

/** Returns the form to show, with "later" chosen for periods without a value. */
function formOf({ periods }: ToVerifyList, { language, values, errors }: Form): Form {
  const shown = new URLSearchParams(values)
  for (const { ask } of periods) if (!shown.has(`${ask.id}.choice`)) shown.set(`${ask.id}.choice`, 'later')
  const labels = new Map(periods.map((item) => [item.ask.id, Object.values(wordsOf(item, language)).join(', ')]))
  return {
    language,
    values: shown,
    errors: errors.flatMap((error) => {
      const label = labels.get(error.name.split('.')[0] ?? '')
      // A period that is not in the list any more has no field to lead to.
      return error.name && label === undefined ? [] : [{ ...error, label: label ?? error.label }]
    }),
  }
}

type Props = Worker & {
  now: string
  list: ToVerifyList
  form: Form
  results?: readonly VerifyPeriodResult[]
  /** True if the form was submitted without any answer. */
  isEmpty?: boolean
}

/** Renders all periods to verify in one form. */
export function VerifyPeriodsPage({ now, list, form: typed, results = [], isEmpty = false, ...worker }: Props) {
  const { language, municipality } = worker
  const { verify: m } = deskHoursMessagesOf(language)
  const desk = deskMessagesOf(language)
  const f = formatOf(language)
  const form = formOf(list, typed)
  return (
    <Desk {...worker} title={m.title} path="/desk/hours" hasErrors={form.errors.length > 0}>
      <ErrorSummary form={form} />
      <h1>{m.title}</h1>
      {results.length > 0 && <Results results={results} language={language} />}
      {isEmpty && (
        <Notice kind="warning" live>
          <p>{m.nothing}</p>
        </Notice>
      )}
      {list.periods.length === 0 ? (
        <p>{m.none}</p>
      ) : (
        <form class="verify" method="post" action={link('/desk/hours', language)} novalidate>
          <p class="lead">{m.lead}</p>
          <PeriodsTable
            language={language}
            groups={list.periods.map((item) => {
              const { ask, file, period } = item
              const { request } = file
              const { name, when } = wordsOf(item, language)
              const minutes = entriesIn(file.postings, period.number).reduce(
                (sum, { shift, counted }) => sum + (shift ? counted : 0),
                0,
              )
              return {
                id: ask.id,
                heading: (
                  <>
                    <a href={link(`/desk/files/${request.id}`, language)}>
                      {name}, {m.file({ number: numberOf(request) })}
                    </a>
                    {request.sealed && <span class="mark">{desk.list.sealed}</span>} · {when} ·{' '}
                    {m.total({ hours: f.hours(minutes) })} ·{' '}
                    {dueWords(ask.dueOn, daysBetween(dayOf(now), ask.dueOn), desk, f)}
                  </>
                ),
                rows: { context: { file, municipality, language }, period: period.number },
                action: <Action item={item} form={form} />,
              }
            })}
          />
          {list.more > 0 && <p>{m.more({ count: list.more })}</p>}
          {list.periods.some(({ isOwn }) => !isOwn) && (
            <button class="btn btn-primary btn-lg" type="submit">
              {m.submit}
            </button>
          )}
        </form>
      )}
    </Desk>
  )
}
