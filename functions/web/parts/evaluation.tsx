import { ruleSentence } from '../../texts/rules.ts'
import type { Suggestion as Suggested } from '../../domain/money/amount.ts'
import type { Language } from '../../domain/file/application.ts'
import type { Evaluated, Evaluation as Evaluations } from '../../domain/procedure/eligibility.ts'
import { formatOf } from '../../ui/format.ts'
import { evaluationMessagesOf, fill } from '../../texts/index.ts'
import { Notice } from '../../ui/page.tsx'

type EvaluationProps = { evaluation: Evaluations; language: Language }

const Rules = ({ evaluation, language }: EvaluationProps) => (
  <ul>
    {evaluation.map((each) => (
      <li key={each.rule}>
        <strong>{evaluationMessagesOf(language).outcomes[each.outcome]}.</strong> {ruleSentence(each, language)}{' '}
        <cite>{each.article}</cite>
      </li>
    ))}
  </ul>
)

/** What the regulation says, rule by rule: what needs a look first, what is met on request. */
export function Evaluation({ evaluation, language }: EvaluationProps) {
  const m = evaluationMessagesOf(language)
  const [first] = evaluation
  const only = (...wanted: Evaluated['outcome'][]) => evaluation.filter(({ outcome }) => wanted.includes(outcome))
  const counted = (text: string, rules: Evaluations) => fill(text, { count: rules.length }, language)
  const [notMet, toCheck, met, rest] = [
    only('notMet'),
    only('toCheck'),
    only('met'),
    only('notMet', 'toCheck', 'waived'),
  ]
  return (
    <Notice kind={notMet.length > 0 ? 'warning' : 'info'} title={m.title}>
      <p>
        {notMet.length > 0 ? <strong>{counted(m.notMet, notMet)}</strong> : toCheck.length === 0 && m.allMet}{' '}
        {toCheck.length > 0 && counted(m.toCheck, toCheck)} {first && m.version(first.version)}
      </p>
      {rest.length > 0 && <Rules evaluation={rest} language={language} />}
      <details>
        <summary>{counted(m.met, met)}</summary>
        <Rules evaluation={met} language={language} />
      </details>
    </Notice>
  )
}

type SuggestionProps = { suggestion: Suggested; language: Language }
/** What the regulation suggests, and how it comes to it: something to read, and nothing filled in. */
export function Suggestion({ suggestion, language }: SuggestionProps) {
  const { suggestion: m } = evaluationMessagesOf(language)
  const { months, monthlyCents, totalCents, owedMinutes, steps } = suggestion
  const text = totalCents === 0 ? m.none : months === 1 ? m.once : m.monthly
  return (
    <Notice kind="info" title={m.title}>
      <p>
        <strong>{fill(text, { monthlyCents, months, totalCents }, language)}</strong>{' '}
        {owedMinutes > 0 && `${formatOf(language).hours(owedMinutes)}.`} {m.hint}
      </p>
      <details>
        <summary>{m.how}</summary>
        <ol>
          {steps.map(({ code, values, article }) => (
            <li key={code}>
              {fill(m.steps[code], values, language)} <cite>{article}</cite>
            </li>
          ))}
        </ol>
      </details>
    </Notice>
  )
}
