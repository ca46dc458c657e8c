import type { Language } from '../domain/base/languages.ts'
import type { Problem } from '../domain/base/problems.ts'
import type { Evaluated } from '../domain/procedure/eligibility.ts'
import type { Message, Value } from './catalogue.ts'
import { evaluationMessagesOf, messagesOf, siteMessagesOf } from './messages.ts'

/** Messages that codes lead to. */
type Section = Readonly<Record<string, string | Message<string>>>

/** Returns the message that a code leads to, filled with its values; undefined if the section has none. */
export function lookUp(
  section: Section,
  code: string | number,
  values: Readonly<Record<string, Value>> = {},
): string | undefined {
  const message = Object.hasOwn(section, code) ? section[code] : undefined
  return typeof message === 'function' ? message(values) : message
}

/** Returns the sentence for a problem: what is wrong and how to mend it. */
export const sentence = ({ code, values }: Problem, language: Language): string => {
  const { problems } = messagesOf(language)
  return lookUp(problems, code, values) ?? problems.format
}

/** Returns why something at a site is not done, and what to do. */
export const siteSentence = (problem: Omit<Problem, 'field'>, language: Language): string =>
  lookUp(siteMessagesOf(language).here.refused, problem.code, problem.values) ??
  sentence({ field: '', ...problem }, language)

/** Returns what a rule came to, with its values; for pages and papers alike. */
export function ruleSentence({ rule, outcome, values }: Evaluated, language: Language): string {
  const code = [rule, outcome, values['because']].filter(Boolean).join('.')
  return lookUp(evaluationMessagesOf(language).sentences, code, values) ?? code
}
