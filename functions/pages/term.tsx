import type { Language } from '../domain/application.ts'
import type { TermStep } from '../domain/term.ts'
import { fill, messagesOf } from './messages/index.ts'

type TermExplanationProps = { steps: readonly TermStep[]; language: Language }

/** How a due date comes about, a sentence a step with its article; folded away until somebody wants to know. */
export const TermExplanation = ({ steps, language }: TermExplanationProps) => {
  const { term: m } = messagesOf(language)
  return (
    <details class="explanation">
      <summary>{m.summary}</summary>
      <ol>
        {steps.map(({ code, article, values }, index) => (
          <li key={index}>
            {fill(m.steps[code], values, language)} <cite>{article}</cite>
          </li>
        ))}
      </ol>
    </details>
  )
}
