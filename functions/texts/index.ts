import type { Language } from '../domain/file/application.ts'
import type { Problem } from '../domain/base/problems.ts'
import { formatOf } from '../ui/format.ts'
import { en } from './en/common.ts'
import { enPaperList } from './en/paper-list.ts'
import { itPaperList, type PaperListMessages } from './it/paper-list.ts'
import { enMatching } from './en/matching.ts'
import { itMatching, type MatchingMessages } from './it/matching.ts'
import { enEvaluation } from './en/evaluation.ts'
import { enApply } from './en/apply.ts'
import { enStatus } from './en/status.ts'
import { type ApplyMessages, itApply } from './it/apply.ts'
import { itStatus, type StatusMessages } from './it/status.ts'
import { enService } from './en/service.ts'
import { it, type Messages } from './it/common.ts'
import { type EvaluationMessages, itEvaluation } from './it/evaluation.ts'
import { itService, type ServiceMessages } from './it/service.ts'

export type { Messages } from './it/common.ts'

const CATALOGUES: Record<Language, Messages> = { it, en }

const SERVICE: Record<Language, ServiceMessages> = { it: itService, en: enService }

const PAPER_LIST: Record<Language, PaperListMessages> = { it: itPaperList, en: enPaperList }

const APPLY: Record<Language, ApplyMessages> = { it: itApply, en: enApply }

const STATUS: Record<Language, StatusMessages> = { it: itStatus, en: enStatus }

const MATCHING: Record<Language, MatchingMessages> = { it: itMatching, en: enMatching }

/** What a person can do and where they may go, in a language. */
export const matchingMessagesOf = (language: Language): MatchingMessages => MATCHING[language]

/** The catalogue of a language. */
export const messagesOf = (language: Language): Messages => CATALOGUES[language]

/** The form of the application, in a language. */
export const applyMessagesOf = (language: Language): ApplyMessages => APPLY[language]

/** The citizen's own page, in a language. */
export const statusMessagesOf = (language: Language): StatusMessages => STATUS[language]

/** The texts that explain the service, in a language. */
export const serviceMessagesOf = (language: Language): ServiceMessages => SERVICE[language]

/** The list of papers of a file, in a language. */
export const paperMessagesOf = (language: Language): PaperListMessages => PAPER_LIST[language]
const EVALUATION: Record<Language, EvaluationMessages> = { it: itEvaluation, en: enEvaluation }

/** What the regulation says of a request, in a language. */
export const evaluationMessagesOf = (language: Language): EvaluationMessages => EVALUATION[language]

/** Fills the `{placeholders}` of a text: `…Cents` as euro, days and instants as long dates, the rest as it is. */
export function fill(text: string, values: Record<string, string | number>, language: Language): string {
  const { euro, day, moment } = formatOf(language)
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name]
    if (value === undefined) return placeholder
    if (typeof value === 'number') return name.endsWith('Cents') ? euro(value) : String(value)
    if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return moment(value)
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : value
  })
}

const isKnown = <Texts extends object>(texts: Texts, code: PropertyKey): code is keyof Texts =>
  Object.hasOwn(texts, code)

/** The text a code leads to, if the catalogue has one. */
export const lookUp = <Texts extends Record<string, string>>(texts: Texts, code: PropertyKey): string | undefined =>
  isKnown(texts, code) ? texts[code] : undefined

/** The sentence for a problem: what is wrong and how to mend it. */
export const sentence = ({ code, values = {} }: Problem, language: Language): string => {
  const { problems } = messagesOf(language)
  return fill(lookUp(problems, code) ?? problems.format, values, language)
}
