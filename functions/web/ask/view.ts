import type { ComponentChildren } from 'preact'
import type { Matching } from '../../domain/activity/matching.ts'
import type { Language } from '../../domain/base/languages.ts'
import type { Ask } from '../../domain/file/ask.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Suggestion } from '../../domain/money/amount.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import type { Evaluation } from '../../domain/procedure/eligibility.ts'
import { messagesOf } from '../../texts/messages.ts'
import type { Control, ControlType, Option } from '../../ui/controls.ts'

/** The input of the page of a question. */
export type AskContext = {
  ask: Ask
  file: CaseFile
  municipality: Municipality
  language: Language
  /** True if staff answer in place of the person. */
  inPlaceOfPerson?: boolean
  /** The evaluation by the regulation and its suggestion; present for a view that needs the evaluation. */
  evaluation?: Evaluation
  suggestion?: Suggestion
  /** Projects proposed for the person, with reasons; present for a view that needs the matching. */
  matching?: Matching
}

/** One possible answer with its fields. An answer that is no longer `offered` is still accepted. */
export type Choice = { value: string; label: string; controls: Control[]; offered?: boolean }

/** The words of a question on its page. */
export type Words = {
  title: string
  lead: string
  /** What happens after the answer. */
  next: string
  /** The hints beside the button and after a draft was saved. */
  hint: string
  kept: string
}

/** The page of one question. Its texts stand under its kind. */
export type QuestionView = {
  /** Data shown on the page that is not in the file. */
  needs?: readonly ('evaluation' | 'matching')[]
  /** Returns the answers that the file leaves open; markup, reading and errors follow from them. */
  choices(context: AskContext): Choice[]
  /** True if the only answer is shown without a choice. */
  single?: true
  /** Returns what the addressee needs to decide, and no more. */
  facts(context: AskContext): ComponentChildren
  /** Returns texts that replace those of the kind for this file. */
  words?(context: AskContext): Partial<Words>
  /** Returns the known data as the initial value of an answer. */
  prefill?(context: AskContext): unknown
  /** Returns the value of the form without groups that were left empty. */
  tidy?(value: Record<string, unknown>, context: AskContext): Record<string, unknown>
}

type FieldName = keyof ReturnType<typeof messagesOf>['asks']['fields']

/** Returns how a language makes a control: its label and hint are those of a field in the texts. */
export const controlsIn =
  (language: Language) =>
  (field: FieldName, path: string, type: ControlType, rest: Partial<Control> = {}): Control => ({
    path,
    type,
    ...messagesOf(language).asks.fields[field],
    ...rest,
  })

/** Returns choices with their labels, in the order of their controls. */
export const choicesFrom = <Labels extends Record<string, string>>(
  labels: Labels,
  of: Record<keyof Labels, Control[]>,
): Choice[] =>
  Object.entries<Control[]>(of).map(([value, controls]) => ({ value, label: labels[value] ?? value, controls }))

/** Returns choices without those of some values. */
export const withoutChoices = (choices: Choice[], values: readonly (string | false)[]): Choice[] =>
  choices.filter(({ value }) => !values.includes(value))

/** Returns options from their labels. */
export const optionsFrom = (labels: Record<string, string>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** Returns a text for each point, which says what it answers and may be left empty. */
export const pointControls = (language: Language, points: readonly string[], field: FieldName): Control[] =>
  points.map((point, index) =>
    controlsIn(language)(field, `texts.${index + 1}`, 'area', { label: `${index + 1}. ${point}`, optional: true }),
  )
