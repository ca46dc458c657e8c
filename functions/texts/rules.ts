import type { Language } from '../domain/file/application.ts'
import type { Evaluated } from '../domain/procedure/eligibility.ts'
import { evaluationMessagesOf, fill, lookUp } from './index.ts'

/** What a rule came to, as a sentence with its values; for pages and papers alike. */
export function ruleSentence({ rule, outcome, values }: Evaluated, language: Language): string {
  const code = [rule, outcome, values['because']].filter(Boolean).join('.')
  return fill(lookUp(evaluationMessagesOf(language).sentences, code) ?? code, values, language)
}
