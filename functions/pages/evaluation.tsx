import type { Suggestion as Suggested } from '../domain/amount.ts'
import type { Language } from '../domain/application.ts'
import type { Evaluated, Evaluation as Evaluations } from '../domain/eligibility.ts'
import { formatOf } from './format.ts'
import { evaluationMessagesOf, fill, lookUp } from './messages/index.ts'
import { Notice } from './page.tsx'

/** What a rule came to, as a sentence with its values; for pages and papers alike. */
export function ruleSentence({ rule, outcome, values }: Evaluated, language: Language): string {
  const code = [rule, outcome, values['because']].filter(Boolean).join('.')
  return fill(lookUp(evaluationMessagesOf(language).sentences, code) ?? code, values, language)
}

type EvaluationProps = { evaluation: Evaluations; language: Language }
/** What the regulation says, rule by rule: outcome in words, sentence, article. */
export function Evaluation({ evaluation, language }: EvaluationProps) {
  const m = evaluationMessagesOf(language)
  const [first] = evaluation
  const count = (wanted: Evaluated['outcome']) => evaluation.filter(({ outcome }) => outcome === wanted).length
  const [notMet, toCheck] = [count('notMet'), count('toCheck')]
  return (
    <Notice kind={notMet > 0 ? 'warning' : 'info'} title={m.title}>
      <p>
        {notMet + toCheck === 0 && m.allMet}
        {notMet > 0 && <strong>{fill(m.notMet, { count: notMet }, language)}</strong>}{' '}
        {toCheck > 0 && fill(m.toCheck, { count: toCheck }, language)} {first && m.version(first.version)}
      </p>
      <ul>
        {evaluation.map((each) => (
          <li key={each.rule}>
            <strong>{m.outcomes[each.outcome]}.</strong> {ruleSentence(each, language)} <cite>{each.article}</cite>
          </li>
        ))}
      </ul>
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
      <h3 class="h6">{m.how}</h3>
      <ol>
        {steps.map(({ code, values, article }) => (
          <li key={code}>
            {fill(m.steps[code], values, language)} <cite>{article}</cite>
          </li>
        ))}
      </ol>
    </Notice>
  )
}
