import { lookUp, ruleSentence } from '../../texts/sentences.ts'
import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { evaluationMessagesOf } from '../../texts/messages.ts'
import type { Suggestion as Suggested } from '../../domain/money/amount.ts'
import type { Evaluated, Evaluation as Evaluations } from '../../domain/procedure/eligibility.ts'
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

/** Renders the evaluation rule by rule: rules to check first, the others folded. */
export function EvaluationDetails({ evaluation, language }: EvaluationProps) {
  const m = evaluationMessagesOf(language)
  const [first] = evaluation
  const only = (...wanted: Evaluated['outcome'][]) => evaluation.filter(({ outcome }) => wanted.includes(outcome))
  const [notMet, toCheck, met, rest] = [
    only('notMet'),
    only('toCheck'),
    only('met'),
    only('notMet', 'toCheck', 'waived'),
  ]
  return (
    <Notice kind={notMet.length > 0 ? 'warning' : 'info'} title={m.title}>
      <p>
        {notMet.length > 0 ? <strong>{m.notMet({ count: notMet.length })}</strong> : toCheck.length === 0 && m.allMet}{' '}
        {toCheck.length > 0 && m.toCheck({ count: toCheck.length })} {first && m.version({ version: first.version })}
      </p>
      {rest.length > 0 && <Rules evaluation={rest} language={language} />}
      <details>
        <summary>{m.met({ count: met.length })}</summary>
        <Rules evaluation={met} language={language} />
      </details>
    </Notice>
  )
}

type SuggestionProps = { suggestion: Suggested; language: Language }
/** Renders the suggested grant and its calculation; it fills nothing in. */
export function SuggestionDetails({ suggestion, language }: SuggestionProps) {
  const { suggestion: m } = evaluationMessagesOf(language)
  const { months, monthlyCents, totalCents, owedMinutes, steps } = suggestion
  const several = months === 1 ? m.once({ totalCents }) : m.monthly({ monthlyCents, months, totalCents })
  return (
    <Notice kind="info" title={m.title}>
      <p>
        <strong>{totalCents === 0 ? m.none : several}</strong>{' '}
        {owedMinutes > 0 && `${formatOf(language).hours(owedMinutes)}.`} {m.hint}
      </p>
      <details>
        <summary>{m.how}</summary>
        <ol>
          {steps.map(({ code, values, article }) => (
            <li key={code}>
              {lookUp(m.steps, code, values)} <cite>{article}</cite>
            </li>
          ))}
        </ol>
      </details>
    </Notice>
  )
}
