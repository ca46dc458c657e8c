import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { messagesOf } from '../../texts/messages.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { explain, type TermStep } from '../../domain/procedure/term.ts'
import type { Request } from '../../domain/file/request.ts'
import { lookUp } from '../../texts/sentences.ts'

type TermExplanationProps = { steps: readonly TermStep[]; language: Language }

/** Renders the calculation of a due date, a sentence a step with its article, folded away. */
export const TermExplanation = ({ steps, language }: TermExplanationProps) => {
  const { term: m } = messagesOf(language)
  return (
    <details class="explanation">
      <summary>{m.summary}</summary>
      <ol>
        {steps.map(({ code, article, values }, index) => (
          <li key={index}>
            {lookUp(m.steps, code, values)} <cite>{article}</cite>
          </li>
        ))}
      </ol>
    </details>
  )
}

type DueDateProps = { request: Request; municipality: Municipality; language: Language }

/** Renders the due date of a request and its calculation. */
export const DueDate = ({ request, municipality, language }: DueDateProps) => (
  <>
    {formatOf(language).day(request.dueOn)}
    <TermExplanation steps={explain(request, municipality)} language={language} />
  </>
)
